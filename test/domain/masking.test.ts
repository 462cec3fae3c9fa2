import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  mask,
  masked,
  maskData,
  maskEndpoint,
  maskName,
  maskNumber,
  toData,
} from '../../src/domain/masking.js';

describe('maskNumber', () => {
  it.each([
    ['+14155552671', '+1•••2671'],
    ['+1 (415) 555-2671', '+1•••2671'],
    ['4155552671', '•••2671'],
    ['+1234567', '+1•••4567'],
    ['1234567', '•••4567'],
    ['+123456', '+•••'],
    ['123456', '•••'],
    ['911', '•••'],
    ['+', '+•••'],
    ['', '•••'],
  ])('of %j is %s', (number, masking) => {
    expect(maskNumber(number)).toBe(masking);
  });
});

describe('maskEndpoint', () => {
  it.each([
    '+1•••2671',
    '•••2671',
    'sip:+1•••2671@pbx.example.com',
    'sip:•••2671@pbx.example.com',
    'sip:a•••@pbx.example.com',
    'sip:•••@pbx.example.com',
    '•••',
  ])('leaves %s as it is, since it is hidden already', (text) => {
    expect(maskEndpoint(text)).toBe(text);
  });

  it.each([
    ['+14•••2671', '+•••'],
    ['+1•••26711', '+•••'],
    ['+1•••2671+14155552671', '+•••'],
    ['sip:ab•••@pbx.example.com', 'sip:a•••@pbx.example.com'],
    ['sip:+1•••2671x@pbx.example.com', 'sip:+•••@pbx.example.com'],
    ['sip:•••4155552671@pbx.example.com', 'sip:•••2671@pbx.example.com'],
  ])('does not take %s for hidden', (text, hidden) => {
    expect(maskEndpoint(text).startsWith(hidden)).toBe(true);
    expect(maskEndpoint(text)).not.toMatch(/415555|26711/);
  });

  it.each([
    ['+14155552671', '+1•••2671'],
    ['+1 (415) 555-2671', '+1•••2671'],
    ['+14155552671,,987654#', '+1•••2671•••'],
    ['+14155552671;ext=98', '+1•••2671•••'],
    ['sip:alice@pbx.example.com', 'sip:a•••@pbx.example.com'],
    ['SIP:Alice@PBX.example.com', 'SIP:A•••@PBX.example.com'],
    ['sips:alice@pbx.example.com', 'sips:a•••@pbx.example.com'],
    ['alice@pbx.example.com', 'a•••@pbx.example.com'],
    ['sip:@pbx.example.com', 'sip:•••@pbx.example.com'],
    ['sip:1234@pbx.example.com', 'sip:•••@pbx.example.com'],
    ['sip:4x@pbx.example.com', 'sip:•••@pbx.example.com'],
    ['sip:+14155552671@pbx.example.com', 'sip:+1•••2671@pbx.example.com'],
    ['sip:4155552671@pbx.example.com', 'sip:•••2671@pbx.example.com'],
    ['sip:bob4155552671@pbx.example.com', 'sip:•••2671@pbx.example.com'],
    ['sip:415-555-2671@pbx.example.com', 'sip:•••2671@pbx.example.com'],
    ['sip:bob:secret@pbx.example.com', 'sip:b•••@pbx.example.com'],
    ['bob:secret@pbx.example.com', 'b•••@pbx.example.com'],
    ['mailto:bob@pbx.example.com', 'm•••@pbx.example.com'],
    ['sip:😀@pbx.example.com', 'sip:😀•••@pbx.example.com'],
    [
      'sip:room.0@daily-23097230720-app.dapp.signalwire.com',
      'sip:r•••@daily-23097230720-app.dapp.signalwire.com',
    ],
    ['sip:alice@x.a4155552671', 'sip:a•••@x.a4155552671'],
    ['sip:alice@pbx4155552671', 'sip:a•••@pbx4155552671'],
    ['sip:alice@x.4155552671', 'sip:a•••@•••'],
    ['sip:agent12@pbx.example.com', 'sip:a•••@pbx.example.com'],
    ['sip:alice+12@pbx.example.com', 'sip:a•••@pbx.example.com'],
    ['sip:alice@192.0.2.1:5060', 'sip:a•••@192.0.2.1:5060'],
    ['sip:alice@[2001:db8::4155:5526:71]:5061', 'sip:a•••@[2001:db•••2671]:5061'],
    ['sip:alice@141.55.55.267', 'sip:a•••@•••'],
    ['sip:alice@141.55.52.67', 'sip:a•••@•••5267'],
    [
      'sip:alice@pbx.example.com:5061;Transport=tcp;user=phone',
      'sip:a•••@pbx.example.com:5061;Transport=tcp;user=phone',
    ],
    ['sip:alice@pbx.example.com;transport=4155552671', 'sip:a•••@pbx.example.com•••'],
    ['sip:alice@pbx.example.com;x=4155552671', 'sip:a•••@pbx.example.com•••'],
    ['sip:alice@pbx.example.com:4155552671', 'sip:a•••@pbx.example.com•••'],
    ['bob@14155552671', 'b•••@•••'],
    ['sip:bob@1-415-555-2671.', 'sip:b•••@•••'],
    ['sip:bob@[14155552671]', 'sip:b•••@•••'],
    ['+1 415 55 52671@x', '+1•••2671@x'],
    ['sip:bob@x.com;n=1*4*1*5*5*5*5*2*6*7*1', 'sip:b•••@x.com•••'],
    [
      'sip:room@daily-23097230720-app.dapp.signalwire.com',
      'sip:r•••@daily-23097230720-app.dapp.signalwire.com',
    ],
    ['sip:alice@pbx.example.com?X-A=secret', 'sip:a•••@pbx.example.com?•••'],
    ['sip:alice@pbx.example.com;x=1?X-A=b@c&X-B=secret', 'sip:a•••@pbx.example.com•••?•••'],
    ['sip:alice@pbx.example.com?X-A=my secret', 'sip:a•••@pbx.example.com?•••'],
    ['sip:what?now@pbx.example.com', 'sip:w•••@pbx.example.com'],
    ['sip:alice@4155552671@pbx.example.com', 'sip:•••2671@pbx.example.com'],
    ['"Alice" <sip:alice@pbx.example.com>', '"•••@pbx.example.com>'],
    ['sip:a@b or +1 415 555 2671', 'sip:a•••@b•••'],
    ['sip:a@b,+14155552671', 'sip:a•••@b•••'],
    ['sip:pbx.example.com', 'sip:pbx.example.com'],
    ['sip:pbx.example.com:5061', 'sip:pbx.example.com:5061'],
    ['sip:pbx.example.com:4155552671', '•••'],
    ['sip:a_4155552671', '•••'],
    ['sip:a4155552671', 'sip:a•••2671'],
    ['sip:4155552671', '•••'],
    ['sip:pbx.example.com?X-A=secret', '•••'],
    ['tel:+14155552671;isub=1', '•••'],
    ['4155552671', '•••'],
    ['12 sip:pbx.example.com', '•••'],
    ['4•••', '•••'],
    ['*67', '•••'],
    ['', '•••'],
  ])('of %j is %s', (text, masking) => {
    expect(maskEndpoint(text)).toBe(masking);
  });

  it.each(['+1•••2671', '•••2671', 'a•••', '•••', 'sip:a•••@pbx.example.com'])(
    'leaves %j, which is hidden already, as it is',
    (masking) => {
      expect(maskEndpoint(masking)).toBe(masking);
    },
  );
});

