import type { Transferee } from 'daily-transfer';
import { useMemo, useRef, useState } from 'react';

/**
 * The callers in the room, with those who have left in their old places while the pointer or the focus is in
 * the list, so that no click hits a card that has moved. The chosen one stays until another one is chosen.
 */
export function useKeptCallers(transferees: readonly Transferee[], chosen: string | undefined) {
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const last = useRef<readonly Transferee[]>([]);
  const isHeld = isPointed || isFocused;
  const callers = useMemo(() => {
    const isKept = ({ sessionId }: Transferee): boolean => isHeld || sessionId === chosen;
    return keepPlaces(last.current, transferees, isKept);
  }, [transferees, chosen, isHeld]);
  last.current = callers;
  const hold = {
    onPointerEnter: () => setPointed(true),
    onPointerLeave: () => setPointed(false),
    onFocus: () => setFocused(true),
    onBlur: () => setFocused(false),
  };
  return { callers, hold };
}

/** The callers as they stood, without those who have left and are not kept; new ones come last. */
export function keepPlaces(
  before: readonly Transferee[],
  now: readonly Transferee[],
  isKept: (caller: Transferee) => boolean,
): readonly Transferee[] {
  const here = new Map(now.map((caller) => [caller.sessionId, caller]));
  const kept = before
    .filter((caller) => here.has(caller.sessionId) || isKept(caller))
    .map((caller) => here.get(caller.sessionId) ?? caller);
  const known = new Set(before.map(({ sessionId }) => sessionId));
  return [...kept, ...now.filter(({ sessionId }) => !known.has(sessionId))];
}
