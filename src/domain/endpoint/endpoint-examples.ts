import type { EndpointProblem } from './endpoint-problems.js';

/**
 * For every problem a text that `parseEndpoint` answers with it, for tables in docs and tests. A file of
 * its own, so that no page has to load it.
 */
export const ENDPOINT_EXAMPLES: Readonly<Record<EndpointProblem, string>> = {
  empty: '',
  'bad-character': 'sip:bob @example.com',
  'no-scheme': 'example.com',
  'national-number': 'tel:911',
  'bad-number': '+1415abc',
  'two-at-signs': 'sip:bob@example.com@example.org',
  'bad-escape': 'sip:bob%4@example.com',
  'bad-user': 'sip:@example.com',
  'bad-host': 'sip:bob@127.1',
  'bad-port': 'sip:bob@example.com:65536',
  'bad-parameter': 'sip:bob@example.com;',
  'duplicate-parameter': 'sip:bob@example.com;user=phone;User=ip',
  'bad-header': 'sip:bob@example.com?X-A',
  'too-long': `sip:bob@example.com;${'a'.repeat(256)}`,
  scheme: 'mailto:bob@example.com',
  sips: 'sips:bob@example.com',
  password: 'sip:bob:secret@example.com',
  'ip-host': 'sip:bob@192.0.2.1',
  port: 'sip:bob@example.com:22',
  unprintable: 'sip:bob%0D%0A@example.com',
  user: 'sip:+14155552671;phone-context=evil.example@example.com',
  parameter: 'sip:bob@example.com;maddr=192.0.2.1',
  header: 'sip:bob@example.com?Replaces=a',
  'too-many-headers': 'sip:b@c.de?X-1=&X-2=&X-3=&X-4=&X-5=&X-6=&X-7=&X-8=&X-9=&X-10=&X-11=',
  'number-length': '+1415',
  'country-code': '+04155552671',
  'tel-parameter': 'tel:+14155552671;isub=1',
  'post-dial': '+14155552671,,12',
  'feature-code': '*67',
};
