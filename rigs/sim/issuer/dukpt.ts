import { aesEncipherBlock } from './aes.ts';
import { exclusiveOr, fromHex, joinBytes } from './bytes.ts';
import { encipherBlock } from './triple-des.ts';

const halfMask = fromHex('C0C0C0C000000000C0C0C0C000000000');
const pinMask = fromHex('00000000000000FF00000000000000FF');
const counterBits = 21;

/**
 * The 16-byte key for the PIN of one transaction.
 *
 * @param baseKey  16 bytes
 * @param keySerialNumber  10 bytes, the last 21 bits count transactions
 * @clause ANSI X9.24-1:2009, Annex A (derived unique key per transaction, triple DES)
 */
export function tripleDesDukptPinKey(baseKey: Uint8Array, keySerialNumber: Uint8Array): Uint8Array {
  const serial = keySerialNumber.slice(2);
  const counter = (((serial[5] ?? 0) & 0x1f) << 16) | ((serial[6] ?? 0) << 8) | (serial[7] ?? 0);
  serial.set([(serial[5] ?? 0) & 0xe0, 0, 0], 5);
  const device = keySerialNumber.slice(0, 8);
  device[7] = (device[7] ?? 0) & 0xe0;
  let key = joinBytes([encipherBlock(baseKey, device), encipherBlock(exclusiveOr(baseKey, halfMask), device)]);
  const register = Uint8Array.from(serial);
  for (let bit = 1 << (counterBits - 1); bit > 0; bit >>= 1) {
    if ((counter & bit) === 0) continue;
    register[5] = (register[5] ?? 0) | ((bit >> 16) & 0x1f);
    register[6] = (register[6] ?? 0) | ((bit >> 8) & 0xff);
    register[7] = (register[7] ?? 0) | (bit & 0xff);
    key = joinBytes([halfKey(exclusiveOr(key, halfMask), register), halfKey(key, register)]);
  }
  return exclusiveOr(key, pinMask);
}

function halfKey(key: Uint8Array, register: Uint8Array): Uint8Array {
  const [left, right] = [key.subarray(0, 8), key.subarray(8)];
  // Single DES, which the crypto library no longer has: triple DES with equal halves.
  return exclusiveOr(encipherBlock(joinBytes([left, left]), exclusiveOr(register, right)), right);
}

const algorithmIndicators: ReadonlyMap<number, number> = new Map([
  [16, 2],
  [24, 3],
  [32, 4],
]);

/**
 * The key for the PIN of one transaction: for AES as long as the base key, for triple DES 16 bytes.
 *
 * @param keySerialNumber  12 bytes: initial key (8) and transaction counter (4)
 * @clause ANSI X9.24-3:2017, section 6.3 (derivation data), 6.5 (derivation of a transaction's keys)
 */
export function aesDukptPinKey(
  baseKey: Uint8Array,
  keySerialNumber: Uint8Array,
  purpose: 'aes' | 'triple-des',
): Uint8Array {
  const initialId = keySerialNumber.subarray(0, 8);
  const deviceId = keySerialNumber.subarray(4, 8);
  const counter = Buffer.from(keySerialNumber).readUInt32BE(8);
  let key = derive(baseKey, { usage: 0x8001, lengthBytes: baseKey.length, context: initialId });
  let reached = 0;
  for (let bit = 31; bit >= 0; bit -= 1) {
    if (((counter >>> bit) & 1) === 0) continue;
    reached = (reached | (1 << bit)) >>> 0;
    key = derive(key, { usage: 0x8000, lengthBytes: key.length, context: joinBytes([deviceId, fourBytes(reached)]) });
  }
  const context = joinBytes([deviceId, fourBytes(counter)]);
  return purpose === 'aes'
    ? derive(key, { usage: 0x1000, lengthBytes: key.length, context })
    : derive(key, { usage: 0x1000, lengthBytes: 16, algorithm: 0, context });
}

function derive(
  key: Uint8Array,
  wanted: {
    readonly usage: number;
    readonly lengthBytes: number;
    readonly algorithm?: number;
    readonly context: Uint8Array;
  },
): Uint8Array {
  const algorithm = wanted.algorithm ?? algorithmIndicators.get(wanted.lengthBytes) ?? 0;
  const bits = wanted.lengthBytes * 8;
  const blocks = [1, 2].map((block) =>
    joinBytes([
      Uint8Array.of(0x01, block, wanted.usage >> 8, wanted.usage & 0xff, 0, algorithm, bits >> 8, bits & 0xff),
      wanted.context,
    ]),
  );
  return aesEncipherBlock(key, joinBytes(blocks)).slice(0, wanted.lengthBytes);
}

function fourBytes(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff);
}
