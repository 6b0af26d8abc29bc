import { createCipheriv } from 'node:crypto';
import { join, toHex, xor } from './bytes.ts';
import { aes, tripleDes } from './ciphers.ts';
import type { BlockCipher } from './ciphers.ts';

/** What a key in a block is for, in the characters of its header: usage, algorithm, mode of use. */
export interface BlockPurpose {
  /** P0 PINs, M3 codes of X9.19, M6 CMAC. */
  readonly usage: 'P0' | 'M3' | 'M6';
  /** E encipher only, C make and verify. */
  readonly mode: 'E' | 'C';
  /** E: under any key that the receiver trusts; N: nowhere else. */
  readonly exportability: 'E' | 'N';
}

/** How a block is protected. */
export interface BlockProtection {
  readonly cipher: 'tdes' | 'aes';
  readonly key: Uint8Array;
  /** What fills the last block. */
  readonly chance: (length: number) => Uint8Array;
}

interface Kind {
  readonly version: 'B' | 'D';
  readonly letter: 'T' | 'A';
  readonly cipher: BlockCipher;
  readonly blockBytes: number;
  /** Last byte of the field's polynomial. */
  readonly polynomial: number;
  readonly chain: (length: number) => string;
}

const kinds: Readonly<Record<BlockProtection['cipher'], Kind>> = {
  tdes: {
    version: 'B',
    letter: 'T',
    cipher: tripleDes,
    blockBytes: 8,
    polynomial: 0x1b,
    chain: (length) => (length === 24 ? 'des-ede3-cbc' : 'des-ede-cbc'),
  },
  aes: {
    version: 'D',
    letter: 'A',
    cipher: aes,
    blockBytes: 16,
    polynomial: 0x87,
    chain: (length) => `aes-${length * 8}-cbc`,
  },
};

/**
 * A key block: header in characters, then the key with its length and its code, both in hexadecimal text.
 *
 * @clause ANSI X9.143 (TR-31:2018), 5.3: key derivation binding, versions B and D
 */
export function keyBlock(key: Uint8Array, purpose: BlockPurpose, protection: BlockProtection): string {
  const kind = kinds[protection.cipher];
  const { blockBytes } = kind;
  const used = 2 + key.length;
  const filledBytes = Math.ceil(used / blockBytes) * blockBytes;
  const bits = key.length * 8;
  const plain = join(Uint8Array.of(bits >> 8, bits & 0xff), key, protection.chance(filledBytes - used));
  const length = 16 + (filledBytes + blockBytes) * 2;
  const { usage, mode, exportability } = purpose;
  const header = `${kind.version}${String(length).padStart(4, '0')}${usage}${kind.letter}${mode}00${exportability}0000`;
  const code = codeOver(join(Buffer.from(header, 'latin1'), plain), derivedKey(protection.key, 1, kind), kind);
  const under = derivedKey(protection.key, 0, kind);
  const cipher = createCipheriv(kind.chain(under.length), under, code).setAutoPadding(false);
  return header + toHex(join(cipher.update(plain), cipher.final())) + toHex(code);
}

/** @param use  0 for enciphering, 1 for codes */
function derivedKey(from: Uint8Array, use: 0 | 1, kind: Kind): Uint8Array {
  const algorithm = (kind.version === 'B' ? -2 : 0) + from.length / 8;
  const bits = from.length * 8;
  const parts: Uint8Array[] = [];
  for (let counter = 1; parts.length * kind.blockBytes < from.length; counter += 1) {
    parts.push(codeOver(Uint8Array.of(counter, 0, use, 0, 0, algorithm, bits >> 8, bits & 0xff), from, kind));
  }
  return join(...parts).slice(0, from.length);
}

/** @clause NIST SP 800-38B, 6.2: CMAC */
function codeOver(data: Uint8Array, key: Uint8Array, { cipher, blockBytes, polynomial }: Kind): Uint8Array {
  const once = shifted(cipher.encipher(key, new Uint8Array(blockBytes)), polynomial);
  const isWhole = data.length > 0 && data.length % blockBytes === 0;
  const gap = blockBytes - 1 - (data.length % blockBytes);
  const filled = isWhole ? data : join(data, Uint8Array.of(0x80), new Uint8Array(gap));
  let chain: Uint8Array = new Uint8Array(blockBytes);
  for (let at = 0; at < filled.length; at += blockBytes) {
    const isLast = at + blockBytes === filled.length;
    const mask = isLast ? (isWhole ? once : shifted(once, polynomial)) : new Uint8Array(blockBytes);
    chain = cipher.encipher(key, xor(xor(chain, filled.subarray(at, at + blockBytes)), mask));
  }
  return chain;
}

function shifted(block: Uint8Array, polynomial: number): Uint8Array {
  const doubled = block.map((byte, index) => ((byte << 1) & 0xff) | ((block[index + 1] ?? 0) >> 7));
  const last = block.length - 1;
  return (block[0] ?? 0) < 0x80 ? doubled : doubled.with(last, (doubled[last] ?? 0) ^ polynomial);
}
