import type { DailyCall } from '@daily-co/daily-js';
import type { TransferCall } from '../../src/daily/call.js';

declare const genuine: DailyCall;

/** The genuine call object fits the port as it is. */
export const port: TransferCall = genuine;

// @ts-expect-error a call object without the transfer methods does not
export const lame: TransferCall = { ...port, sipRefer: undefined };
