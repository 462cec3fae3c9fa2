export { DeskServers } from './desk-servers.js';
export { toNodeListener } from 'daily-transfer/server';
