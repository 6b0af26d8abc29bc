import { createDecipheriv } from 'node:crypto';

/** Which keys the gateway opens card data with, by key identifier. */
export type EnvelopeKeys = ReadonlyMap<string, Uint8Array>;

/**
 * Opens a JSON Web Encryption in compact form: direct key, AES-256-GCM.
 *
 * @returns undefined when it is none, is under another key, or was changed
 * @clause RFC 7516, 5.2
 */
export function openEnvelope(text: string, keys: EnvelopeKeys): Readonly<Record<string, string>> | undefined {
  const [header = '', encryptedKey, nonce = '', body = '', tag = '', ...others] = text.split('.');
  if (encryptedKey !== '' || others.length > 0) return undefined;
  try {
    const { alg, enc, kid } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as Record<string, unknown>;
    const key = keys.get(String(kid));
    if (alg !== 'dir' || enc !== 'A256GCM' || key === undefined) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(header, 'ascii'));
    decipher.setAuthTag(Buffer.from(tag, 'base64url'));
    const plain = Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
    const entries = Object.entries(JSON.parse(plain) as Record<string, unknown>);
    return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')
      ? Object.fromEntries(entries)
      : undefined;
  } catch {
    // Whatever is wrong with an envelope, nobody is told what: that would help whoever made it.
    return undefined;
  }
}
