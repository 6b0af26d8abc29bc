import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import type { RandomSource } from '../needs.ts';

const nonceBytes = 12;
const tagBytes = 16;

/** Under which key card data leave for the gateway. */
export interface CardEnvelopeKey {
  readonly keyId: string;
  /** 32 bytes as hexadecimal text. */
  readonly keyHex: string;
}

/**
 * Card data as the gateway alone can open them: a JSON Web Encryption in compact form, direct key, AES-256-GCM.
 *
 * @clause RFC 7516, 7.1; RFC 7518, 4.5 and 5.3
 */
export function cardEnvelope(
  cardData: Readonly<Record<string, string>>,
  key: CardEnvelopeKey,
  random: RandomSource,
): string {
  const secret = Buffer.from(key.keyHex, 'hex');
  assert(secret.length === 32, 'the lint lets only keys of 32 bytes pass');
  const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid: key.keyId })).toString('base64url');
  const nonce = random(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', secret, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(header, 'ascii'));
  const body = Buffer.concat([cipher.update(JSON.stringify(cardData), 'utf8'), cipher.final()]);
  return [header, '', nonce, body, cipher.getAuthTag()]
    .map((part) => (typeof part === 'string' ? part : Buffer.from(part).toString('base64url')))
    .join('.');
}
