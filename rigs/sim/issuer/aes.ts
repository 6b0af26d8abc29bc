import { createCipheriv, createSecretKey } from 'node:crypto';
import { exclusiveOr, joinBytes } from './bytes.ts';

const blockLengthBytes = 16;

/** Whole 16-byte blocks, each by itself, under a key of 16, 24 or 32 bytes. */
export function aesEncipherBlock(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  const cipher = createCipheriv(`aes-${key.length * 8}-ecb`, createSecretKey(key), null);
  cipher.setAutoPadding(false);
  return joinBytes([cipher.update(blocks), cipher.final()]);
}

/**
 * The cipher-based MAC, 16 bytes.
 *
 * @clause NIST SP 800-38B; ISO/IEC 9797-1 MAC algorithm 5; EMV 4.4 Book 2, Annex A1.2.2
 */
export function aesMac(key: Uint8Array, message: Uint8Array): Uint8Array {
  const first = doubled(aesEncipherBlock(key, new Uint8Array(blockLengthBytes)));
  const isWhole = message.length > 0 && message.length % blockLengthBytes === 0;
  const padded = new Uint8Array(Math.max(1, Math.ceil(message.length / blockLengthBytes)) * blockLengthBytes);
  padded.set(message);
  if (!isWhole) padded[message.length] = 0x80;
  const lastStart = padded.length - blockLengthBytes;
  padded.set(exclusiveOr(padded.subarray(lastStart), isWhole ? first : doubled(first)), lastStart);
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, createSecretKey(key), new Uint8Array(blockLengthBytes));
  cipher.setAutoPadding(false);
  return joinBytes([cipher.update(padded), cipher.final()]).slice(-blockLengthBytes);
}

/** One bit to the left in the field of 2 to the 128, whose polynomial ends in 87. */
function doubled(block: Uint8Array): Uint8Array {
  const carry = (block[0] ?? 0) & 0x80;
  const shifted = block.map((byte, index) => ((byte << 1) | ((block[index + 1] ?? 0) >> 7)) & 0xff);
  if (carry !== 0) shifted[blockLengthBytes - 1] = (shifted[blockLengthBytes - 1] ?? 0) ^ 0x87;
  return shifted;
}
