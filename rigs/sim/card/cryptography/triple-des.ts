import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import { concat } from '../bytes.ts';

/** Bytes in a block of DES. */
export const blockLength = 8;

/** A DES key of 16 bytes (two parts) and what to do with it. */
export interface KeyedInput {
  readonly key: Uint8Array;
  readonly data: Uint8Array;
}

/** TDES with a double length key, block by block. The data is whole blocks. */
export function encryptBlocks({ key, data }: KeyedInput): Uint8Array {
  assert(data.length % blockLength === 0, 'whole blocks are encrypted');
  const cipher = createCipheriv('des-ede-ecb', createSecretKey(key), null).setAutoPadding(false);
  return concat(cipher.update(data), cipher.final());
}

/**
 * Message authentication code of 8 bytes: single DES over all blocks with the key's left half, and the last block once
 * more through the right and the left half (the retail MAC).
 *
 * @param padding  method 2, 80 and zeros, unless told to fill up with zeros alone (method 1)
 * @clause ISO/IEC 9797-1, MAC algorithm 3
 * @clause EMV 4.4 Book 2, Annex A1.2
 */
export function retailMac({ key, data }: KeyedInput, padding: 'zeros' | '80' = '80'): Uint8Array {
  assert(key.length === 16, 'the key has two halves');
  const padded = padding === '80' ? paddedWith80(data) : filledUp(data);
  const lastAt = padded.length - blockLength;
  // Single DES is TDES with equal halves; OpenSSL 3 no longer offers plain DES by name.
  const left = key.slice(0, blockLength);
  const chain = chained({ key: concat(left, left), data: padded.slice(0, lastAt) });
  const cipher = createCipheriv('des-ede-cbc', createSecretKey(key), chain).setAutoPadding(false);
  return concat(cipher.update(padded.slice(lastAt)), cipher.final());
}

/** Padding method 2: one byte 80, then zeros to whole blocks. */
export function paddedWith80(data: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.floor(data.length / blockLength + 1) * blockLength);
  padded.set(data);
  padded[data.length] = 0x80;
  return padded;
}

function filledUp(data: Uint8Array): Uint8Array {
  const filled = new Uint8Array(Math.max(1, Math.ceil(data.length / blockLength)) * blockLength);
  filled.set(data);
  return filled;
}

/** TDES backwards, block by block. */
export function decryptBlocks({ key, data }: KeyedInput): Uint8Array {
  assert(data.length % blockLength === 0, 'whole blocks are decrypted');
  const decipher = createDecipheriv('des-ede-ecb', createSecretKey(key), null).setAutoPadding(false);
  return concat(decipher.update(data), decipher.final());
}

/** The last block of cipher block chaining from a zero start; zeros when there is no block. */
function chained({ key, data }: KeyedInput): Uint8Array {
  const start = new Uint8Array(blockLength);
  if (data.length === 0) return start;
  const cipher = createCipheriv('des-ede-cbc', createSecretKey(key), start).setAutoPadding(false);
  return concat(cipher.update(data), cipher.final()).slice(-blockLength);
}

/** The key with the lowest bit of each byte set so that the number of ones is odd. */
export function withOddParity(key: Uint8Array): Uint8Array {
  return key.map((byte) => (isOdd(byte >> 1) ? byte & 0xfe : byte | 0x01));
}

function isOdd(bits: number): boolean {
  let ones = 0;
  for (let rest = bits; rest > 0; rest >>= 1) ones += rest & 1;
  return ones % 2 === 1;
}
