/** The headers that prove a webhook message to be of whoever holds the secret. */
export interface SignatureHeaders {
  readonly 'X-Webhook-Signature': string;
  readonly 'X-Webhook-Timestamp': string;
}

/**
 * Signs a webhook message in Daily's way: the base64 of an HMAC-SHA256 over `<timestamp>.<body>`, with the
 * bytes that the base64 secret stands for.
 */
export async function signWebhook(
  hmac: string,
  timestamp: string,
  body: string,
): Promise<SignatureHeaders> {
  const secret = Uint8Array.from(atob(hmac), (letter) => letter.charCodeAt(0));
  const scheme = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', secret, scheme, false, ['sign']);
  const signed = new TextEncoder().encode(`${timestamp}.${body}`);
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, signed));
  return {
    'X-Webhook-Signature': btoa(String.fromCharCode(...signature)),
    'X-Webhook-Timestamp': timestamp,
  };
}

/** A fresh secret, as Daily makes one for a webhook that names none. */
export function createSecret(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))));
}
