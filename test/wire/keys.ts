/** A pair of real keys, made for one test run, in the texts that a server and a page keep them in. */
export interface RelayKeys {
  readonly signingKey: string;
  readonly publicKey: string;
  readonly jwk: { readonly signingKey: string; readonly publicKey: string };
  readonly pem: { readonly signingKey: string; readonly publicKey: string };
}

/** Makes a pair as an app would, by WebCrypto. */
export async function makeRelayKeys(): Promise<RelayKeys> {
  const curve = { name: 'ECDSA', namedCurve: 'P-256' };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(curve, true, [
    'sign',
    'verify',
  ]);
  const [pkcs8, spki, jwkPrivate, jwkPublic] = await Promise.all([
    crypto.subtle.exportKey('pkcs8', privateKey),
    crypto.subtle.exportKey('spki', publicKey),
    crypto.subtle.exportKey('jwk', privateKey),
    crypto.subtle.exportKey('jwk', publicKey),
  ]);
  return {
    signingKey: toBase64(pkcs8),
    publicKey: toBase64(spki),
    jwk: { signingKey: JSON.stringify(jwkPrivate), publicKey: JSON.stringify(jwkPublic) },
    pem: {
      signingKey: armour('PRIVATE KEY', toBase64(pkcs8)),
      publicKey: armour('PUBLIC KEY', toBase64(spki)),
    },
  };
}

/** Bytes as base64. */
export function toBase64(bytes: ArrayBuffer): string {
  return Buffer.from(bytes).toString('base64');
}

function armour(name: string, base64: string): string {
  const lines = base64.match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${name}-----\n${lines.join('\n')}\n-----END ${name}-----\n`;
}
