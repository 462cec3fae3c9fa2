// @vitest-environment node
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { sessionStore, type TransferControllerOptions } from 'daily-transfer';
import { writeCode, type CodeFacts } from '../../demo/present/code.js';
import { NO_FIELDS, toRequest, type Fields } from '../../demo/present/fields.js';
import { programOf } from '../support/compile.js';
import { plan } from '../support/facts.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const STORE = sessionStore();
const DESK: TransferControllerOptions = {
  domain: 'acme',
  allowTargets: ['daily', '*.example.org', '+1415'],
  graceMs: 4_000,
  store: STORE,
};
const OWN: TransferControllerOptions = {
  allowTargets: ['daily', () => true],
  authorize: () => true,
  endpoints: { ports: [5060], allowIp: true },
  dailySipHosts: [`it's "here".example`],
  historyLimit: Infinity,
  prefer: undefined,
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

const FIELDS: readonly Fields[] = [
  NO_FIELDS,
  { ...NO_FIELDS, target: ' +1 (415) 555-2671 ', callerId: ' 7f3a ', extension: '12#' },
  { ...NO_FIELDS, target: 'sip:sales@pbx.example.com', method: 'sipRefer' },
  { ...NO_FIELDS, prefer: 'anchored', deadline: '60', knownAddress: 'sip:alice@home.example.net' },
  { ...NO_FIELDS, override: ['may-transfer', 'room-on-sfu'], deadline: '1' },
  { ...NO_FIELDS, deadline: 'NaN', method: 'sipCallTransfer' },
  ...HOSTILE.map((text) => ({
    ...NO_FIELDS,
    target: text,
    callerId: text,
    extension: text,
    knownAddress: text,
  })),
  ...HOSTILE.map((text) => ({
    ...NO_FIELDS,
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
const anyFields: fc.Arbitrary<Fields> = fc.record({
  target: anyText,
  prefer: fc.constantFrom('direct', 'anchored'),
  method: fc.constantFrom('auto', 'sipCallTransfer', 'sipRefer'),
  callerId: anyText,
  extension: anyText,
  deadline: fc.constantFrom('45', '5', '180', '7.5', '', 'x', '1e9', '-1'),
  knownAddress: anyText,
  override: fc.subarray(['may-transfer', 'target-elsewhere', 'room-on-sfu'] as const),
});
const anyFacts: fc.Arbitrary<CodeFacts> = fc.record({
  fields: anyFields,
  options: fc.constantFrom(DESK, OWN, {}),
  mode: fc.constantFrom('simulated', 'live'),
});

interface Run {
  readonly request: unknown;
  readonly options: Record<string, unknown>;
  readonly listeners: readonly string[];
}

const AsyncFunction = (async () => {}).constructor as new (
  ...parts: readonly string[]
) => (...values: readonly unknown[]) => Promise<void>;

/** Runs the code, for which it needs no more than its imports: what it attaches with, and what it asks for. */
async function run(code: string): Promise<Run> {
  const listeners: string[] = [];
  const found = { request: undefined as unknown, options: {}, listeners };
  const call = { join: async () => {} };
  const controller = {
    on: (name: string) => void listeners.push(name),
    transferees: [{ sessionId: 'the caller' }],
    transfer: async (request: unknown) => ((found.request = request), { status: 'handed-off' }),
  };
  const names = {
    Daily: { createCallObject: () => call },
    guardCallMachine: () => {},
    isTransferError: () => false,
    sessionStore: () => STORE,
    TransferController: {
      attach: (_call: unknown, options: object) => ((found.options = options), controller),
    },
    console: { log: () => {} },
    alert: () => {
      throw new Error('text broke out');
    },
  };
  const body = code.replaceAll(/^import [^;]*;$/gm, '');
  await new AsyncFunction(...Object.keys(names), body)(...Object.values(names));
  return found;
}

/** What TypeScript has against each of these files. */
function compile(codes: readonly string[]): readonly (readonly string[])[] {
  const files = new Map(codes.map((code, at) => [`${root}test/demo/written-${at}.ts`, code]));
  const program = programOf(files);
  return [...files.keys()].map((path) => {
    const source = program.getSourceFile(path);
    const problems = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  });
}

describe('writeCode', () => {
  it('is TypeScript that compiles against the real types', { timeout: 60_000 }, () => {
    const table = FIELDS.flatMap((fields) => [
      writeCode({ fields, options: DESK, mode: 'simulated' }),
      writeCode({ fields, options: OWN, mode: 'live', plan: plan() }),
    ]);
    const chance = fc.sample(anyFacts, { numRuns: 60, seed: 4 }).map(writeCode);
    const wrong = table[0]?.replace('sessionId,', 'nobody,') ?? '';
    const [ofWrong, ...others] = compile([wrong, ...table, ...chance]);
    expect(others.flat()).toEqual([]);
    expect(ofWrong).not.toEqual([]);
  });

  it.each(FIELDS)('asks for exactly what the form sets: %j', async (fields) => {
    const { request } = await run(writeCode({ fields, options: DESK, mode: 'simulated' }));
    expect(request).toStrictEqual(toRequest(fields, 'the caller'));
  });

  it('asks for exactly what the form sets, whatever is written there', async () => {
    await fc.assert(
      fc.asyncProperty(anyFacts, async (facts) => {
        const { request, listeners } = await run(writeCode(facts));
        expect(request).toStrictEqual(toRequest(facts.fields, 'the caller'));
        expect(listeners).toEqual([
          'transfer-handed-off',
          'transfer-failed',
          'transfer-unconfirmed',
        ]);
      }),
      { numRuns: 500 },
    );
  });

  it('attaches with the options of the page', async () => {
    const { options } = await run(writeCode({ fields: NO_FIELDS, options: DESK, mode: 'live' }));
    expect(options).toStrictEqual(DESK);
    const own = await run(writeCode({ fields: NO_FIELDS, options: OWN, mode: 'live' }));
    const { allowTargets, authorize, ...data } = own.options;
    expect(data).toStrictEqual({
      endpoints: OWN.endpoints,
      dailySipHosts: OWN.dailySipHosts,
      historyLimit: Infinity,
    });
    expect([allowTargets, authorize].flat().map((one) => typeof one)).toEqual([
      'string',
      'function',
      'function',
    ]);
    expect((authorize as () => unknown)()).toBe(false);
  });

  it('shows nothing that cannot be seen, and no second line in a text', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const code = writeCode(facts);
        expect(code.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
        const usual = writeCode({ ...facts, fields: { ...facts.fields, target: '' } });
        expect(code.split('\n')).toHaveLength(usual.split('\n').length);
      }),
    );
  });

  it('says what the plan chose and what is in the way, in codes and our own words only', () => {
    const target = 'sip:sales@pbx.example.com';
    const facts = { fields: { ...NO_FIELDS, target }, options: DESK, mode: 'simulated' } as const;
    const ready = writeCode({ ...facts, plan: plan({ toEndPoint: target }) });
    expect(ready).toContain(
      "// plan() chooses sipCallTransfer: the caller's address is not known.",
    );
    const blocked = writeCode({ ...facts, plan: plan({ toEndPoint: target, extension: '1' }) });
    expect(blocked).toContain('// As the room is now it would be refused: extension-usable.');
    expect(writeCode({ ...facts, plan: plan({ toEndPoint: 'x y' }) })).toContain('target-valid');
    expect(writeCode(facts)).not.toContain('plan()');
  });

  it('imports what it uses, and tells of the way without an account on the simulated page only', () => {
    const live = writeCode({ fields: NO_FIELDS, options: {}, mode: 'live' });
    expect(live).not.toContain('sessionStore');
    expect(live).not.toContain('daily-transfer/simulator');
    expect(live).toContain('https://your-domain.daily.co/your-room');
    const simulated = writeCode({ fields: NO_FIELDS, options: DESK, mode: 'simulated' });
    expect(simulated).toContain('store: sessionStore(),');
    expect(simulated).toContain('daily-transfer/simulator');
    expect(simulated).toContain("url: 'https://acme.daily.co/support',");
  });
});
