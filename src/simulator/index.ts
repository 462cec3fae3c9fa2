/**
 * For tests and demos: a simulated Daily domain under the genuine daily-js, without an account and without
 * a network. Begin with {@link simulateDaily}.
 *
 * @module daily-transfer/simulator
 */

export { simulateDaily } from './simulated-daily.js';
export type {
  CreatedCall,
  DailyFactory,
  SimulateDailyOptions,
  SimulatedDaily,
} from './simulated-daily.js';
export type { SimulatedDomain } from './simulated-domain.js';
export type { SimulatedRoom } from './simulated-room.js';
export type { DialInOptions, DialOutOptions, Rights } from './room-options.js';
export type { SimulationOptions } from './simulation.js';
export type { RoomView, SimulatedParticipant } from './room-view.js';
export type { ClockKind, Pace } from './clock.js';
export type { BundleOptions } from './daily-config.js';
export type { LinkOptions } from './link.js';
export type { LogEntry } from './log.js';
export type { DialInHandler, DialOutHandler, TransferHandler } from './handlers.js';
export type { DialInAttempt, DialInBehaviour } from './model/dial-in.js';
export type { DialOutAttempt, DialOutBehaviour } from './model/dial-out.js';
export type { ReplyBehaviour } from './model/replies.js';
export type { DialType, Message, Topology } from './model/domain.js';
export type { Farewell, NewLeg, StoppedEvent } from './model/legs.js';
export type { TransferAttempt } from './model/transfer-attempt.js';
export type { TransferBehaviour } from './model/transfers.js';
export type { FarEndBehaviour, TargetOutcome } from './model/transfer-news.js';
