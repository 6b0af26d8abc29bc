import { createCipheriv, createSecretKey } from 'node:crypto';
import { exclusiveOr, joinBytes } from './bytes.ts';

const blockLengthBytes = 8;
const zeroBlock = new Uint8Array(blockLengthBytes);

/** How a message is filled to whole blocks: with zeros where needed, or with 80 and then zeros in every case. */
export type Padding = 'method-1' | 'method-2';

/** Whole 8-byte blocks, each by itself, under a 16-byte key: encipher, decipher, encipher. */
export function encipherBlock(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  const cipher = createCipheriv('des-ede', createSecretKey(key), null);
  cipher.setAutoPadding(false);
  return joinBytes([cipher.update(blocks), cipher.final()]);
}

/** Whole 8-byte blocks in cipher block chaining mode under a 16-byte key, from a start of zeros. */
export function encipherChained(key: Uint8Array, blocks: Uint8Array, start: Uint8Array = zeroBlock): Uint8Array {
  const cipher = createCipheriv('des-ede-cbc', createSecretKey(key), start);
  cipher.setAutoPadding(false);
  return joinBytes([cipher.update(blocks), cipher.final()]);
}

/**
 * The retail MAC, 8 bytes: single DES chaining under the key's left half, and the whole key for the last block.
 *
 * @param start  what the first block is chained to; zeros, or the MAC before this one
 * @clause ISO/IEC 9797-1 MAC algorithm 3; EMV 4.4 Book 2, Annex A1.2
 */
export function retailMac(
  key: Uint8Array,
  message: Uint8Array,
  padding: Padding,
  start: Uint8Array = zeroBlock,
): Uint8Array {
  const padded = pad(message, padding);
  const lastStart = padded.length - blockLengthBytes;
  const chained = chain(key.subarray(0, blockLengthBytes), padded.subarray(0, lastStart), start);
  return encipherBlock(key, exclusiveOr(padded.subarray(lastStart), chained));
}

/**
 * A message filled to whole blocks; an empty one becomes one block.
 *
 * @clause ISO/IEC 9797-1, padding methods 1 and 2
 */
export function pad(message: Uint8Array, padding: Padding, blockBytes = blockLengthBytes): Uint8Array {
  const marked = padding === 'method-2' ? joinBytes([message, Uint8Array.of(0x80)]) : message;
  const blockCount = Math.max(1, Math.ceil(marked.length / blockBytes));
  const padded = new Uint8Array(blockCount * blockBytes);
  padded.set(marked);
  return padded;
}

/** Last block of DES in cipher block chaining mode; the start itself for an empty message. */
function chain(singleKey: Uint8Array, blocks: Uint8Array, start: Uint8Array): Uint8Array {
  if (blocks.length === 0) return start;
  // Single DES is withdrawn from the crypto library; two-key triple DES with equal halves is the same function.
  return encipherChained(joinBytes([singleKey, singleKey]), blocks, start).slice(-blockLengthBytes);
}
