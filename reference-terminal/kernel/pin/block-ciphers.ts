import assert from 'node:assert/strict';
import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import { concatBytes } from '../bytes.ts';
import { combined } from './pin-blocks.ts';

/** TDES with a key of 16 or 24 bytes, block by block, without padding. */
export function encipherTdes(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  return run(createCipheriv(key.length === 24 ? 'des-ede3-ecb' : 'des-ede-ecb', createSecretKey(key), null), blocks);
}

/** Single DES: TDES with two equal halves, as OpenSSL 3 offers plain DES no more. */
export function encipherDes(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  return encipherTdes(concatBytes([key, key]), blocks);
}

/** TDES in cipher block chaining from a zero start. */
export function chainTdes(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  return run(createCipheriv('des-ede-cbc', createSecretKey(key), new Uint8Array(8)), blocks);
}

/** AES with a key of 16, 24 or 32 bytes, block by block, without padding. */
export function encipherAes(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  return run(createCipheriv(aesName(key), createSecretKey(key), null), blocks);
}

/** The inverse of {@link encipherAes}. */
export function decipherAes(key: Uint8Array, blocks: Uint8Array): Uint8Array {
  return run(createDecipheriv(aesName(key), createSecretKey(key), null), blocks);
}

/**
 * A block of format 4: the PIN field enciphered, combined with the account field, enciphered again.
 *
 * @clause ISO 9564-1, format 4
 */
export function encipherFormat4(
  key: Uint8Array,
  fields: { readonly pin: Uint8Array; readonly pan: Uint8Array },
): Uint8Array {
  return encipherAes(key, combined(encipherAes(key, fields.pin), fields.pan));
}

/** The clear PIN field of an enciphered block of format 4. */
export function decipherFormat4(key: Uint8Array, block: Uint8Array, pan: Uint8Array): Uint8Array {
  return decipherAes(key, combined(decipherAes(key, block), pan));
}

/**
 * Retail MAC over zero-padded data, 8 bytes: single DES chaining with the key's left half, the last block through both.
 *
 * @clause ANSI X9.19; ISO/IEC 9797-1, MAC algorithm 3, padding method 1
 */
export function retailMac(key: Uint8Array, data: Uint8Array): Uint8Array {
  const padded = new Uint8Array(Math.max(8, Math.ceil(data.length / 8) * 8));
  padded.set(data);
  const left = key.subarray(0, 8);
  let chain: Uint8Array = new Uint8Array(8);
  for (let at = 0; at < padded.length - 8; at += 8) {
    chain = encipherDes(left, combined(chain, padded.subarray(at, at + 8)));
  }
  return encipherTdes(key, combined(chain, padded.subarray(-8)));
}

/**
 * CMAC with TDES, 8 bytes.
 *
 * @clause NIST SP 800-38B; ISO/IEC 9797-1, MAC algorithm 5
 */
export function tdesCmac(key: Uint8Array, data: Uint8Array): Uint8Array {
  return cmac(data, {
    blockBytes: 8,
    polynomial: 0x1b,
    encipher: (blocks) => encipherTdes(key, blocks),
    chain: (blocks) => chainTdes(key, blocks),
  });
}

/**
 * CMAC with AES, 16 bytes.
 *
 * @clause NIST SP 800-38B
 */
export function aesCmac(key: Uint8Array, data: Uint8Array): Uint8Array {
  const chained = aesName(key).replace('ecb', 'cbc');
  return cmac(data, {
    blockBytes: 16,
    polynomial: 0x87,
    encipher: (blocks) => encipherAes(key, blocks),
    chain: (blocks) => run(createCipheriv(chained, createSecretKey(key), new Uint8Array(16)), blocks),
  });
}

function cmac(
  data: Uint8Array,
  cipher: {
    readonly blockBytes: number;
    /** Low byte of the field's polynomial. */
    readonly polynomial: number;
    readonly encipher: (blocks: Uint8Array) => Uint8Array;
    readonly chain: (blocks: Uint8Array) => Uint8Array;
  },
): Uint8Array {
  const { blockBytes, polynomial } = cipher;
  const first = doubled(cipher.encipher(new Uint8Array(blockBytes)), polynomial);
  const isWhole = data.length > 0 && data.length % blockBytes === 0;
  const padded = new Uint8Array(isWhole ? data.length : Math.floor(data.length / blockBytes + 1) * blockBytes);
  padded.set(data);
  if (!isWhole) padded[data.length] = 0x80;
  const last = isWhole ? first : doubled(first, polynomial);
  padded.set(combined(padded.subarray(-blockBytes), last), padded.length - blockBytes);
  return cipher.chain(padded).slice(-blockBytes);
}

/** Multiplication by x in the field of polynomials that are as long as a block. */
function doubled(block: Uint8Array, polynomial: number): Uint8Array {
  const shifted = block.map((byte, index) => ((byte << 1) | ((block[index + 1] ?? 0) >> 7)) & 0xff);
  const end = block.length - 1;
  if (((block[0] ?? 0) & 0x80) !== 0) shifted[end] = (shifted[end] ?? 0) ^ polynomial;
  return shifted;
}

function aesName(key: Uint8Array): string {
  assert([16, 24, 32].includes(key.length), 'an AES key has 16, 24 or 32 bytes');
  return `aes-${key.length * 8}-ecb`;
}

function run(cipher: ReturnType<typeof createCipheriv | typeof createDecipheriv>, blocks: Uint8Array): Uint8Array {
  cipher.setAutoPadding(false);
  return concatBytes([cipher.update(blocks), cipher.final()]);
}
