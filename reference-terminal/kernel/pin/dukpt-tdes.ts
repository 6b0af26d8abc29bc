import assert from 'node:assert/strict';
import { byteAt, concatBytes } from '../bytes.ts';
import { encipherDes, encipherTdes } from './block-ciphers.ts';
import { combined } from './pin-blocks.ts';

/**
 * Derived unique key per transaction with double length TDES keys. A key serial number has 10 bytes; its lowest 21 bits
 * count the transactions.
 *
 * @clause ANSI X9.24-1:2009, Annex A
 */

const serialBytes = 10;
const counterBits = 21;
const counterMaskInByte7 = 0x1f;
/** The key's second face in every derivation. */
const derivationMask = Uint8Array.of(0xc0, 0xc0, 0xc0, 0xc0, 0, 0, 0, 0, 0xc0, 0xc0, 0xc0, 0xc0, 0, 0, 0, 0);

/** What a key is used for, and the byte of each half in which that variant differs. */
const variantByte = {
  'pin-encryption': 7,
  'mac-request': 6,
  'mac-response': 4,
  'data-request': 5,
  'data-response': 3,
} as const;

/** A use of a transaction's key. */
export type TdesKeyUsage = keyof typeof variantByte;

/**
 * The initial key of a device.
 *
 * @param keys  base derivation key, 16 bytes; key serial number, 10 bytes: its counter is passed over
 * @clause ANSI X9.24-1:2009, A.6
 */
export function initialTdesKey(keys: {
  readonly baseKey: Uint8Array;
  readonly keySerialNumber: Uint8Array;
}): Uint8Array {
  const block = withoutCounter(keys.keySerialNumber).subarray(0, 8);
  return concatBytes([encipherTdes(keys.baseKey, block), encipherTdes(combined(keys.baseKey, derivationMask), block)]);
}

/**
 * The key of one transaction.
 *
 * @clause ANSI X9.24-1:2009, A.2 and A.3: one step for every bit that is set in the counter, the highest first
 */
export function tdesTransactionKey(keys: {
  readonly initialKey: Uint8Array;
  readonly keySerialNumber: Uint8Array;
}): Uint8Array {
  const register = withoutCounter(keys.keySerialNumber).slice(2);
  const counter = counterOf(keys.keySerialNumber);
  let key = keys.initialKey;
  for (let bit = counterBits - 1; bit >= 0; bit -= 1) {
    if ((counter & (1 << bit)) === 0) continue;
    const at = 7 - (bit >> 3);
    register[at] = byteAt(register, at) | (1 << (bit & 7));
    key = nextKey(key, register);
  }
  return key;
}

/**
 * The variant of a transaction's key for one use.
 *
 * @clause ANSI X9.24-1:2009, A.4.1 table A-1; data keys go through one more encipherment
 */
export function tdesWorkingKey(transactionKey: Uint8Array, usage: TdesKeyUsage): Uint8Array {
  const mask = new Uint8Array(16);
  mask[variantByte[usage]] = 0xff;
  mask[variantByte[usage] + 8] = 0xff;
  const variant = combined(transactionKey, mask);
  return usage.startsWith('data') ? encipherTdes(variant, variant) : variant;
}

/**
 * The serial number of the next transaction. Counters with more than ten bits set are passed over; undefined when the
 * device's keys are used up.
 *
 * @clause ANSI X9.24-1:2009, A.3
 */
export function nextTdesSerialNumber(keySerialNumber: Uint8Array): Uint8Array | undefined {
  let counter = counterOf(keySerialNumber) + 1;
  while (bitCount(counter) > 10) counter += counter & -counter;
  if (counter >= 1 << counterBits) return undefined;
  const next = withoutCounter(keySerialNumber);
  next[7] = byteAt(next, 7) | (counter >> 16);
  next[8] = (counter >> 8) & 0xff;
  next[9] = counter & 0xff;
  return next;
}

/** The non-reversible step: two halves, each from the register through the key in one of its two faces. */
function nextKey(key: Uint8Array, register: Uint8Array): Uint8Array {
  const half = (face: Uint8Array): Uint8Array => {
    const left = face.subarray(0, 8);
    const right = face.subarray(8);
    return combined(encipherDes(left, combined(register, right)), right);
  };
  return concatBytes([half(combined(key, derivationMask)), half(key)]);
}

function counterOf(keySerialNumber: Uint8Array): number {
  assert(keySerialNumber.length === serialBytes, 'a key serial number of TDES has 10 bytes');
  return (
    ((byteAt(keySerialNumber, 7) & counterMaskInByte7) << 16) |
    (byteAt(keySerialNumber, 8) << 8) |
    byteAt(keySerialNumber, 9)
  );
}

function withoutCounter(keySerialNumber: Uint8Array): Uint8Array {
  assert(keySerialNumber.length === serialBytes, 'a key serial number of TDES has 10 bytes');
  const bare = Uint8Array.from(keySerialNumber);
  bare[7] = byteAt(bare, 7) & ~counterMaskInByte7;
  bare.fill(0, 8);
  return bare;
}

function bitCount(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
