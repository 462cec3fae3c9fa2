import { describe, expect, it } from 'vitest';
import { OUTCOMES, readWebhookFact } from '../../src/server/webhook-facts.js';
import { makeEvent, MEETING, NOW, SESSION } from './signed-webhooks.js';

const read = (type: string, payload: Readonly<Record<string, unknown>> = {}) =>
  readWebhookFact(JSON.parse(makeEvent(type, payload)) as object);

const common = { room: 'support-7', sessionId: SESSION, at: NOW };
const transfer = {
  kind: 'transfer',
  ...common,
  toEndPoint: 'sip:desk@pbx.example.net',
  fromEndPoint: 'sip:ann@phone.example.net',
  meetingId: MEETING,
  isSipRefer: false,
};

describe('readWebhookFact', () => {
  it.each<[string, object]>([
    ['calltransfer.triggered', { ...transfer, type: 'triggered' }],
    ['calltransfer.initiated', { ...transfer, type: 'initiated' }],
    ['calltransfer.answered', { ...transfer, type: 'answered' }],
    ['calltransfer.completed', { ...transfer, type: 'ended' }],
    ['dialin.connected', { kind: 'address', ...common, address: 'sip:ann@phone.example.net' }],
    ['dialin.stopped', { kind: 'call-end', type: 'stopped', ...common }],
    ['dialin.error', { kind: 'call-end', type: 'error', ...common }],
    ['dialout.connected', { kind: 'address', ...common, address: '+15005550006' }],
    ['dialout.answered', { kind: 'address', ...common, address: '+15005550006' }],
    ['dialout.stopped', { kind: 'call-end', type: 'stopped', ...common }],
    ['dialout.error', { kind: 'call-end', type: 'error', ...common }],
  ])('reads %s whole', (type, fact) => {
    expect(read(type)).toStrictEqual(fact);
  });

  it.each([
    'meeting.started',
    'dialin.ready',
    'dialin.warning',
    'calltransfer.failed',
    'toString',
    '__proto__',
    '',
  ])('leaves %j to others', (type) => {
    expect(read(type)).toBe('other');
  });

  it.each<[string, object]>([
    ['no type', {}],
    ['a type that is no text', { type: ['calltransfer.answered'] }],
    ['a type of its prototype', Object.create({ type: 'calltransfer.answered' }) as object],
  ])('leaves an event with %s to others', (_, event) => {
    expect(readWebhookFact(event)).toBe('other');
  });

  it.each<[unknown, number]>([
    ['1760000000', NOW],
    [1_760_000_000, NOW],
    ['1760000000000', NOW],
    [undefined, NOW + 123],
    ['yesterday', NOW + 123],
  ])('reads the time %j, and else that of the sending', (timestamp, at) => {
    expect(read('calltransfer.answered', { timestamp })).toMatchObject({ at });
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['no room', { room: undefined }],
    ['a room that is another path', { room: '../../v1/rooms' }],
    ['no session', { session_id: undefined }],
    ['a session that is none', { session_id: { id: SESSION } }],
    ['no target', { to_endpoint: undefined }],
    ['a target with a line end', { to_endpoint: 'sip:a@b.example\n' }],
    ['a target that is too long', { to_endpoint: 'a'.repeat(2049) }],
  ])('tells a transfer with %s broken', (_, payload) => {
    expect(read('calltransfer.answered', payload)).toBe('broken');
  });

  it('tells an event without payload, address or time broken', () => {
    expect(readWebhookFact({ type: 'dialin.stopped' })).toBe('broken');
    expect(readWebhookFact({ type: 'dialin.stopped', payload: [] })).toBe('broken');
    expect(read('dialin.connected', { sip_from: 7 })).toBe('broken');
    expect(read('dialout.connected', { destination: '' })).toBe('broken');
    const { room, sessionId: session_id } = common;
    expect(readWebhookFact({ type: 'dialin.stopped', payload: { room, session_id } })).toBe(
      'broken',
    );
  });

  it('takes nothing from a prototype, and nothing that it does not know', () => {
    const polluted = makeEvent('calltransfer.answered').replace(
      '"payload":{',
      '"payload":{"__proto__":{"is_sip_refer":true},"more":{},',
    );
    expect(readWebhookFact(JSON.parse(polluted) as object)).toStrictEqual({
      ...transfer,
      type: 'answered',
    });
    expect(
      read('calltransfer.answered', { is_sip_refer: 'true', from_endpoint: 7, mtg_session_id: {} }),
    ).toStrictEqual({
      kind: 'transfer',
      type: 'answered',
      ...common,
      toEndPoint: 'sip:desk@pbx.example.net',
    });
  });
});

