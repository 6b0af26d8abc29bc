import { createCipheriv } from 'node:crypto';
import { exclusiveOr, joinBytes } from './bytes.ts';

const blockLengthBytes = 8;

/** How a message is filled to whole blocks: with zeros where needed, or with 80 and then zeros in every case. */
export type Padding = 'method-1' | 'method-2';

/** One 8-byte block under a 16-byte key: encipher, decipher, encipher. */
export function encipherBlock(key: Uint8Array, block: Uint8Array): Uint8Array {
  const cipher = createCipheriv('des-ede', key, null);
  cipher.setAutoPadding(false);
  return joinBytes([cipher.update(block), cipher.final()]);
}

/**
 * The retail MAC, 8 bytes: single DES chaining under the key's left half, and the whole key for the last block.
 *
 * @clause ISO/IEC 9797-1 MAC algorithm 3; EMV 4.4 Book 2, Annex A1.2
 */
export function retailMac(key: Uint8Array, message: Uint8Array, padding: Padding): Uint8Array {
  const padded = pad(message, padding);
  const lastStart = padded.length - blockLengthBytes;
  const chained = chain(key.subarray(0, blockLengthBytes), padded.subarray(0, lastStart));
  return encipherBlock(key, exclusiveOr(padded.subarray(lastStart), chained));
}

/** Last block of DES in cipher block chaining mode; zeros for an empty message. */
function chain(singleKey: Uint8Array, blocks: Uint8Array): Uint8Array {
  const start = new Uint8Array(blockLengthBytes);
  if (blocks.length === 0) return start;
  // Single DES is withdrawn from the crypto library; two-key triple DES with equal halves is the same function.
  const cipher = createCipheriv('des-ede-cbc', joinBytes([singleKey, singleKey]), start);
  cipher.setAutoPadding(false);
  return joinBytes([cipher.update(blocks), cipher.final()]).slice(-blockLengthBytes);
}

function pad(message: Uint8Array, padding: Padding): Uint8Array {
  const marked = padding === 'method-2' ? joinBytes([message, Uint8Array.of(0x80)]) : message;
  const blockCount = Math.max(1, Math.ceil(marked.length / blockLengthBytes));
  const padded = new Uint8Array(blockCount * blockLengthBytes);
  padded.set(marked);
  return padded;
}
