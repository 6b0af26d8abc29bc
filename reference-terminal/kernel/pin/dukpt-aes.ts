import assert from 'node:assert/strict';
import { concatBytes } from '../bytes.ts';
import { encipherAes } from './block-ciphers.ts';

/**
 * Derived unique key per transaction with AES keys. A key serial number has 12 bytes: the initial key's identifier (8) and
 * the transaction counter (4).
 *
 * @clause ANSI X9.24-3:2017, 6
 */

/** Key usage indicators of table 2. */
const usageIndicator = {
  'key-encryption': 0x0002,
  'pin-encryption': 0x1000,
  'mac-generation': 0x2000,
  'mac-verification': 0x2001,
  'mac-both': 0x2002,
  'data-encryption': 0x3000,
  'data-decryption': 0x3001,
  'data-both': 0x3002,
  derivation: 0x8000,
  'initial-key': 0x8001,
} as const;

/** A use of a derived key. */
export type AesKeyUsage = keyof typeof usageIndicator;

/** Algorithm indicator by key length in bytes. */
const algorithmIndicator: Readonly<Record<number, number>> = { 16: 2, 24: 3, 32: 4 };
const blockBytes = 16;
const counterBits = 32;

/**
 * The initial key of a device, as long as the base derivation key.
 *
 * @param keys  `initialKeyIdentifier`: the first 8 bytes of a key serial number
 * @clause ANSI X9.24-3:2017, 6.3.1
 */
export function initialAesKey(keys: {
  readonly baseKey: Uint8Array;
  readonly initialKeyIdentifier: Uint8Array;
}): Uint8Array {
  assert(keys.initialKeyIdentifier.length === 8, 'the identifier of an initial key has 8 bytes');
  return derived(keys.baseKey, {
    usage: 'initial-key',
    lengthBytes: keys.baseKey.length,
    context: keys.initialKeyIdentifier,
  });
}

/**
 * The key of one transaction: one step for every bit that is set in the counter, the highest first.
 *
 * @clause ANSI X9.24-3:2017, 6.3.2
 */
export function aesTransactionKey(keys: {
  readonly initialKey: Uint8Array;
  readonly keySerialNumber: Uint8Array;
}): Uint8Array {
  const { identifier, counter } = partsOf(keys.keySerialNumber);
  let working = 0;
  let key = keys.initialKey;
  for (let bit = counterBits - 1; bit >= 0; bit -= 1) {
    const mask = (1 << bit) >>> 0;
    if ((counter & mask) === 0) continue;
    working = (working | mask) >>> 0;
    key = derived(key, { usage: 'derivation', lengthBytes: key.length, context: contextOf(identifier, working) });
  }
  return key;
}

/**
 * A key for one use, of 16, 24 or 32 bytes; never longer than the transaction's key.
 *
 * @clause ANSI X9.24-3:2017, 6.3.3
 */
export function aesWorkingKey(
  transactionKey: Uint8Array,
  keys: { readonly usage: AesKeyUsage; readonly lengthBytes: number; readonly keySerialNumber: Uint8Array },
): Uint8Array {
  assert(keys.lengthBytes <= transactionKey.length, 'a key is not derived from a weaker one');
  const { identifier, counter } = partsOf(keys.keySerialNumber);
  return derived(transactionKey, { ...keys, context: contextOf(identifier, counter) });
}

/**
 * The key under which a device whose keys are used up is given its next initial key.
 *
 * @clause ANSI X9.24-3:2017, 6.3.5 (key encryption key of the transaction that has counter FFFFFFFF)
 */
export function updateAesKey(keys: {
  readonly initialKey: Uint8Array;
  readonly initialKeyIdentifier: Uint8Array;
}): Uint8Array {
  const keySerialNumber = concatBytes([keys.initialKeyIdentifier, fourBytes(0xffff_ffff)]);
  const key = aesTransactionKey({ initialKey: keys.initialKey, keySerialNumber });
  return aesWorkingKey(key, { usage: 'key-encryption', lengthBytes: key.length, keySerialNumber });
}

/**
 * The serial number of the next transaction. Counters with more than sixteen bits set are passed over; undefined when the
 * device's keys are used up.
 *
 * @clause ANSI X9.24-3:2017, 6.3.4
 */
export function nextAesSerialNumber(keySerialNumber: Uint8Array): Uint8Array | undefined {
  const { identifier, counter } = partsOf(keySerialNumber);
  let next = BigInt(counter) + 1n;
  while (bitCount(next) > 16) next += next & -next;
  if (next > 0xffff_ffffn) return undefined;
  return concatBytes([identifier, fourBytes(Number(next))]);
}

function derived(
  key: Uint8Array,
  terms: { readonly usage: AesKeyUsage; readonly lengthBytes: number; readonly context: Uint8Array },
): Uint8Array {
  const algorithm = algorithmIndicator[terms.lengthBytes];
  assert(algorithm !== undefined, 'an AES key has 16, 24 or 32 bytes');
  const blockCount = Math.ceil(terms.lengthBytes / blockBytes);
  const blocks = Array.from({ length: blockCount }, (_, index) =>
    concatBytes([
      Uint8Array.of(0x01, index + 1),
      twoBytes(usageIndicator[terms.usage]),
      twoBytes(algorithm),
      twoBytes(terms.lengthBytes * 8),
      terms.context,
    ]),
  );
  return encipherAes(key, concatBytes(blocks)).slice(0, terms.lengthBytes);
}

/** The last four bytes of the identifier and the counter. */
function contextOf(identifier: Uint8Array, counter: number): Uint8Array {
  return concatBytes([identifier.subarray(4), fourBytes(counter)]);
}

function partsOf(keySerialNumber: Uint8Array): { readonly identifier: Uint8Array; readonly counter: number } {
  assert(keySerialNumber.length === 12, 'a key serial number of AES has 12 bytes');
  const counter = keySerialNumber.subarray(8).reduce((sum, byte) => sum * 256 + byte, 0);
  return { identifier: keySerialNumber.slice(0, 8), counter };
}

function bitCount(value: bigint): number {
  return value.toString(2).replaceAll('0', '').length;
}

function twoBytes(value: number): Uint8Array {
  return Uint8Array.of(value >> 8, value & 0xff);
}

function fourBytes(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);
}
