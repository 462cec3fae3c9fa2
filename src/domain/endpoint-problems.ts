/**
 * Everything that can be wrong with a target: whether the text is broken (`malformed`) or right but
 * not sent (`refused`), an example, and what to do next. The README's table and the tests read it.
 */
export const ENDPOINT_PROBLEMS = {
  empty: {
    fault: 'malformed',
    example: '',
    message: 'Enter a SIP address or a phone number.',
  },
  'bad-character': {
    fault: 'malformed',
    example: 'sip:bob @example.com',
    message: 'Remove blanks, line breaks and letters outside plain ASCII.',
  },
  'no-scheme': {
    fault: 'malformed',
    example: 'example.com',
    message: 'Begin with sip: for a SIP address, or with + for a phone number.',
  },
  'national-number': {
    fault: 'malformed',
    example: 'tel:911',
    message:
      'Write the number in international form, with + and the country code; short and emergency numbers cannot be reached.',
  },
  'bad-number': {
    fault: 'malformed',
    example: '+1415abc',
    message: 'Write the phone number as + and digits only.',
  },
  'two-at-signs': {
    fault: 'malformed',
    example: 'sip:bob@example.com@example.org',
    message: 'Keep one @ and write any other as %40.',
  },
  'bad-escape': {
    fault: 'malformed',
    example: 'sip:bob%4@example.com',
    message: 'Follow each % by two hexadecimal digits.',
  },
  'bad-user': {
    fault: 'malformed',
    example: 'sip:@example.com',
    message: 'Correct the part before @: it is empty or has a character that must be escaped.',
  },
  'bad-host': {
    fault: 'malformed',
    example: 'sip:bob@127.1',
    message: 'Correct the host: it is neither a host name nor a full IP address.',
  },
  'bad-port': {
    fault: 'malformed',
    example: 'sip:bob@example.com:65536',
    message: 'Correct the port after the host: it is not a number from 0 to 65535.',
  },
  'bad-parameter': {
    fault: 'malformed',
    example: 'sip:bob@example.com;',
    message: 'Correct the parameters: each is ;name or ;name=value.',
  },
  'duplicate-parameter': {
    fault: 'malformed',
    example: 'sip:bob@example.com;user=phone;User=ip',
    message: 'Give each parameter once.',
  },
  'bad-header': {
    fault: 'malformed',
    example: 'sip:bob@example.com?X-A',
    message: 'Correct the headers after ?: each is name=value, with & between them.',
  },
  'too-long': {
    fault: 'refused',
    example: `sip:bob@example.com;${'a'.repeat(256)}`,
    message: 'Shorten the address: 255 characters at most, 2048 with its headers.',
  },
  scheme: {
    fault: 'refused',
    example: 'mailto:bob@example.com',
    message: 'Use a sip: address or a phone number; Daily transfers to nothing else.',
  },
  sips: {
    fault: 'refused',
    example: 'sips:bob@example.com',
    message:
      'Daily does not take sips: addresses; write sip: yourself if a call without its encryption is acceptable.',
  },
  password: {
    fault: 'refused',
    example: 'sip:bob:secret@example.com',
    message: 'Remove the password before @.',
  },
  'ip-host': {
    fault: 'refused',
    example: 'sip:bob@192.0.2.1',
    message: 'Use a host name: this IP address is not allowed here.',
  },
  port: {
    fault: 'refused',
    example: 'sip:bob@example.com:22',
    message: 'Use one of the allowed ports, or leave the port out.',
  },
  unprintable: {
    fault: 'refused',
    example: 'sip:bob%0D%0A@example.com',
    message: 'Remove the escapes that hide control characters or broken text.',
  },
  maddr: {
    fault: 'refused',
    example: 'sip:bob@example.com;maddr=192.0.2.1',
    message: 'Remove maddr: it sends the call to another host than the one shown.',
  },
  method: {
    fault: 'refused',
    example: 'sip:bob@example.com;method=BYE',
    message: 'Remove method: a transfer always starts a call.',
  },
  ttl: {
    fault: 'refused',
    example: 'sip:bob@example.com;ttl=1',
    message: 'Remove ttl.',
  },
  lr: {
    fault: 'refused',
    example: 'sip:bob@example.com;lr',
    message: 'Remove lr: it belongs to routes, not to targets.',
  },
  transport: {
    fault: 'refused',
    example: 'sip:bob@example.com;transport=sctp',
    message: 'Use transport udp, tcp or tls, or leave it out.',
  },
  header: {
    fault: 'refused',
    example: 'sip:bob@example.com?Replaces=a',
    message: 'Use only headers whose names begin with X-, each once.',
  },
  'too-many-headers': {
    fault: 'refused',
    example: 'sip:b@c.de?X-1=&X-2=&X-3=&X-4=&X-5=&X-6=&X-7=&X-8=&X-9=&X-10=&X-11=',
    message: 'Give ten headers at most.',
  },
  'number-length': {
    fault: 'refused',
    example: '+1415',
    message: 'Check the number: with its country code it has 6 to 15 digits.',
  },
  'country-code': {
    fault: 'refused',
    example: '+04155552671',
    message: 'Put the country code right after +; none begins with 0.',
  },
  'tel-parameter': {
    fault: 'refused',
    example: 'tel:+14155552671;isub=1',
    message: 'Write the whole international number; only ;ext= may follow it.',
  },
  'post-dial': {
    fault: 'refused',
    example: '+14155552671,,12',
    message: 'Remove what follows the number and give it as the extension.',
  },
  'feature-code': {
    fault: 'refused',
    example: '*67',
    message: 'Remove the * or # code and begin with + and the country code.',
  },
} as const satisfies Record<string, EndpointProblemRow>;

/** One row of the table: its layer, a text that gives the problem, and a sentence for the user. */
export interface EndpointProblemRow {
  /** `malformed`: the text is broken. `refused`: the text is right, but it is not sent. */
  readonly fault: 'malformed' | 'refused';
  readonly example: string;
  readonly message: string;
}

/** What is wrong with a target, as a code that stays the same across versions. */
export type EndpointProblem = keyof typeof ENDPOINT_PROBLEMS;
