import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
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
  const cipher = createCipheriv('des-ede-ecb', key, null).setAutoPadding(false);
  return concat(cipher.update(data), cipher.final());
}

/**
 * Message authentication code of 8 bytes: single DES over all blocks with the key's left half, and the last block once
 * more through the right and the left half (the retail MAC). Padded with 80 and zeros, always.
 *
 * @clause ISO/IEC 9797-1, MAC algorithm 3, padding method 2
 * @clause EMV 4.4 Book 2, Annex A1.2
 */
export function retailMac({ key, data }: KeyedInput): Uint8Array {
  assert(key.length === 16, 'the key has two halves');
  const padded = new Uint8Array(Math.floor(data.length / blockLength + 1) * blockLength);
  padded.set(data);
  padded[data.length] = 0x80;
  const lastAt = padded.length - blockLength;
  // Single DES is TDES with equal halves; OpenSSL 3 no longer offers plain DES by name.
  const left = key.slice(0, blockLength);
  const chain = chained({ key: concat(left, left), data: padded.slice(0, lastAt) });
  const cipher = createCipheriv('des-ede-cbc', key, chain).setAutoPadding(false);
  return concat(cipher.update(padded.slice(lastAt)), cipher.final());
}

/** The last block of cipher block chaining from a zero start; zeros when there is no block. */
function chained({ key, data }: KeyedInput): Uint8Array {
  const start = new Uint8Array(blockLength);
  if (data.length === 0) return start;
  const cipher = createCipheriv('des-ede-cbc', key, start).setAutoPadding(false);
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
