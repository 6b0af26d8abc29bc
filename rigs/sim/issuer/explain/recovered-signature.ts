import { createHash } from 'node:crypto';
import { joinBytes, toHex } from '../bytes.ts';

/** An RSA public key. */
export interface RsaKey {
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
}

/** A signature that opened: what lay in it, and whether it was made over these data. */
export interface RecoveredSignature {
  /** The whole block, header and trailer included. */
  readonly data: Uint8Array;
  /** @param rest  what was signed but does not fit into the signature */
  isHashOver(rest: Uint8Array): boolean;
}

/** The two exponents that EMV knows. */
export const exponents: readonly Uint8Array[] = [Uint8Array.of(3), Uint8Array.of(1, 0, 1)];

/**
 * Opens a signature with message recovery.
 *
 * @param format  second byte: 02 issuer certificate, 03 static data, 04 card certificate, 05 dynamic data
 * @returns undefined when header, trailer, format or length are not as they must be
 * @clause EMV 4.4 Book 2, Annex A2.1
 */
export function recoverSigned(signature: Uint8Array, key: RsaKey, format: number): RecoveredSignature | undefined {
  const { length } = key.modulus;
  if (signature.length !== length || length < 36 || key.exponent.length === 0) return undefined;
  const data = power(signature, key);
  if (data[0] !== 0x6a || data[1] !== format || data[length - 1] !== 0xbc) return undefined;
  const hash = toHex(data.slice(-21, -1));
  return { data, isHashOver: (rest) => toHex(hashOf(joinBytes([data.slice(1, -21), rest]))) === hash };
}

/** SHA-1, the one hash that EMV's RSA signatures know. */
export function hashOf(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(createHash('sha1').update(bytes).digest());
}

function power(base: Uint8Array, key: RsaKey): Uint8Array {
  const modulus = integerOf(key.modulus);
  if (modulus === 0n) return new Uint8Array(base.length);
  let result = 1n;
  let square = integerOf(base) % modulus;
  for (let rest = integerOf(key.exponent); rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return Uint8Array.from(Buffer.from(result.toString(16).padStart(base.length * 2, '0'), 'hex'));
}

function integerOf(bytes: Uint8Array): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`);
}
