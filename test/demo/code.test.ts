// @vitest-environment node
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionStore, type TransferControllerOptions } from 'daily-transfer';
import {
  tokenize,
  writeSetUp,
  writeTransfer,
  type CodeFacts,
} from '../../demo/desk/inspector/write-code.js';
import { EMPTY_DRAFT, toRequest, type Draft } from '../../demo/desk/transfer/request.js';
import { compile } from '../support/compile.js';
import { plan } from '../support/facts.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const OPTIONS: TransferControllerOptions = {
  domain: 'acme',
  allowTargets: ['daily', '*.example.org', '+1415', `it's "here".example`],
  graceMs: 4_000,
  endpoints: { ports: [5060], allowIp: true },
  prefer: undefined,
  store: sessionStore(),
};

/** Text that would like to be more than text. */
const HOSTILE = [
  `'); alert(1); ('`,
  `\\'); alert(1); //`,
  '`${alert(1)}`',
  '"\\"\'\\\'',
  'sip:a@b.c\n*/ alert(1) /*',
  '\u2028alert(1)\u2029\r\n\0\x7f\u0085',
  '\u202Etxet\u202C \u2066x\u2069 \u200B\uFEFF\u00AD',
  '\uD800 \uDC00 lone',
  '</script><script>alert(1)</script>',
  '\u{E0001}\u{1F600}\u00a0\u3000',
];

const DRAFTS: readonly Draft[] = [
  EMPTY_DRAFT,
  { ...EMPTY_DRAFT, target: ' +1 (415) 555-2671 ', callerId: ' 7f3a ', extension: '12#' },
  { ...EMPTY_DRAFT, target: 'sip:sales@pbx.example.com', method: 'sipRefer' },
  {
    ...EMPTY_DRAFT,
    prefer: 'anchored',
    deadline: '60',
    knownAddress: 'sip:alice@home.example.net',
  },
  { ...EMPTY_DRAFT, override: ['may-transfer', 'room-on-sfu'], deadline: '1' },
  { ...EMPTY_DRAFT, deadline: 'NaN', method: 'sipCallTransfer' },
  ...HOSTILE.map((text) => ({
    ...EMPTY_DRAFT,
    target: text,
    callerId: text,
    extension: text,
    knownAddress: text,
  })),
  ...HOSTILE.map((text) => ({
    ...EMPTY_DRAFT,
    target: '+14155552671',
    callerId: text,
    extension: text,
  })),
];

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom(
      "'",
      '"',
      '\\',
      '`',
      '\n',
      '\u2028',
      '$',
      '{',
      '}',
      '/',
      '*',
      'u',
      '\u202e',
      '\ud800',
    ),
  }),
  fc.constantFrom(...HOSTILE),
);
const anyDraft: fc.Arbitrary<Draft> = fc.record({
  target: anyText,
  prefer: fc.constantFrom('direct', 'anchored'),
  method: fc.constantFrom('auto', 'sipCallTransfer', 'sipRefer'),
  callerId: anyText,
  extension: anyText,
  deadline: fc.constantFrom('45', '5', '180', '7.5', '', 'x', '1e9', '-1'),
  knownAddress: anyText,
  override: fc.subarray(['may-transfer', 'target-elsewhere', 'room-on-sfu'] as const),
});
const anyFacts: fc.Arbitrary<CodeFacts> = anyDraft.map(factsOf);

function factsOf(draft: Draft): CodeFacts {
  return { request: toRequest(draft, 'the caller', []), options: OPTIONS };
}

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: readonly string[]
) => (...values: readonly unknown[]) => Promise<void>;

/** Runs the call, for which it needs a caller and `transfer()`: what it asks for. */
async function run(code: string): Promise<unknown> {
  let asked: unknown;
  const alert = () => {
    throw new Error('text broke out');
  };
  const transfer = async (request: unknown) => void (asked = request);
  await new AsyncFunction('caller', 'transfer', 'alert', code)(
    { sessionId: 'the caller' },
    transfer,
    alert,
  );
  return asked;
}

describe('writeTransfer', () => {
  it.each(DRAFTS)('asks for exactly what the draft says: %j', async (draft) => {
    const facts = factsOf(draft);
    expect(await run(writeTransfer(facts))).toStrictEqual(facts.request);
  });

  it('asks for exactly what the draft says, whatever is written there', async () => {
    await fc.assert(
      fc.asyncProperty(anyFacts, async (facts) => {
        expect(await run(writeTransfer(facts))).toStrictEqual(facts.request);
      }),
      { numRuns: 500 },
    );
  });

  it('shows nothing that cannot be seen, and no second line in a text', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const code = writeTransfer(facts);
        expect(code.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        const fields = Object.keys(facts.request).length;
        expect(code.split('\n')).toHaveLength(fields + 3);
      }),
    );
  });

  it('says what the plan chose and what is in the way, in codes and our own words only', () => {
    const toEndPoint = 'sip:sales@pbx.example.com';
    const facts = factsOf({ ...EMPTY_DRAFT, target: toEndPoint });
    const ready = writeTransfer({ ...facts, plan: plan({ toEndPoint }) });
    expect(ready).toContain("// sipCallTransfer: the caller's address is not known");
    const blocked = writeTransfer({ ...facts, plan: plan({ toEndPoint, extension: '1' }) });
    expect(blocked).toContain('// refused as the room is now: extension-usable');
    expect(writeTransfer(facts)).not.toContain('//');
  });
});

describe('writeSetUp', () => {
  it('is TypeScript that compiles against the real types', { timeout: 60_000 }, () => {
    const table = DRAFTS.map((draft) => writeSetUp(factsOf(draft)));
    const chance = fc.sample(anyFacts, { numRuns: 60, seed: 4 }).map(writeSetUp);
    const wrong = table[0]?.replace('caller.sessionId,', 'nobody,') ?? '';
    const files = [wrong, ...table, ...chance].map(
      (code, at) => [`${root}test/demo/written-${at}.tsx`, code] as const,
    );
    const [ofWrong, ...others] = compile(new Map(files));
    expect(others.flat().map(({ messageText }) => messageText)).toEqual([]);
    expect(ofWrong).not.toEqual([]);
  });

  it('imports what it uses, with the options of the page', () => {
    const code = writeSetUp(factsOf(EMPTY_DRAFT));
    expect(code).toContain('  sessionStore,\n');
    expect(code).toContain('store: sessionStore(),');
    expect(code).toContain('endpoints: { ports: [5060], allowIp: true },');
    expect(code).not.toContain('prefer');
    expect(writeSetUp({ ...factsOf(EMPTY_DRAFT), options: {} })).not.toContain('sessionStore');
  });
});

describe('tokenize', () => {
  it('loses nothing, and knows a word from a text and a remark', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const code = writeSetUp(facts);
        const text = tokenize(code).map((token) => token.text);
        expect(text.join('')).toBe(code);
      }),
    );
    const found = tokenize("await f('await'); // await").filter(({ kind }) => kind !== 'plain');
    expect(found).toEqual([
      { kind: 'word', text: 'await' },
      { kind: 'string', text: "'await'" },
      { kind: 'comment', text: '// await' },
    ]);
  });
});