describe('mask', () => {
  it.each([
    ['', ''],
    ['The caller is in the room.', 'The caller is in the room.'],
    ['Row 4 came first; use 0 to 60 seconds.', 'Row 4 came first; use 0 to 60 seconds.'],
    ['123456', '123456'],
    ['1234567', '•••4567'],
    ['call +14155552671 now', 'call +1•••2671 now'],
    ['call +1 (415) 555-2671, or 0044 20 7946 0958!', 'call +1•••2671, or •••0958!'],
    ['415 - 555 - 2671', '•••2671'],
    ['415/555/2671', '•••2671'],
    ['415\u2013555\u20112671', '•••2671'],
    ['415\u00a0555\u00a02671', '•••2671'],
    ['•••2671, +1•••3344', '•••2671, +1•••3344'],
    ['write alice@home.example.net, please.', 'write a•••@home.example.net, please.'],
    ['(alice@home.example.net)!', '(•••@home.example.net)!'],
    ['sip:alice@home.example.net;4_1_5_5_5_5_2_6_7_1', 'sip:a•••@home.example.net•••'],
    ['sip:alice@home.example.net_4_1_5_5_5_5_2_6_7_1 now', 'sip:a•••@••• now'],
    ['alice@home.example.net: 4:1:5:5:5:5:2:6:7:1', 'a•••@home.example.net: •••2671'],
    [
      'write alice@home.example.net or call 4155552671',
      'write a•••@home.example.net or call •••2671',
    ],
    ['4155552671 <sip:+14155552671@a.example>', '•••2671 <sip:+1•••2671@a.example>'],
    ['9f0c2f38-6f6f-4c8a-9d0e-0123456789ab', '9f0c2f38-6f6f-4c8a-9d0e-0123456789ab'],
    ['12345678-1234-1234-1234-123456789012', '12345678-1234-1234-1234-123456789012'],
  ])('of %j is %s', (text, masking) => {
    expect(mask(text)).toBe(masking);
  });
});

