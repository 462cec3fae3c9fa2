import Daily from '@daily-co/daily-js';
import { useTransfers } from 'daily-transfer/react';
import type { Room } from '../room.js';
import { FieldTest } from './field-test/field-test.js';

/** The field test of the room that is open, or of the next one; what was found stays in between. */
export function LiveFieldTest({ room }: { readonly room: Room | undefined }) {
  const transfers = useTransfers(room?.call, room?.options);
  const call = room?.call ?? null;
  return <FieldTest call={call} transfers={transfers} dailyVersion={Daily.version()} />;
}
