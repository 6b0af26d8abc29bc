import { fromHex, join, xor } from './bytes.ts';
import { aes, tripleDes } from './ciphers.ts';

/** What a derived key may be used for. */
export type KeyUsage = 'pin-encryption' | 'mac-request' | 'mac-response' | 'data-request' | 'data-response';

/** Every use, the one for PINs first. */
export const keyUsages: readonly KeyUsage[] = [
  'pin-encryption',
  'mac-request',
  'mac-response',
  'data-request',
  'data-response',
];

const halfMask = fromHex('C0C0C0C000000000C0C0C0C000000000');
const counterBits = 21;

/** Masks of one half of a triple DES key; a data key is enciphered with itself besides. */
const variants: Readonly<Record<KeyUsage, string>> = {
  'pin-encryption': '00000000000000FF',
  'mac-request': '000000000000FF00',
  'mac-response': '00000000FF000000',
  'data-request': '0000000000FF0000',
  'data-response': '000000FF00000000',
};

/**
 * The 16-byte key for one use in one transaction.
 *
 * @param baseKey  16 bytes
 * @param keySerialNumber  10 bytes, the last 21 bits count transactions
 * @clause ANSI X9.24-1:2009, Annex A (derived unique key per transaction, triple DES)
 */
export function tripleDesDukptKey(baseKey: Uint8Array, keySerialNumber: Uint8Array, usage: KeyUsage): Uint8Array {
  const mask = fromHex(variants[usage].repeat(2));
  const variant = xor(transactionKeyOf(baseKey, keySerialNumber), mask);
  return usage.startsWith('data') ? tripleDes.encipher(variant, variant) : variant;
}

function transactionKeyOf(baseKey: Uint8Array, keySerialNumber: Uint8Array): Uint8Array {
  const serial = keySerialNumber.slice(2);
  const counter = tripleDesCounter(keySerialNumber);
  serial.set([(serial[5] ?? 0) & 0xe0, 0, 0], 5);
  const device = keySerialNumber.slice(0, 8);
  device[7] = (device[7] ?? 0) & 0xe0;
  let key = join(tripleDes.encipher(baseKey, device), tripleDes.encipher(xor(baseKey, halfMask), device));
  const register = Uint8Array.from(serial);
  for (let bit = 1 << (counterBits - 1); bit > 0; bit >>= 1) {
    if ((counter & bit) === 0) continue;
    register[5] = (register[5] ?? 0) | ((bit >> 16) & 0x1f);
    register[6] = (register[6] ?? 0) | ((bit >> 8) & 0xff);
    register[7] = (register[7] ?? 0) | (bit & 0xff);
    key = join(halfKey(xor(key, halfMask), register), halfKey(key, register));
  }
  return key;
}

/** The transaction counter of a serial number of 10 bytes. */
export function tripleDesCounter(keySerialNumber: Uint8Array): number {
  return Buffer.from(keySerialNumber).readUIntBE(7, 3) & ((1 << counterBits) - 1);
}

/** The transaction counter of a serial number of 12 bytes. */
export function aesCounter(keySerialNumber: Uint8Array): number {
  return Buffer.from(keySerialNumber).readUInt32BE(8);
}

function halfKey(key: Uint8Array, register: Uint8Array): Uint8Array {
  const [left, right] = [key.subarray(0, 8), key.subarray(8)];
  // Single DES, which the crypto library no longer has: triple DES with equal halves.
  return xor(tripleDes.encipher(join(left, left), xor(register, right)), right);
}

const usageIndicators: Readonly<Record<KeyUsage, number>> = {
  'pin-encryption': 0x1000,
  'mac-request': 0x2000,
  'mac-response': 0x2001,
  'data-request': 0x3000,
  'data-response': 0x3001,
};
const derivationIndicator = 0x8000;
const initialKeyIndicator = 0x8001;

const algorithmIndicators: ReadonlyMap<number, number> = new Map([
  [16, 2],
  [24, 3],
  [32, 4],
]);

/**
 * The AES key for one use in one transaction.
 *
 * @param baseKey  16, 24 or 32 bytes
 * @param terms.keySerialNumber  12 bytes: initial key (8) and transaction counter (4)
 * @param terms.lengthBytes  of the key that is wanted
 * @clause ANSI X9.24-3:2017, section 6.3 (derivation data), 6.5 (derivation of a transaction's keys); table 2: the terminal
 *   generates the request's code (2000) and verifies the answer's (2001)
 */
export function aesDukptKey(
  baseKey: Uint8Array,
  terms: { readonly keySerialNumber: Uint8Array; readonly usage: KeyUsage; readonly lengthBytes: number },
): Uint8Array {
  const { keySerialNumber, usage, lengthBytes } = terms;
  const initialId = keySerialNumber.subarray(0, 8);
  const deviceId = keySerialNumber.subarray(4, 8);
  const counter = aesCounter(keySerialNumber);
  let key = derive(baseKey, { usage: initialKeyIndicator, lengthBytes: baseKey.length, context: initialId });
  let reached = 0;
  for (let bit = 31; bit >= 0; bit -= 1) {
    if (((counter >>> bit) & 1) === 0) continue;
    reached = (reached | (1 << bit)) >>> 0;
    const context = join(deviceId, fourBytes(reached));
    key = derive(key, { usage: derivationIndicator, lengthBytes: key.length, context });
  }
  return derive(key, { usage: usageIndicators[usage], lengthBytes, context: join(deviceId, fourBytes(counter)) });
}

function derive(
  key: Uint8Array,
  wanted: { readonly usage: number; readonly lengthBytes: number; readonly context: Uint8Array },
): Uint8Array {
  const algorithm = algorithmIndicators.get(wanted.lengthBytes) ?? 0;
  const bits = wanted.lengthBytes * 8;
  const blocks = [1, 2].map((block) =>
    join(
      Uint8Array.of(0x01, block, wanted.usage >> 8, wanted.usage & 0xff, 0, algorithm, bits >> 8, bits & 0xff),
      wanted.context,
    ),
  );
  return aes.encipher(key, join(...blocks)).slice(0, wanted.lengthBytes);
}

function fourBytes(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff);
}
