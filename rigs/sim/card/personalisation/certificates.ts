import assert from 'node:assert/strict';
import type { KeyObject } from 'node:crypto';
import { concat, fromHex } from '../bytes.ts';
import { modulusLength, padded, signWithRecovery } from '../cryptography/signature.ts';
import type { Spoiling } from '../cryptography/signature.ts';

/** A public key as a certificate holds it. */
export interface PublicKeyPart {
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
}

/** A certificate, and what of the key did not fit into it. */
export interface Certificate {
  /** As long as the signer's modulus. */
  readonly certificate: Uint8Array;
  /** Rightmost bytes of the certified modulus; empty when all of it fitted. */
  readonly remainder: Uint8Array;
}

interface CertificateContent {
  readonly signer: KeyObject;
  /** Format, identity, expiry date and serial number. */
  readonly head: Uint8Array;
  readonly subject: PublicKeyPart;
  /** Hashed behind the exponent. */
  readonly authenticated: Uint8Array;
  readonly spoil?: Spoiling | undefined;
}

/**
 * Issuer public key certificate (tag 90).
 *
 * @clause EMV 4.4 Book 2, 5.1, table 2
 */
export function certifyIssuer(options: {
  readonly signer: KeyObject;
  readonly subject: PublicKeyPart;
  /** Leftmost 3 to 8 digits of the PAN. */
  readonly issuerIdentifier: string;
  readonly expiryMmyy: string;
  /** 3 bytes. */
  readonly serialHex: string;
  readonly spoil?: Spoiling | undefined;
}): Certificate {
  const identifier = options.issuerIdentifier.padEnd(8, 'F');
  assert(identifier.length === 8, 'an issuer identifier has at most 8 digits');
  const head = fromHex(`02${identifier}${options.expiryMmyy}${options.serialHex}`);
  return certify({ ...options, head, authenticated: new Uint8Array() });
}

/**
 * ICC public key certificate (tag 9F46).
 *
 * @clause EMV 4.4 Book 2, 6.1, table 9
 */
export function certifyIcc(options: {
  readonly signer: KeyObject;
  readonly subject: PublicKeyPart;
  readonly pan: string;
  readonly expiryMmyy: string;
  /** 3 bytes. */
  readonly serialHex: string;
  /** Records that the AFL counts in, and the values of the static data authentication tag list. */
  readonly staticData: Uint8Array;
  readonly spoil?: Spoiling | undefined;
}): Certificate {
  const head = fromHex(`04${options.pan.padEnd(20, 'F')}${options.expiryMmyy}${options.serialHex}`);
  return certify({ ...options, head, authenticated: options.staticData });
}

function certify({ signer, head, subject, authenticated, spoil }: CertificateContent): Certificate {
  // 01 01: SHA-1 and RSA, the only algorithms that the books' RSA part knows.
  const fixed = concat(head, Uint8Array.of(0x01, 0x01, subject.modulus.length, subject.exponent.length));
  const roomLength = modulusLength(signer) - 22 - fixed.length;
  const recoverable = concat(fixed, padded(subject.modulus.slice(0, roomLength), roomLength));
  const remainder = subject.modulus.slice(roomLength);
  const beside = concat(remainder, subject.exponent, authenticated);
  return { certificate: signWithRecovery({ key: signer, recoverable, beside, spoil }), remainder };
}
