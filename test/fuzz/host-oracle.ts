/**
 * Where a text goes, told without our parser and without a regular expression: what stands after the
 * last `@`, up to a `;`, `?` or `:`, an IPv6 reference up to its bracket. Right for every text that is
 * a SIP URI at all; what it says of other texts means nothing.
 */
export function hostOf(text: string): string {
  return plain(placeOf(text));
}

/** The user of a SIP URI that has no password: what stands before the last `@`, decoded once. */
export function userOf(text: string): string | undefined {
  const at = text.lastIndexOf('@');
  const begin = text.slice(0, 4).toLowerCase() === 'sip:' ? 4 : 0;
  return at < 0 ? undefined : decodeURIComponent(text.slice(begin, at));
}

/** The parameters of a SIP URI, decoded and in lower case: what stands between host and headers. */
export function parametersOf(text: string): readonly (readonly [name: string, value: string])[] {
  const [tail = ''] = text.slice(hostSpan(text)[1]).split('?');
  const [, ...pieces] = tail.split(';');
  return pieces.map((piece) => {
    const [name = '', value = ''] = piece.split('=').map(decodeURIComponent);
    return [name.toLowerCase(), value.toLowerCase()];
  });
}

/** From which character to which a text names its host. */
export function hostSpan(text: string): readonly [start: number, end: number] {
  const start = text.lastIndexOf('@') < 0 ? text.indexOf(':') + 1 : text.lastIndexOf('@') + 1;
  return [start, start + placeOf(text).length];
}

/** The network of Daily as design.md §5 lists it, label by label. */
export function isInsideByLabels(host: string, further: readonly string[] = []): boolean {
  const domains = ['daily.co', 'dailywebrtc.com', 'dailywebrtc.net', ...further];
  return domains.some((domain) => isSameOrUnder(host, domain)) || isDailyAtSignalWire(host);
}

/** Whether the labels of a host end in all the labels of a domain. */
export function isSameOrUnder(host: string, domain: string): boolean {
  const labels = plain(host).split('.');
  const wanted = plain(domain).split('.');
  const extra = labels.length - wanted.length;
  return wanted.every((label, index) => labels[extra + index] === label);
}

function placeOf(text: string): string {
  const at = text.lastIndexOf('@');
  const rest = text.slice(at < 0 ? text.indexOf(':') + 1 : at + 1);
  if (rest.startsWith('[')) return rest.slice(0, rest.indexOf(']') + 1);
  const ends = [';', '?', ':'].map((mark) => rest.indexOf(mark)).filter((index) => index >= 0);
  return rest.slice(0, Math.min(rest.length, ...ends));
}

function plain(host: string): string {
  const lower = host.toLowerCase();
  return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}

function isDailyAtSignalWire(host: string): boolean {
  const [app = '', ...network] = plain(host).split('.');
  const [daily, id = '', end, ...more] = app.split('-');
  const isHex = id !== '' && [...id].every((digit) => '0123456789abcdef'.includes(digit));
  const isApp = daily === 'daily' && isHex && end === 'app' && more.length === 0;
  return isApp && network.join('.') === 'dapp.signalwire.com';
}
