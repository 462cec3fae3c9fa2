export { chooseMethod } from '../domain/decision.js';
export { parseEndpoint } from '../domain/endpoint.js';
export { isTransferError, TransferError } from '../domain/errors.js';
