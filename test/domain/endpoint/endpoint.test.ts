import { describe, expect, it } from 'vitest';
import { ENDPOINT_EXAMPLES } from '../../../src/domain/endpoint/endpoint-examples.js';
import {
  ENDPOINT_PROBLEMS,
  type EndpointProblem,
  parseAddress,
  parseEndpoint,
} from '../../../src/domain/endpoint/endpoint.js';

/** One line per result: the address of a valid endpoint, else its problem. */
function summary(text: string, options?: Parameters<typeof parseEndpoint>[1]): string {
  const endpoint = parseEndpoint(text, options);
  return endpoint.kind === 'invalid' ? endpoint.problem : endpoint.address;
}

describe('parseEndpoint', () => {
  it('reads a SIP address into its parts, decoded once', () => {
    const text = 'sip:B%6Fb%20B@PBX.example.com:5061;Transport=TCP;isFocus?X-Id=a%20b&x-note=';
    expect(parseEndpoint(text, { parameters: ['isFocus'] })).toStrictEqual({
      kind: 'sip',
      scope: 'external',
      address: 'sip:Bob%20B@pbx.example.com:5061;transport=TCP;isfocus?X-Id=a%20b&x-note=',
      user: 'Bob B',
      host: 'pbx.example.com',
      port: 5061,
      parameters: [{ name: 'transport', value: 'TCP' }, { name: 'isfocus' }],
      headers: [
        { name: 'X-Id', value: 'a b' },
        { name: 'x-note', value: '' },
      ],
    });
  });

  it('leaves out what an address does not have', () => {
    expect(parseEndpoint('sip:acme.sip.daily.co')).toStrictEqual({
      kind: 'sip',
      scope: 'internal',
      address: 'sip:acme.sip.daily.co',
      host: 'acme.sip.daily.co',
      parameters: [],
      headers: [],
    });
  });

  it('reads a phone number, and the extension of a tel: number', () => {
    expect(parseEndpoint('+1 (415) 555-2671')).toStrictEqual({
      kind: 'phone',
      scope: 'external',
      address: '+14155552671',
      number: '+14155552671',
    });
    expect(parseEndpoint('TEL:+1-415.555(2671);EXT=(1)-2')).toStrictEqual({
      kind: 'phone',
      scope: 'external',
      address: '+14155552671',
      number: '+14155552671',
      extension: '12',
    });
  });

  it('tells where a refused address would have gone, and nothing of a malformed one', () => {
    expect(parseEndpoint('sips:a@ACME.sip.daily.co')).toStrictEqual({
      kind: 'invalid',
      fault: 'refused',
      text: 'sips:a@ACME.sip.daily.co',
      problem: 'sips',
      message: ENDPOINT_PROBLEMS.sips.message,
      host: 'acme.sip.daily.co',
      scope: 'internal',
    });
    expect(parseEndpoint('sip:')).toStrictEqual({
      kind: 'invalid',
      fault: 'malformed',
      text: 'sip:',
      problem: 'bad-host',
      message: ENDPOINT_PROBLEMS['bad-host'].message,
    });
  });

  it.each([undefined, null, 7, {}, ['sip:a@b.c'], new String('sip:a@b.c')])(
    'answers %o like an empty text',
    (value) => {
      expect(parseEndpoint(value as string)).toStrictEqual(parseEndpoint(''));
      expect(parseAddress(value as string)).toBeUndefined();
    },
  );

  it.each([
    ['SIP:Bob@PBX.Example.COM.', 'sip:Bob@pbx.example.com'],
    ['bob@example.com', 'sip:bob@example.com'],
    ['bob@example.com:5060', 'sip:bob@example.com:5060'],
    ['+1415@example.com', 'sip:+1415@example.com'],
    ['*67@example.com', 'sip:*67@example.com'],
    ['911@example.com', 'sip:911@example.com'],
    ['sip:911@example.com', 'sip:911@example.com'],
    ['sip:%41%2d%23%c3%a9@example.com', 'sip:A-%23%C3%A9@example.com'],
    ["sip:a.b_c!d~e*f'(g)&h=i+j$k-l@example.com", "sip:a.b_c!d~e*f'(g)&h=i+j$k-l@example.com"],
    ['sip:Anna%20Maria@example.com', 'sip:Anna%20Maria@example.com'],
    ['sip:a@example.com;user=phone', 'sip:a@example.com;user=phone'],
    ['sip:a@example.com;User=IP;TRANSPORT=Tls', 'sip:a@example.com;user=IP;transport=Tls'],
    ['sip:a@example.com;%75ser=ph%6Fne', 'sip:a@example.com;user=phone'],
    ['sip:a@example.com:05060', 'sip:a@example.com:5060'],
    ['sip:a@example.com?X-A=a?b&X-B=', 'sip:a@example.com?X-A=a?b&X-B='],
    ['sip:a@1-1.a-1', 'sip:a@1-1.a-1'],
    ['sip:a@pbx21a.example.com', 'sip:a@pbx21a.example.com'],
    ['sip:acme.sip.daily.co@evil.com', 'sip:acme.sip.daily.co@evil.com'],
    ['+123456', '+123456'],
    ['+123456789012345', '+123456789012345'],
    ['tel:+(1).245.62357', '+124562357'],
  ])('accepts %s as %s', (text, address) => {
    expect(summary(text)).toBe(address);
  });

  it.each<[EndpointProblem, ...string[]]>([
    [
      'bad-character',
      ' ',
      'sip:a@b\r\nX: 1',
      'sip:a@b.c ',
      'sip:a\0@b.c',
      'sip:x@аcme.sip.daily.co',
    ],
    [
      'bad-character',
      '+1  415 555 2671',
      '+14155552671 ',
      '+1\u2009415',
      'sip:\uD800@b.c',
      '+1\t4155552671',
    ],
    [
      'no-scheme',
      'alicetest.com',
      '<sip:a@b.c>',
      '?:a@b.c',
      '*67x',
      'x*67',
      '[::1]',
      '/',
      ':',
      ':@',
    ],
    ['national-number', '4155552671', '911', '(415) 555-2671', 'tel:911', 'tel:911;ext=1'],
    ['bad-number', '+', '+abc', '++1415', '+1415 555 y 2671', 'tel:', 'tel:+', 'tel:+a', 'tel:()-'],
    ['bad-number', '+14155552671e1,2', '+14155552671,1e'],
    ['bad-number', 'tel:+1a', 'tel:911?', 'tel:+14155552671,1', '+14155552671 e1'],
    ['two-at-signs', 'sip:a@b@', 'sip:a@b.c;d=@', 'a@b@c'],
    ['bad-escape', 'sip:a%@b.c', 'sip:a%4g@b.c', 'sip:a@b.c;d=%', 'tel:+1415;a=%'],
    ['bad-user', 'sip:@b.c', 'sip::a@b.c', 'sip:a#b@c.d', 'sip:a:b;c@d.e', '@b.c'],
    [
      'bad-host',
      'sip:a@',
      'sip:a@b_c',
      'sip:a@a_b.c',
      'sip:a@b.c..',
      'sip:a@-b.c',
      'sip:a@b-.c',
      'sip:a@b%2Ec',
    ],
    ['bad-host', 'sip:a@127.1', 'sip:a@0x7f000001', 'sip:a@2130706433', 'sip:a@0177.0.0.1'],
    ['bad-host', 'sip:a@256.1.1.1', 'sip:a@1.2.3.4.', 'sip:a@1.2.3.4.5', 'sip:a@b.1'],
    ['bad-host', 'sip:a@[::1', 'sip:a@[]', 'sip:a@[:1:]', 'sip:a@[:::]', 'sip:a@[1::2::3]'],
    ['bad-host', 'sip:a@[1:2:3:4:5:6:7]', 'sip:a@[1:2:3:4:5:6:7:8::]', 'sip:a@[::12345]'],
    [
      'bad-host',
      'sip:a@[1.2.3.4]',
      'sip:a@[1.2.3.4::]',
      'sip:a@[::1.2.3.256]',
      'sip:a@[fe80::1%25en0]',
    ],
    ['bad-host', 'sip:a@[::1]x', 'sip:a@x[::1]', 'sip:a@::1', 'sip:a@x1::1]'],
    ['bad-port', 'sip:a@b.c:', 'sip:a@b.c:65536', 'sip:a@b.c:+5060', 'sip:a@b.c:5060:5060'],
    [
      'bad-parameter',
      'sip:a@b.c;',
      'sip:a@b.c;;d',
      'sip:a@b.c;=d',
      'sip:a@b.c;d=',
      'sip:a@b.c;d=e=f',
    ],
    [
      'bad-parameter',
      'sip:a@b.c;d,e',
      'sip:a@b.c;transport=&',
      'sip:a@b.c;user=[',
      'sip:a@b.c;method=/',
    ],
    [
      'bad-parameter',
      'sip:a@b.c;maddr=&',
      'sip:a@b.c;ttl=256',
      'sip:a@b.c;ttl=1000',
      'sip:a@b.c;ttl=x',
    ],
    [
      'bad-parameter',
      'tel:+1415;',
      'tel:+1415;a.b',
      'tel:+1415;a=',
      'tel:+1415;ext',
      'tel:+1415;ext=+1',
    ],
    ['bad-parameter', 'sip:a@b.c;maddr=[::1x', 'sip:a@b.c;maddr=x1::1]'],
    ['bad-parameter', 'sip:a@b.c;ttl=0255', 'sip:a@b.c;ttl=+1'],
    ['bad-parameter', 'sip:a@b.c;transport=[tcp', 'sip:a@b.c;transport=tcp['],
    ['bad-parameter', 'tel:+1415;a={1', 'tel:+1415;a=1{', 'tel:+1415;isub={1', 'tel:+1415;isub=1{'],
    ['bad-parameter', 'tel:+1415;isub', 'tel:+1415;isub=[', 'tel:911;phone-context=1-331'],
    [
      'duplicate-parameter',
      'sip:a@b.c;d;D=1',
      'sip:a@b.c;d%2De;d-e',
      'tel:+14155552671;ext=1;EXT=2',
    ],
    [
      'bad-header',
      'sip:a@b.c?',
      'sip:a@b.c?X-A',
      'sip:a@b.c?=b',
      'sip:a@b.c?X-A=b&',
      'sip:a@b.c?X-A=b=c',
    ],
    ['bad-header', 'sip:a@b.c?X-A=b;c', 'sip:a@b.c?X,A=b'],
  ])('calls the text malformed, %s: %j %j …', (problem, ...texts) => {
    expect(texts.map((text) => [text, summary(text)])).toEqual(
      texts.map((text) => [text, problem]),
    );
    expect(ENDPOINT_PROBLEMS[problem].fault).toBe('malformed');
  });

  it.each<[EndpointProblem, ...string[]]>([
    [
      'scheme',
      'http://example.com',
      'javascript:alert(1)',
      'callto:bob',
      'localhost:5060',
      'a:b@c.d',
      'h323:bob@b.c',
    ],
    ['sips', 'SIPS:a@b.c', 'sips:a:b@127.0.0.1'],
    ['password', 'sip:a:@b.c', 'sip:acme.sip.daily.co:5060@evil.com'],
    [
      'ip-host',
      'sip:a@127.0.0.1',
      'sip:a@169.254.169.254',
      'sip:a@[::1]',
      'sip:[::ffff:127.0.0.1]',
    ],
    ['port', 'sip:a@b.c:0', 'sip:a@b.c:22', 'sip:a@b.c:65535'],
    [
      'unprintable',
      'sip:a%0d%0a@b.c',
      'sip:%00@b.c',
      'sip:%7F@b.c',
      'sip:%C2%85@b.c',
      'sip:%E2%80%AE@b.c',
    ],
    ['unprintable', 'sip:a%FF@b.c', 'sip:a@b.c?X-A=%0d', 'sip:%ED%A0%80@b.c'],
    [
      'unprintable',
      'sip:a%250d@b.c',
      'sip:b%2540evil.com@b.c',
      'sip:a@b.c?X-A=%250d%250aRoute:%20b',
    ],
    ['user', 'sip:+14155552671;phone-context=evil.com@b.c', 'sip:+14155552671;rn=+1900;npdi@b.c'],
    ['user', 'sip:+14155552671;ext=12@b.c', 'sip:+14155552671;tgrp=t;trunk-context=evil.com@b.c'],
    ['user', 'sip:acme.sip.daily.co;x=1@evil.com', 'sip:acme.sip.daily.co?x=1@evil.com'],
    ['user', 'sip://acme.sip.daily.co@evil.com', 'sip:acme.sip.daily.co/@evil.com', 'sip:a,b@c.d'],
    ['user', 'sip:a%3Bb@c.d', 'sip:a%3Fb@c.d', 'sip:a%2Fb@c.d', 'sip:a%2Cb@c.d', 'sip:a%3Ab@c.d'],
    ['user', 'sip:b%40evil.com@c.d', 'sip:a%25b@c.d', 'sip:%3Ca%3E@c.d', 'sip:%22a%22@c.d'],
    ['user', 'sip:a%5Cb@c.d', 'sip:a%7Cb@c.d', 'sip:%7Ba%7D@c.d', 'sip:a%EF%BC%A0b@c.d'],
    ['parameter', 'sip:a@b.c;maddr=evil.com', 'sip:a@b.c;M%61ddr=evil.com', 'sip:a@b.c;maddr'],
    ['parameter', 'sip:a@b.c;fs_path=sip:evil.com', 'sip:a@b.c;fs%5Fpath=sip:evil.com'],
    ['parameter', 'sip:+14155552671@b.c;user=phone;rn=+19005550191;npdi', 'sip:a@b.c;npdi'],
    ['parameter', 'sip:a@b.c;route=%3Csip:evil.com;lr%3E', 'sip:a@b.c;alias=192.0.2.1~5060~1'],
    ['parameter', 'sip:a@b.c;received=sip:192.0.2.1', 'sip:a@b.c;rport=5080', 'sip:a@b.c;ob'],
    ['parameter', 'sip:7042@b.c;phone-context=+1', 'sip:a@b.c;tgrp=t;trunk-context=evil.com'],
    ['parameter', 'sip:a@b.c;m%65thod=BYE', 'sip:a@b.c;METHOD=REFER', 'sip:a@b.c;method=A_B'],
    ['parameter', 'sip:a@b.c;ttl=255', 'sip:a@b.c;ttl', 'sip:a@b.c;lr', 'sip:a@b.c;LR=yes'],
    ['parameter', 'sip:a@b.c;transport=ws', 'sip:a@b.c;transport', 'sip:a@b.c;transport=sctp'],
    [
      'parameter',
      'sip:a@b.c;transport=tls-sctp',
      'sip:a@b.c;transport=xtcp',
      'sip:a@b.c;transport%3Dtcp',
    ],
    ['parameter', 'sip:a@b.c;user', 'sip:a@b.c;user=dialstring', 'sip:a@b.c;user=phone-x'],
    ['parameter', 'sip:a@b.c;__proto__', 'sip:a@b.c;constructor=1', 'sip:a@b.c;gr'],
    [
      'header',
      'sip:a@b.c?%52eplaces=y',
      'sip:a@b.c?body=b',
      'sip:a@b.c?X-A=1&x-a=2',
      'sip:a@b.c?X-=1',
    ],
    ['header', 'sip:a@b.c?Route=%3Csip:evil.com%3E', 'sip:a@b.c?Refer-To=b', 'sip:a@b.c?P-X=1'],
    ['header', 'sip:a@b.c?X-%0d%0aRoute=1', 'sip:a@b.c?X-A[]=1', 'sip:a@b.c?XA=1'],
    ['header', 'sip:a@b.c?Max-Forwards=1'],
    ['number-length', '+12345', '+1234567890123456', 'tel:+1', 'tel:+1234567890123456'],
    ['country-code', '+0123456', 'tel:+0-123-456'],
    [
      'tel-parameter',
      'tel:911;phone-context=+1',
      'tel:7042;phone-context=example.com',
      'tel:+14155552671;isub=a@b',
    ],
    [
      'tel-parameter',
      'tel:+14155552671;foo',
      'tel:+14155552671;ext=1;foo=%A1',
      'tel:*67;phone-context=+1',
    ],
    ['tel-parameter', 'tel:+14155552671;next', 'tel:+14155552671;extra'],
    [
      'post-dial',
      '+14155552671,,1',
      '+14155552671;ext=1',
      '+14155552671p12#',
      '+14155552671W1',
      '+1 415 555 2671 x12',
    ],
    ['feature-code', '*67', '*67+14155552671', '#31#(415)555-2671', '**21*1#'],
  ])('refuses the text, %s: %j %j …', (problem, ...texts) => {
    expect(texts.map((text) => [text, summary(text)])).toEqual(
      texts.map((text) => [text, problem]),
    );
    expect(ENDPOINT_PROBLEMS[problem].fault).toBe('refused');
  });

  it('finds a broken text before a forbidden one', () => {
    expect(summary('sips:a:b@127.0.0.1;maddr=evil.com?Route=1;')).toBe('bad-header');
    expect(summary(`sip:a@b.c;${'d'.repeat(300)};`)).toBe('bad-parameter');
    expect(summary('sip:a;b@c.d;')).toBe('bad-parameter');
  });

  it('allows the ports and the IP addresses that its options allow', () => {
    const options = { ports: [5080], allowIp: true };
    expect(summary('sip:a@b.c:5080', options)).toBe('sip:a@b.c:5080');
    expect(summary('sip:a@b.c:5060', options)).toBe('port');
    expect(summary('sip:a@192.0.2.1', options)).toBe('sip:a@192.0.2.1');
    expect(summary('sip:a@203.0.113.255', options)).toBe('sip:a@203.0.113.255');
    expect(summary('sip:a@[2001:DB8::10:5080]', options)).toBe('sip:a@[2001:db8::10:5080]');
    expect(summary('sip:a@[1:2:3:4:5:6:7:8]:5080', options)).toBe('sip:a@[1:2:3:4:5:6:7:8]:5080');
    expect(summary('sip:a@[1:2:3:4:5:6:7::]', options)).toBe('sip:a@[1:2:3:4:5:6:7::]');
    expect(summary('sip:a@[::]', options)).toBe('sip:a@[::]');
    expect(summary('sip:a@[::ffff:192.0.2.1]', options)).toBe('sip:a@[::ffff:192.0.2.1]');
    expect(summary('sip:a@[1:2:3:4:5:6:192.0.2.1]', options)).toBe('sip:a@[1:2:3:4:5:6:192.0.2.1]');
  });

  it('takes the parameters that its options name, in any letter case, and no others', () => {
    const options = { parameters: ['TGRP', '__proto__', 'x-a='] };
    const accepted = [
      'sip:a@b.c;tgrp=t;transport=tcp',
      'sip:a@b.c;tgrp',
      'sip:a@b.c;__proto__=1',
      'sip:a@b.c;x-a%3D=~',
    ];
    expect(accepted.map((text) => summary(text, options))).toEqual(accepted);
    expect(summary('sip:a@b.c;t%67rp=%7e', options)).toBe('sip:a@b.c;tgrp=~');
    expect(summary('sip:a@b.c;tgrp=t;trunk-context=b', options)).toBe('parameter');
    expect(summary('sip:a@b.c;tgrp=%0d', options)).toBe('unprintable');
    expect(summary('sip:+1415;tgrp=t@b.c', options)).toBe('user');
    expect(summary('sip:a@b.c;transport=ws', { parameters: ['transport'] })).toBe(
      'sip:a@b.c;transport=ws',
    );
  });

  it.each([null, 7, 'ports', { ports: null, dailySipHosts: null, parameters: null }])(
    'takes %j for options that say nothing',
    (options) => {
      const read = (text: string) => parseEndpoint(text, options as never);
      for (const text of ['sip:a@b.c:5060;tgrp=a', 'sip:a@b.c:5080', 'sip:a@127.0.0.1', '+1415']) {
        expect(read(text)).toStrictEqual(parseEndpoint(text));
      }
      expect(parseAddress('sip:a@b.c', options as never)).toStrictEqual(parseAddress('sip:a@b.c'));
    },
  );

  it('passes over what is of no use in the lists of its options', () => {
    const options = { ports: 5080, dailySipHosts: [null, 7, 'b.c'], parameters: [{}, 'tgrp'] };
    expect(parseEndpoint('sip:a@b.c:5060;tgrp=a', options as never)).toMatchObject({
      kind: 'sip',
      scope: 'internal',
    });
    expect(parseAddress('sip:a@b.c', options as never)?.scope).toBe('internal');
  });

  it('refuses an IP address that some read as octal, whatever the options', () => {
    const texts = [
      'sip:a@010.0.0.1',
      'sip:a@10.0.0.01',
      'sip:a@[::ffff:010.0.0.1]',
      'sip:a@[::10.0.0.01]',
    ];
    expect(texts.map((text) => summary(text, { allowIp: true }))).toEqual(
      texts.map(() => 'ip-host'),
    );
    expect(summary('sip:a@[2001:0db8::0370:0]', { allowIp: true })).toBe(
      'sip:a@[2001:0db8::0370:0]',
    );
    expect(summary('sip:a@0.0.0.0', { allowIp: true })).toBe('sip:a@0.0.0.0');
  });

  it('counts further hosts as inside Daily', () => {
    const dailySipHosts = ['pbx.example.com'];
    expect(parseEndpoint('sip:a@pbx.example.com')).toMatchObject({ scope: 'external' });
    expect(parseEndpoint('sip:a@pbx.example.com', { dailySipHosts })).toMatchObject({
      scope: 'internal',
    });
  });

  it('takes 255 characters before the headers and 2048 in all', () => {
    const long = `sip:${'d'.repeat(247)}@b.c`;
    expect(summary(long)).toBe(long);
    expect(summary(`${long}d`)).toBe('too-long');
    expect(summary(`${'d'.repeat(248)}@b.c`)).toBe('too-long');
    expect(summary(`sip:${'%41'.repeat(90)}@b.c`)).toBe('too-long');
    expect(summary(`sip:${'?'.repeat(256)}@b.c`)).toBe('too-long');
    expect(summary(`sip:a?@b.c;${'d'.repeat(250)}`)).toBe('too-long');
    expect(summary(`${long}?X-A=1`)).toBe(`${long}?X-A=1`);
    expect(summary(`tel:+14155552671;ext=${'1'.repeat(250)}`)).toBe('too-long');
    const header = `sip:a@b.c?X-A=${'d'.repeat(2034)}`;
    expect(summary(header)).toBe(header);
    expect(summary(`${header}d`)).toBe('too-long');
    expect(summary(`${header.slice(4)}d`)).toBe('too-long');
  });

  it('does not read a text of more than 2048 characters, however broken', () => {
    expect(summary('@'.repeat(2048))).toBe('two-at-signs');
    expect(summary('@'.repeat(2049))).toBe('too-long');
  });

  it('takes ten headers', () => {
    const headers = Array.from({ length: 10 }, (_, index) => `X-${index}=1`).join('&');
    expect(summary(`sip:a@b.c?${headers}`)).toBe(`sip:a@b.c?${headers}`);
    expect(summary(`sip:a@b.c?${headers}&X-A=1`)).toBe('too-many-headers');
  });
});

