import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';

import { StoreFailure } from './store-failure.ts';

const TAG_LENGTH = 16;
const NONCE_LENGTH = 12;

/** What a box is sealed with. */
export interface Seal {
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** Never used twice with the same key: a counter that survives power cuts. */
  readonly nonceCounter: number;
  /** Where the box belongs; a box that was moved elsewhere doesn't open. */
  readonly place: string;
}

/**
 * Encrypts and authenticates with AES-256-GCM.
 *
 * @returns nonce (12 bytes), ciphertext, tag (16 bytes)
 * @clause NIST SP 800-38D 8.2.1 (deterministic construction of the nonce from a counter)
 */
export function sealed(plain: Uint8Array, seal: Seal): Uint8Array {
  assert(seal.key.length === 32, 'the device key has 32 bytes');
  const nonce = Buffer.alloc(NONCE_LENGTH);
  nonce.writeBigUInt64BE(BigInt(seal.nonceCounter), NONCE_LENGTH - 8);
  const cipher = createCipheriv('aes-256-gcm', createSecretKey(seal.key), nonce, { authTagLength: TAG_LENGTH });
  cipher.setAAD(Buffer.from(seal.place));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/**
 * Opens what {@link sealed} made.
 *
 * @throws {StoreFailure} STORE_CORRUPT when the box was changed, moved or sealed with another key
 */
export function unsealed(box: Uint8Array, seal: Omit<Seal, 'nonceCounter'>): Uint8Array {
  const nonce = box.subarray(0, NONCE_LENGTH);
  const body = box.subarray(NONCE_LENGTH, box.length - TAG_LENGTH);
  const tag = box.subarray(box.length - TAG_LENGTH);
  try {
    const decipher = createDecipheriv('aes-256-gcm', createSecretKey(seal.key), nonce, { authTagLength: TAG_LENGTH });
    decipher.setAAD(Buffer.from(seal.place));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch (error) {
    throw new StoreFailure('STORE_CORRUPT', `opened the sealed record ${seal.place}, it does not authenticate`, {
      cause: error,
    });
  }
}