describe('the outcome of calltransfer.completed', () => {
  const outcome = (payload: Readonly<Record<string, unknown>>) => {
    const fact = read('calltransfer.completed', payload);
    return typeof fact === 'object' && fact.kind === 'transfer' ? fact.type : fact;
  };

  it.each([
    [undefined, 'ended'],
    ['completed', 'ended'],
    ['busy', 'target-busy'],
    ['BUSY', 'target-busy'],
    ['no-answer', 'no-answer'],
    ['canceled', 'no-answer'],
    ['failed', 'unreachable'],
    ['something-new', 'ended'],
    ['toString', 'ended'],
    ['', 'ended'],
    [486, 'ended'],
  ])('completeStatus %j: %s', (completeStatus, type) => {
    expect(outcome({ completeStatus })).toBe(type);
  });

  it.each([
    ['200', 'answered'],
    [200, 'answered'],
    ['202', 'answered'],
    ['299', 'answered'],
    ['486', 'target-busy'],
    [486, 'target-busy'],
    ['600', 'target-busy'],
    ['408', 'no-answer'],
    ['480', 'no-answer'],
    ['487', 'no-answer'],
    ['603', 'declined'],
    ['404', 'unreachable'],
    ['488', 'unreachable'],
    ['500', 'unreachable'],
    ['503', 'unreachable'],
    ['604', 'unreachable'],
    ['100', 'ended'],
    ['180', 'ended'],
    ['302', 'ended'],
    ['4xx', 'ended'],
    ['48', 'ended'],
    ['4860', 'ended'],
    ['1486', 'ended'],
    ['700', 'ended'],
    ['constructor', 'ended'],
    [null, 'ended'],
    [['486'], 'ended'],
  ])('notify_sip_response_code %j: %s', (code, type) => {
    expect(outcome({ is_sip_refer: true, notify_sip_response_code: code })).toBe(type);
  });

  it.each([
    ['202', 'ended'],
    ['200', 'ended'],
    ['603', 'unreachable'],
    ['486', 'unreachable'],
    ['405', 'unreachable'],
    ['500', 'unreachable'],
    ['', 'ended'],
  ])(
    'refer_sip_response_code %j, which the caller answers and not the target: %s',
    (code, type) => {
      expect(outcome({ is_sip_refer: true, refer_sip_response_code: code })).toBe(type);
    },
  );

  it.each([
    ['failed', '202', '486', 'target-busy'],
    ['completed', '202', '603', 'declined'],
    ['completed', '202', '200', 'answered'],
    ['busy', '202', '200', 'target-busy'],
    ['completed', '603', '', 'unreachable'],
    ['failed', '202', '100', 'unreachable'],
    ['completed', '202', '180', 'ended'],
  ])('%s, REFER %j, NOTIFY %j: %s', (completeStatus, refer, notify, type) => {
    const codes = { refer_sip_response_code: refer, notify_sip_response_code: notify };
    expect(outcome({ completeStatus, is_sip_refer: true, ...codes })).toBe(type);
  });

  it.each<[string, Readonly<Record<string, unknown>>, boolean | undefined]>([
    ['a code of the REFER', { refer_sip_response_code: '202' }, true],
    ['a code of a NOTIFY', { notify_sip_response_code: 486 }, true],
    ['no code', {}, undefined],
    [
      'codes that are empty',
      { refer_sip_response_code: '', notify_sip_response_code: null },
      undefined,
    ],
    [
      'a code, and Daily’s own word',
      { is_sip_refer: false, refer_sip_response_code: '202' },
      false,
    ],
  ])('tells the method by %s, where Daily leaves is_sip_refer out', (_, payload, isSipRefer) => {
    const fact = read('calltransfer.completed', { is_sip_refer: undefined, ...payload });
    expect(fact).toHaveProperty('kind', 'transfer');
    expect((fact as { isSipRefer?: boolean }).isSipRefer).toBe(isSipRefer);
  });

  it('reads every row of the table', () => {
    for (const [code, type] of Object.entries(OUTCOMES.codes)) {
      expect(outcome({ notify_sip_response_code: code.replace('xx', '99') })).toBe(type);
    }
    for (const [completeStatus, type] of Object.entries(OUTCOMES.statuses)) {
      expect(outcome({ completeStatus })).toBe(type);
    }
  });
});