describe('parseAddress', () => {
  it.each([
    ['sip:Caller@PBX.example.com:5070;tag=1?Route=x', 'sip:Caller@pbx.example.com:5070'],
    ['<sip:a@b.c>', 'sip:a@b.c'],
    ['"Bob <sip:evil@evil.com>" <sip:a@b.c;lr>', 'sip:a@b.c'],
    [' "Bo\\"b" <sip:a@b.c>', 'sip:a@b.c'],
    ['"Bob"<sip:a@b.c>', 'sip:a@b.c'],
    ['Bob Example <sips:a:b@192.0.2.1>', 'sips:a@192.0.2.1'],
    ['b.c@d.e', 'sip:b.c@d.e'],
    ['sip:b.c', 'sip:b.c'],
    ['+1 (415)', '+1415'],
    ['tel:+14155552671;isub=1', '+14155552671'],
    ['<tel:+14155552671>', '+14155552671'],
  ])('knows %s as %s', (text, address) => {
    expect(parseAddress(text)?.address).toBe(address);
  });

  it('has the parts that the decision needs', () => {
    expect(parseAddress('<sip:a%20b@X.daily.co.>')).toStrictEqual({
      kind: 'sip',
      scope: 'internal',
      address: 'sip:a%20b@x.daily.co',
      user: 'a b',
      host: 'x.daily.co',
    });
    expect(parseAddress('sip:b.c', { dailySipHosts: ['c'] })).toStrictEqual({
      kind: 'sip',
      scope: 'internal',
      address: 'sip:b.c',
      host: 'b.c',
    });
    expect(parseAddress('sip:b.c')).toMatchObject({ scope: 'external' });
    expect(parseAddress('+1415')).toStrictEqual({
      kind: 'phone',
      scope: 'external',
      address: '+1415',
      number: '+1415',
    });
  });

  it.each([
    '',
    'Anonymous',
    'sip:anonymous@anonymous.invalid',
    '"Anonymous" <sip:anonymous@Anonymous.Invalid.>',
    '4155552671',
    'tel:7042;phone-context=example.com',
    '<sip:a@b.c',
    '<sip:a@b.c> x',
    '"Bob <sip:a@b.c>',
    'http://example.com',
  ])('does not know %s', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });

  it('does not look at a text of more than 2048 characters', () => {
    expect(parseAddress(`${'a'.repeat(2037)}<sip:a@b.c>`)?.address).toBe('sip:a@b.c');
    expect(parseAddress(`${'a'.repeat(2038)}<sip:a@b.c>`)).toBeUndefined();
  });
});

describe('ENDPOINT_PROBLEMS', () => {
  const codes = Object.keys(ENDPOINT_PROBLEMS) as EndpointProblem[];

  it.each(codes)('has an example for %s that gives it', (code) => {
    const { fault, message } = ENDPOINT_PROBLEMS[code];
    const text = ENDPOINT_EXAMPLES[code];
    expect(parseEndpoint(text)).toMatchObject({
      kind: 'invalid',
      text,
      problem: code,
      fault,
      message,
    });
  });

  it('says what to do in one sentence', () => {
    for (const code of codes) expect(ENDPOINT_PROBLEMS[code].message).toMatch(/^[A-Z].*\.$/);
  });
});
