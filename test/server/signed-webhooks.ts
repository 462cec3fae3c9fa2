import { createHmac } from 'node:crypto';

/** A webhook's secret of the tests, as Daily shows it: base64. */
export const HMAC = Buffer.from('the secret of these tests, and of nothing else').toString(
  'base64',
);

/** The time at which the tests' webhooks are sent, in milliseconds. */
export const NOW = 1_760_000_000_000;

/** What a webhook is sent with; what is left out is as Daily writes it. */
export interface Sending {
  readonly timestamp?: string;
  readonly hmac?: string;
  readonly signature?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
}

/** The signature as Daily's docs say it, by Node's own crypto. */
export function signWebhook(body: string | Buffer, timestamp: string, hmac = HMAC): string {
  const key = Buffer.from(hmac, 'base64');
  return createHmac('sha256', key).update(`${timestamp}.`).update(body).digest('base64');
}

/** A webhook as Daily sends it, and as others might. */
export function makeRequest(body: string | Buffer, sending: Sending = {}): Request {
  const { timestamp = String(NOW / 1000), hmac = HMAC, headers, method = 'POST' } = sending;
  const signature = sending.signature ?? signWebhook(body, timestamp, hmac);
  const signed = { 'x-webhook-signature': signature, 'x-webhook-timestamp': timestamp };
  return new Request('https://app.example/daily', {
    method,
    headers: { 'content-type': 'application/json', ...signed, ...headers },
    ...(method !== 'GET' && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
  });
}

/** An event of a type, its payload as Daily's own examples have it. */
export function makeEvent(type: string, payload: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    version: '1.0.0',
    type,
    id: `3602-call-transfer-trig-${SESSION}1760000000`,
    payload: { ...PAYLOADS[type.split('.')[0] ?? ''], ...payload },
    event_ts: 1760000000.123,
  });
}

/** The session and the meeting of the tests' webhooks. */
export const SESSION = 'a1b2c3d4-0000-4000-8000-000000000001';
export const MEETING = 'a1b2c3d4-0000-4000-8000-0000000000ff';

const common = {
  timestamp: '1760000000',
  domain_id: 'a1b2c3d4-0000-4000-8000-0000000000dd',
  room: 'support-7',
  session_id: SESSION,
};

const PAYLOADS: Readonly<Record<string, object>> = {
  calltransfer: {
    ...common,
    mtg_session_id: MEETING,
    to_endpoint: 'sip:desk@pbx.example.net',
    from_endpoint: 'sip:ann@phone.example.net',
    is_sip_refer: false,
  },
  dialin: {
    ...common,
    sip_from: 'sip:ann@phone.example.net',
    display_name: 'Ann',
    sip_headers: { 'X-New-Hdr': 'myhdr' },
  },
  dialout: { ...common, user_id: SESSION, destination: '+15005550006', caller_id: MEETING },
};
