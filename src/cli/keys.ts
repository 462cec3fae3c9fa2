import { generateKeyPairSync, randomBytes } from 'node:crypto';

/** Fresh keys and secrets, as the text of a file of settings that says where each of them goes. */
export function makeKeys(): string {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return `# Secrets of the server. Add DAILY_API_KEY and DAILY_DOMAIN.
# Daily signs webhooks with it: give it to Daily as "hmac" when you make the webhook.
DAILY_WEBHOOK_HMAC=${randomBytes(32).toString('base64')}
# The relay signs messages to your pages with it.
RELAY_SIGNING_KEY=${privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')}
# A program that transfers by HTTP shows it as bearer token.
TRANSFER_TOKEN=${randomBytes(32).toString('base64url')}
# No secret: it goes into your pages, as confirmations({ publicKey }).
RELAY_PUBLIC_KEY=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}
`;
}
