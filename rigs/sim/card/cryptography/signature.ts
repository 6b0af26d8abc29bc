import assert from 'node:assert/strict';
import { constants, createHash, createPublicKey, privateDecrypt, privateEncrypt } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { concat } from '../bytes.ts';
import { rememberedOr } from './signature-memory.ts';

/** SHA-1, 20 bytes: the one hash algorithm of EMV's RSA signatures (indicator 01). */
export function sha1(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(
    createHash('sha1')
      .update(concat(...parts))
      .digest(),
  );
}

/** Length of an RSA key's modulus in bytes. */
export function modulusLength(key: KeyObject): number {
  const bits = key.asymmetricKeyDetails?.modulusLength;
  assert(bits !== undefined && bits % 8 === 0, 'an RSA key with a modulus of whole bytes');
  return bits / 8;
}

/** What a signature with message recovery carries inside and leaves outside. */
export interface SignedMessage {
  readonly key: KeyObject;
  /** Recovered by whoever verifies: exactly 22 bytes shorter than the modulus. */
  readonly recoverable: Uint8Array;
  /** Hashed as well, but sent beside the signature. */
  readonly beside: Uint8Array;
  readonly spoil?: Spoiling | undefined;
}

/** What a lying card does to a signature before it is enciphered. Keeps all lengths. */
export interface Spoiling {
  /** To what is recovered, before it is hashed: a sound signature over wrong content. */
  readonly content?: (recoverable: Uint8Array) => Uint8Array;
  /** To the whole block with header, hash and trailer. */
  readonly frame?: (block: Uint8Array) => Uint8Array;
}

/**
 * Signature that gives message recovery, as long as the modulus: header 6A, the recoverable part, the hash over both
 * parts, trailer BC, and the plain RSA private operation over that. The same message gives the same signature.
 *
 * @clause EMV 4.4 Book 2, Annex A2.1
 */
export function signWithRecovery({ key, recoverable, beside, spoil }: SignedMessage): Uint8Array {
  assert(recoverable.length === modulusLength(key) - 22, 'the recoverable part fills the modulus');
  const content = spoil?.content?.(recoverable) ?? recoverable;
  const block = concat(Uint8Array.of(0x6a), content, sha1(content, beside), Uint8Array.of(0xbc));
  const framed = spoil?.frame?.(block) ?? block;
  return rememberedOr(key, framed, () =>
    Uint8Array.from(privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, framed)),
  );
}

/** Plain RSA private operation backwards: what somebody enciphered for this key. Undefined when it cannot be. */
export function decipher(key: KeyObject, enciphered: Uint8Array): Uint8Array | undefined {
  if (enciphered.length !== modulusLength(key)) return undefined;
  const { n = '' } = createPublicKey(key).export({ format: 'jwk' });
  // A number that is not below the modulus was never enciphered for it.
  if (Buffer.compare(enciphered, Buffer.from(n, 'base64url')) >= 0) return undefined;
  return Uint8Array.from(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, enciphered));
}

/**
 * `bytes` filled up with BB to `length`: what the books pad every recoverable part with.
 */
export function padded(bytes: Uint8Array, length: number): Uint8Array {
  assert(bytes.length <= length, 'the content fits before its padding');
  return concat(bytes, new Uint8Array(length - bytes.length).fill(0xbb));
}
