/**
 * Everything that can be wrong with a target: whether the text is broken (`malformed`) or right but
 * not sent (`refused`), and what to do next. `ENDPOINT_EXAMPLES` has a text for each.
 */
export const ENDPOINT_PROBLEMS = {
  empty: { fault: 'malformed', message: 'Enter a SIP address or a phone number.' },
  'bad-character': {
    fault: 'malformed',
    message: 'Remove blanks, line breaks and letters outside ASCII.',
  },
  'no-scheme': {
    fault: 'malformed',
    message: 'Begin a SIP address with sip:, a phone number with +.',
  },
  'national-number': {
    fault: 'malformed',
    message:
      'Write the number with + and its country code; short and emergency numbers cannot be reached.',
  },
  'bad-number': { fault: 'malformed', message: 'Write the number as + and digits only.' },
  'two-at-signs': { fault: 'malformed', message: 'Keep only one @.' },
  'bad-escape': { fault: 'malformed', message: 'Write two hexadecimal digits after each %.' },
  'bad-user': {
    fault: 'malformed',
    message: 'Correct the part before @: it is empty or has a forbidden character.',
  },
  'bad-host': {
    fault: 'malformed',
    message: 'Correct the host: it is neither a host name nor a full IP address.',
  },
  'bad-port': {
    fault: 'malformed',
    message: 'Correct the port: it is not a number from 0 to 65535.',
  },
  'bad-parameter': {
    fault: 'malformed',
    message: 'Correct the parameters: each is ;name or ;name=value.',
  },
  'duplicate-parameter': { fault: 'malformed', message: 'Give each parameter once.' },
  'bad-header': {
    fault: 'malformed',
    message: 'Correct the headers: each is name=value, with & between them.',
  },
  'too-long': {
    fault: 'refused',
    message: 'Shorten the address: 255 characters at most, 2048 with its headers.',
  },
  scheme: {
    fault: 'refused',
    message: 'Use a sip: address or a phone number; Daily transfers to nothing else.',
  },
  sips: {
    fault: 'refused',
    message: 'Write sip: if the call may go unencrypted; Daily does not take sips:.',
  },
  password: { fault: 'refused', message: 'Remove the password before @.' },
  'ip-host': { fault: 'refused', message: 'Use a host name; this IP address is not allowed.' },
  port: { fault: 'refused', message: 'Use an allowed port, or leave the port out.' },
  unprintable: {
    fault: 'refused',
    message: 'Remove the % escapes that hide control characters, broken text or other escapes.',
  },
  user: {
    fault: 'refused',
    message: 'Write only a name or a number before @, without , ; : / ? or a second @.',
  },
  parameter: {
    fault: 'refused',
    message:
      'Keep only the parameters transport (udp, tcp, tls), user (phone, ip) and those that this app allows.',
  },
  header: { fault: 'refused', message: 'Use only headers that begin with X-, each once.' },
  'too-many-headers': { fault: 'refused', message: 'Give ten headers at most.' },
  'number-length': {
    fault: 'refused',
    message: 'Check the number: with its country code it has 6 to 15 digits.',
  },
  'country-code': {
    fault: 'refused',
    message: 'Write the number with + and its country code; none begins with 0.',
  },
  'tel-parameter': {
    fault: 'refused',
    message: 'Write the number with + and its country code; only ;ext= may follow.',
  },
  'post-dial': {
    fault: 'refused',
    message: 'Remove what follows the number and give it as the extension.',
  },
  'feature-code': {
    fault: 'refused',
    message: 'Write the number with + and its country code, without the * or # code.',
  },
} as const satisfies Record<string, EndpointProblemRow>;

/** What is wrong with a target, as a code that stays the same across versions. */
export type EndpointProblem = keyof typeof ENDPOINT_PROBLEMS;

/** The layer of a problem, and a sentence for the user. */
export interface EndpointProblemRow {
  /** `malformed`: the text is broken. `refused`: the text is right, but it is not sent. */
  readonly fault: 'malformed' | 'refused';
  readonly message: string;
}
