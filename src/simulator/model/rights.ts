import type { DailyParticipantPermissions } from '@daily-co/daily-js';
import type { Role } from './addresses.js';
import type { Occupant } from './domain.js';
import { asRecord } from './record.js';

/*
 * Who may do what in a room, as docs.daily.co says it. Where it says nothing, the stricter reading holds, and
 * the comment says "not known".
 */

/** What a role may do. An owner may do everything; an admin may manage participants. */
export function permissionsOf(role: Role): DailyParticipantPermissions {
  return {
    hasPresence: true,
    canSend: true,
    canReceive: { base: true },
    canAdmin: role === 'admin' ? new Set(['participants'] as const) : role === 'owner',
  };
}

/**
 * Is the occupant an owner, or an admin of participants? They may change others, let in those who wait, and,
 * so the pages on each method, dial and transfer. That `participants` is the admin right that telephony
 * needs is not known; it is inferred from the refusal of a dial-out in Daily's native SDK.
 */
export function isAdmin({ owner, permissions: { canAdmin } }: Occupant): boolean {
  return owner || canAdmin === true || (canAdmin !== false && canAdmin.has('participants'));
}

/** May the occupant send this kind of media? */
export function maySend({ permissions: { canSend } }: Occupant, kind: 'audio' | 'video'): boolean {
  return typeof canSend === 'boolean' ? canSend : canSend.has(kind);
}

/**
 * Why one occupant may not change another by `updateParticipant()`, or nothing if it may. An admin may mute
 * others, and only an owner may unmute them. That an admin cannot throw out an owner is not known.
 */
export function refuseChange(
  by: Occupant,
  other: Occupant,
  { eject, setAudio, setVideo }: Readonly<Record<string, unknown>>,
): string | undefined {
  const isSelf = by.sessionId === other.sessionId;
  if (eject === true && isSelf) return 'nobody ejects themselves; leave() is for that';
  if (isSelf) return undefined;
  if (!isAdmin(by)) return 'only an owner or an admin of participants may change others';
  if (eject === true && other.owner && !by.owner) return 'an admin may not eject an owner';
  const isUnmuted = setAudio === true || setVideo === true;
  return isUnmuted && !by.owner ? 'only an owner may turn on the media of others' : undefined;
}

/**
 * Why one occupant may not give another these permissions, or nothing if it may. An owner's permissions
 * cannot be changed. Not known: that nobody may change their own, and that nobody may give an admin right
 * that they do not have.
 */
export function refusePermissions(
  by: Occupant,
  other: Occupant,
  { canAdmin }: Readonly<Record<string, unknown>>,
): string | undefined {
  if (!isAdmin(by)) return 'only an owner or an admin of participants may change permissions';
  if (other.owner) return "an owner's permissions cannot be changed";
  if (by.sessionId === other.sessionId) return 'nobody changes their own permissions';
  const may = by.owner || by.permissions.canAdmin === true || isPart(canAdmin, by);
  return may ? undefined : 'nobody gives an admin right that they do not have';
}

/** The permissions after an update: what it names is replaced, of `canReceive` each field by itself. */
export function updatePermissions(
  before: DailyParticipantPermissions,
  update: Readonly<Record<string, unknown>>,
): DailyParticipantPermissions {
  const canReceive = { ...before.canReceive, ...asRecord(update['canReceive']) };
  return { ...before, ...update, canReceive };
}

function isPart(canAdmin: unknown, { permissions }: Occupant): boolean {
  if (canAdmin === undefined || canAdmin === false) return true;
  const held = permissions.canAdmin;
  return (
    canAdmin instanceof Set && held instanceof Set && [...canAdmin].every((one) => held.has(one))
  );
}
