import { createCipheriv, createSecretKey } from 'node:crypto';
import { join, xor } from './bytes.ts';
import { aes, tripleDes } from './ciphers.ts';

const codeBytes = 8;

/**
 * The code over a message under triple DES, 8 bytes: single DES chaining over data that is filled up with zeros, and the whole
 * key for the last block.
 *
 * @param key  16 or 24 bytes; the first 8 chain
 * @clause ANSI X9.19; ISO/IEC 9797-1, MAC algorithm 3, padding method 1
 */
export function retailCode(key: Uint8Array, data: Uint8Array): Uint8Array {
  const blocks = Math.max(1, Math.ceil(data.length / codeBytes));
  const padded = join(data, new Uint8Array(blocks * codeBytes - data.length));
  const single = join(key.subarray(0, 8), key.subarray(0, 8));
  let chain: Uint8Array = new Uint8Array(codeBytes);
  for (let block = 0; block < blocks; block += 1) {
    const input = xor(padded.subarray(block * codeBytes, (block + 1) * codeBytes), chain);
    chain = tripleDes.encipher(block === blocks - 1 ? key : single, input);
  }
  return chain;
}

/**
 * The code over a message under AES: the first 8 bytes of CMAC.
 *
 * @clause NIST SP 800-38B, 6.2
 */
export function cipherCode(key: Uint8Array, data: Uint8Array): Uint8Array {
  const once = timesX(aes.encipher(key, new Uint8Array(16)));
  const rest = data.length % 16;
  const isWhole = data.length > 0 && rest === 0;
  const filled = isWhole ? data : join(data, Uint8Array.of(0x80), new Uint8Array(15 - rest));
  const lastAt = filled.length - 16;
  const masked = join(filled.subarray(0, lastAt), xor(filled.subarray(lastAt), isWhole ? once : timesX(once)));
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, createSecretKey(key), new Uint8Array(16)).setAutoPadding(
    false,
  );
  return join(cipher.update(masked), cipher.final()).slice(-16, -codeBytes);
}

/** In the field of 2 to the 128 whose polynomial ends in 87. */
function timesX(block: Uint8Array): Uint8Array {
  const value = BigInt(`0x${Buffer.from(block).toString('hex')}`) << 1n;
  const reduced = value >> 128n === 0n ? value : (value ^ 0x87n) & ((1n << 128n) - 1n);
  return Uint8Array.from(Buffer.from(reduced.toString(16).padStart(32, '0'), 'hex'));
}
