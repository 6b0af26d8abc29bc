import { constants, createHash, createPublicKey, publicEncrypt } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { byteAt, concatBytes, sameBytes, toUnsigned } from '../bytes.ts';

/** An RSA public key. */
export interface PublicKey {
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
}

/** Bytes recovered from a signature, as long as the key's modulus, or undefined when the key can't have made it. */
export type Recovered = Uint8Array | undefined;

/** Shortest and longest modulus: what the primitive can do, and what the book allows. */
const modulusBytesMin = 64;
const modulusBytesMax = 248;
const lawfulExponents: ReadonlySet<number> = new Set([3, 65_537]);

/**
 * The recovery function of the RSA signature scheme: raw public exponentiation. It refuses what the primitive could
 * choke on (signature not as long as the modulus or not below it, even modulus, unlawful exponent), so that card
 * data can't throw.
 *
 * @clause EMV 4.4 Book 2, A2.1.2 and B2.1 (exponents 3 and 65537, modulus up to 248 bytes)
 */
export function recover(signature: Uint8Array, key: PublicKey): Recovered {
  if (!isUsableKey(key) || signature.length !== key.modulus.length) return undefined;
  if (Buffer.compare(signature, key.modulus) >= 0) return undefined;
  return Uint8Array.from(publicEncrypt({ key: imported(key), padding: constants.RSA_NO_PADDING }, signature));
}

/** Keys in the library's form. Those of authorities are the same objects with every card; others go with their transaction. */
const importedKeys = new WeakMap<PublicKey, KeyObject>();

function imported(key: PublicKey): KeyObject {
  const known = importedKeys.get(key);
  if (known !== undefined) return known;
  const made = createPublicKey({
    key: { kty: 'RSA', n: base64Url(key.modulus), e: base64Url(key.exponent) },
    format: 'jwk',
  });
  importedKeys.set(key, made);
  return made;
}

/** Whether a key can be one of an issuer or a card at all. */
export function isUsableKey({ modulus, exponent }: PublicKey): boolean {
  if (modulus.length < modulusBytesMin || modulus.length > modulusBytesMax) return false;
  if (byteAt(modulus, 0) === 0 || (byteAt(modulus, modulus.length - 1) & 1) === 0) return false;
  return exponent.length >= 1 && exponent.length <= 3 && lawfulExponents.has(toUnsigned(exponent));
}

/** What every recovered block says about itself. */
export interface RecoveredFrame {
  /** From the format byte to the last byte before the hash: what is hashed first. */
  readonly content: Uint8Array;
  readonly hash: Uint8Array;
}

const headerByte = 0x6a;
const trailerByte = 0xbc;
const hashBytes = 20;

/**
 * Header, format and trailer of a recovered block; undefined when one of them is wrong.
 *
 * @clause EMV 4.4 Book 2, 5.3 steps 2 to 4, 6.4 steps 2 to 4, 6.6.2 steps 2 to 4
 */
export function openFrame(recovered: Uint8Array, format: number): RecoveredFrame | undefined {
  const hashStart = recovered.length - 1 - hashBytes;
  if (hashStart < 2) return undefined;
  const isFramed =
    byteAt(recovered, 0) === headerByte &&
    byteAt(recovered, recovered.length - 1) === trailerByte &&
    byteAt(recovered, 1) === format;
  if (!isFramed) return undefined;
  return { content: recovered.slice(1, hashStart), hash: recovered.slice(hashStart, -1) };
}

/** Whether the frame's hash is SHA-1 over its content and what follows. */
export function hasHash(frame: RecoveredFrame, following: readonly Uint8Array[]): boolean {
  const digest = createHash('sha1')
    .update(concatBytes([frame.content, ...following]))
    .digest();
  return sameBytes(digest, frame.hash);
}

function base64Url(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}
