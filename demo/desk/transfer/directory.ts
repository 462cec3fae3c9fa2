import { parseEndpoint } from 'daily-transfer';

/** Somebody or something that callers are often moved to. */
export interface DirectoryEntry {
  readonly name: string;
  readonly target: string;
}

/** The targets that this app suggests. Yours come from where your app keeps them. */
export const DIRECTORY: readonly DirectoryEntry[] = [
  { name: 'Billing', target: 'sip:billing@acme.sip.daily.co' },
  { name: 'Returns', target: 'sip:returns@acme.sip.daily.co' },
  { name: 'PBX queue', target: 'sip:queue@pbx.example.com' },
  { name: 'Night desk', target: 'sip:night@voice.example.org' },
  { name: 'Doctor on call', target: '+14155552671' },
];

/** The entry of that name or of that address, however it is written. */
export function findEntry(
  directory: readonly DirectoryEntry[],
  text: string,
): DirectoryEntry | undefined {
  const wanted = text.trim();
  const endpoint = parseEndpoint(wanted);
  const address = endpoint.kind === 'invalid' ? undefined : endpoint.address;
  const lower = wanted.toLowerCase();
  return directory.find(({ name, target }) => name.toLowerCase() === lower || target === address);
}

/** How a person says this target: by its name in the directory, or else by its address. */
export function sayTarget(directory: readonly DirectoryEntry[], target: string): string {
  return findEntry(directory, target)?.name ?? target;
}

/** The entries whose name or address has every word of what was typed; the recent ones come first. */
export function searchDirectory(
  directory: readonly DirectoryEntry[],
  text: string,
  recent: readonly string[],
): readonly DirectoryEntry[] {
  const words = text.trim().toLowerCase().split(/\s+/);
  const found = directory.filter(({ name, target }) => {
    const entry = `${name} ${target.replace(/^sips?:/, '')}`.toLowerCase();
    return words.every((word) => entry.includes(word));
  });
  const age = ({ target }: DirectoryEntry) => recent.indexOf(target) + 1 || Infinity;
  return [...found].sort((one, other) => age(one) - age(other) || 0);
}

/** How such a target is drawn: a phone, a room of Daily, or another SIP address. */
export function iconOf(target: string): 'phone' | 'room' | 'sip' {
  if (target.startsWith('+')) return 'phone';
  return /\.sip(-\w+)?\.daily\.co/.test(target) ? 'room' : 'sip';
}

/** Is it written as a name, and not as the begin of an address or a number? */
export function isName(text: string): boolean {
  return text.trim() !== '' && !/[@:+]|^[\d(]/.test(text);
}
