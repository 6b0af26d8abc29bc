import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import { join } from './bytes.ts';

/** A block cipher without chaining and padding. */
export interface BlockCipher {
  encipher(key: Uint8Array, blocks: Uint8Array): Uint8Array;
  decipher(key: Uint8Array, blocks: Uint8Array): Uint8Array;
}

/** Triple DES under keys of 16 or 24 bytes. */
export const tripleDes: BlockCipher = cipherOf((length) => (length === 24 ? 'des-ede3' : 'des-ede'));

/** AES under keys of 16, 24 or 32 bytes. */
export const aes: BlockCipher = cipherOf((length) => `aes-${length * 8}-ecb`);

function cipherOf(methodFor: (keyBytes: number) => string): BlockCipher {
  return {
    encipher(key, blocks) {
      const cipher = createCipheriv(methodFor(key.length), createSecretKey(key), null).setAutoPadding(false);
      return join(cipher.update(blocks), cipher.final());
    },
    decipher(key, blocks) {
      const cipher = createDecipheriv(methodFor(key.length), createSecretKey(key), null).setAutoPadding(false);
      return join(cipher.update(blocks), cipher.final());
    },
  };
}
