export { toNodeListener } from './node-listener.js';
export type { Handle, NodeRequest, NodeResponse } from './node-listener.js';
