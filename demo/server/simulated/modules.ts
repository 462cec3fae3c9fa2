export * as servers from './desk-servers.js';
export * as simulator from 'daily-transfer/simulator/server';
