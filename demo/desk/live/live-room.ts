import { readText } from '../room.js';

/** What is needed to join a real room. The token goes to daily-js and nowhere else. */
export interface LiveRoom {
  readonly url: string;
  /** The Daily sub-domain in the URL. */
  readonly domain: string;
  readonly token: string;
  /** Targets to allow besides the rooms of the domain. */
  readonly allow: readonly string[];
}

/** Reads the form before anything is left or joined for it: the room, or what to put right first. */
export function readLiveRoom(form: HTMLFormElement): LiveRoom | string {
  const fields = new FormData(form);
  const text = (name: string): string => String(fields.get(name) ?? '').trim();
  const url = text('url');
  const domain = ROOM.exec(url)?.[1];
  if (domain === undefined) {
    return `"${url}" is no room URL: write it as https://acme.daily.co/support.`;
  }
  const allow = text('allow')
    .split(',')
    .map((rule) => rule.trim())
    .filter(Boolean);
  const wrong = allow.find((rule) => !TARGET_RULE.test(rule));
  if (wrong !== undefined) {
    return `"${wrong}" is no rule for targets: write a host (pbx.example.com), its sub-domains (*.example.com) or how a number begins (+1415).`;
  }
  return { url, domain, token: text('token'), allow };
}

/** Why a real room could not be joined, for people. daily-js rejects with a text, an object or an `Error`. */
export function explainJoinFailure(error: unknown): string {
  const text = readText(error);
  if (/load|bundle|timed out/i.test(text)) {
    return `daily-js could not load its call machine from Daily's servers (${text}). Check the network, a proxy or a content blocker, and try again.`;
  }
  return error instanceof TypeError
    ? `The domain or a rule for targets cannot be used (${text}). Put it right and try again.`
    : `Daily did not let us join (${text}). Check the address and the token.`;
}

const ROOM = /^https:\/\/([a-z\d-]+)\.daily\.co\/[^/?#]+/i;

/** By its looks; `attach()` has the last word. */
const TARGET_RULE = /^(?:\+\d+|(?:\*\.)?[a-z\d-]+(?:\.[a-z\d-]+)+)$/i;
