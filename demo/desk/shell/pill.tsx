import type { Tone } from '../transfer/facts.js';

/** Each tone has a sign of its own, so that the colour is never alone. */
const SIGNS: Readonly<Record<Tone, string>> = {
  confirmed: '✓',
  inferred: '◐',
  failed: '■',
  running: '◌',
  unknown: '?',
  blocked: '⊘',
  unsent: '○',
};

export interface PillProps {
  readonly tone: Tone;
  readonly title: string;
  /** How sure it is. */
  readonly sure?: string;
}

/** Where a transfer stands, in one word. */
export function Pill({ tone, title, sure = '' }: PillProps) {
  return (
    <span className="pill" data-tone={tone}>
      <span aria-hidden="true">{SIGNS[tone]}</span> {title}
      {sure !== '' && <span className="sure">{sure}</span>}
    </span>
  );
}