describe('a number that is broken up', () => {
  const number = (separator: string) => [...'4155552671'].join(separator);

  it.each(['_', ':', ' : ', '·', '−', '\u200b', '\u2060', '\u0300', '*', ', ', '\ufe0f\u20e3'])(
    'by %j is hidden in any text',
    (separator) => {
      expect(mask(`from ${number(separator)} now`)).toBe('from •••2671 now');
      expect(maskData({ info: number(separator) })).toEqual({ info: '•••2671' });
    },
  );

  it.each(['_', ':', ' : ', '·', '−', '\u200b', '*', '/', 'x', 'zwj', ' - - - - '])(
    'by %j is hidden in a target',
    (separator) => {
      const odd = number(separator);
      expect(maskEndpoint(odd)).toBe('•••');
      expect(maskEndpoint(`sip:bob@${odd}`)).toBe('sip:b•••@•••');
      expect(maskEndpoint(`sip:bob@pbx.example;${odd}`)).toBe('sip:b•••@pbx.example•••');
      expect(maskEndpoint(`sip:bob@pbx.example ${odd}`)).toBe('sip:b•••@pbx.example•••');
      expect(maskEndpoint(`sip:bob@pbx.example:${odd}`)).not.toMatch(/[1267]/);
    },
  );
});

describe('any number, however it is broken up', () => {
  const digits = fc.stringMatching(/^[1-9]{7,15}$/);
  const separator = fc.stringMatching(/^[^\p{L}\p{Nd}@•]{0,3}$/u);
  const before = fc.constantFrom(
    '',
    '+',
    'tel:',
    'sip:',
    'sip:bob@',
    'sip:bob@[',
    'sip:bob@pbx.example.',
    'sip:bob@pbx.example;',
    'sip:bob@pbx.example;transport=',
    'bob@pbx.example?X-A=',
    'bob@pbx.example:',
    '"Bob" <sip:',
  );
  const after = fc.constantFrom('', '@', '@pbx.example', ' or bob@pbx.example', '>');
  const shown = (text: string) => text.match(/\d/g)?.length ?? 0;

  it('shows at most five of its digits in any text and in a target', () => {
    fc.assert(
      fc.property(digits, fc.array(separator), before, after, (number, separators, begin, end) => {
        const odd = [...number].map((digit, index) => digit + (separators[index] ?? '')).join('');
        const text = begin + odd + end;
        const data = { info: text, toEndPoint: text, name: text };
        for (const hidden of Object.values(maskData(data) as typeof data)) {
          expect(shown(hidden)).toBeLessThanOrEqual(5);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('maskName', () => {
  it.each([
    ['Alice', 'Alice'],
    ['Desk 123456', 'Desk 123456'],
    ['+14155552671', '+1•••2671'],
    ['Alice 4155552671 (mobile)', 'Alice •••2671 (mobile)'],
    ['4 1 5 . . . . 5 5 5 * 2 6 7 1', '•••2671'],
    ['415a555b2671', '•••2671'],
    ['4a1b5c5e2f6g7', '•••5267'],
    ['4a1b5c5e2f6', '4a1b5c5e2f6'],
    ['٤١٥٥٥٥٢٦٧١', '•••٢٦٧١'],
    ['4155552671 or 4155553344', '••••••3344'],
    ['alice@home.example.net', 'a•••@home.example.net'],
    ['', ''],
  ])('of %j is %s', (name, masking) => {
    expect(maskName(name)).toBe(masking);
  });
});

describe('maskData', () => {
  it('hides by key what each key may hold, at any depth', () => {
    const number = '+14155552671';
    const data = {
      name: 'Alice 4155552671',
      message: `from ${number}`,
      nested: [{ address: number, number, text: number, toEndPoint: `sip:${number}@a.example` }],
      transfereeAddress: 'sip:alice@a.example',
      user: 'alice',
      extension: '4155552671',
      parameters: [{ name: 'x', value: '4155552671' }, { name: 'lr' }],
      callerId: '12345678-1234-1234-1234-123456789012',
    };
    expect(maskData(data)).toEqual({
      name: 'Alice •••2671',
      message: 'from +1•••2671',
      nested: [
        {
          address: '+1•••2671',
          number: '+1•••2671',
          text: '+1•••2671',
          toEndPoint: 'sip:+1•••2671@a.example',
        },
      ],
      transfereeAddress: 'sip:a•••@a.example',
      user: 'a•••',
      extension: '•••',
      parameters: [{ name: 'x', value: '•••' }, { name: 'lr' }],
      callerId: '12345678-1234-1234-1234-123456789012',
    });
  });

  it.each(['address', 'toEndPoint', 'transfereeAddress', 'text', 'number'])(
    'hides under %s what is too short, or too odd, to look like a number elsewhere',
    (key) => {
      expect(maskData({ [key]: '+12345', message: '+12345' })).toEqual({
        [key]: '+•••',
        message: '+12345',
      });
      expect(maskData({ [key]: '*67' })).toEqual({ [key]: '•••' });
    },
  );

  it('hides in a name the digits that have letters between them', () => {
    const text = '415a555b2671';
    expect(maskData({ name: text, message: text })).toEqual({ name: '•••2671', message: text });
  });

  it('leaves ids and hosts as they are', () => {
    const ids = {
      id: '4155552671',
      sessionId: '12345678-1234-1234',
      sipCallId: '4155552671@192.0.2.1',
      host: 'daily-23097230720-app.dapp.signalwire.com',
      joins: '4155552671',
    };
    expect(maskData(ids)).toEqual(ids);
  });

  it('keeps what is no text', () => {
    expect(maskData({ a: 4_155_552_671, b: true, c: null, d: undefined })).toEqual({
      a: 4_155_552_671,
      b: true,
      c: null,
      d: undefined,
    });
    expect([maskData(1), maskData(null), maskData(undefined)]).toEqual([1, null, undefined]);
  });

  it('writes neither a cause nor an AbortSignal, and keeps the name of a signal', () => {
    const { signal } = new AbortController();
    const data = { cause: 'secret', signal, list: [{ signal: 'sent', cause: {} }] };
    expect(maskData(data)).toEqual({ list: [{ signal: 'sent' }] });
  });
});

describe('toData', () => {
  it('writes each text as it is told, with the key that it stands under', () => {
    const data = { a: 'x', b: ['y', { c: 'z' }] };
    expect(toData(data, (text, key) => `${key}=${text}`)).toEqual({
      a: 'a=x',
      b: ['b=y', { c: 'c=z' }],
    });
    expect(toData('x', (text, key) => `${key}=${text}`)).toBe('=x');
  });
});

describe('masked', () => {
  it('is frozen, reads as it came, and hides itself in JSON wherever it stands', () => {
    const own = masked({ address: '+14155552671' });
    expect(own.address).toBe('+14155552671');
    expect(Object.isFrozen(own)).toBe(true);
    expect(Object.keys(own)).toEqual(['address']);
    expect(JSON.stringify({ deep: [{ own }] })).toBe('{"deep":[{"own":{"address":"+1•••2671"}}]}');
  });

  it('hides itself from util.inspect, and so from console.log, wherever it stands', () => {
    const own = masked({ address: '+14155552671', inner: masked({ user: 'alice', list: [1] }) });
    for (const depth of [0, 1, 2, 5, null]) {
      const shown = inspect({ a: { b: [own] }, own }, { depth });
      expect(shown).not.toMatch(/415|alice/);
    }
    expect(inspect(own)).toBe("{ address: '+1•••2671', inner: { user: 'a•••', list: [ 1 ] } }");
  });

  it('does not hide a copy that was made by spreading', () => {
    const own = masked({ address: '+14155552671' });
    expect(JSON.stringify({ ...own })).toBe('{"address":"+14155552671"}');
  });
});
