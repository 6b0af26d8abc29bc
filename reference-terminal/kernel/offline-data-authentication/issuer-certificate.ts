import { byteAt, concatBytes, toHex } from '../bytes.ts';
import { hasHash, isUsableKey, openFrame } from './recovery.ts';
import type { PublicKey } from './recovery.ts';

/** A public key out of a certificate, or which check failed. */
export type CertifiedKey =
  | { readonly kind: 'certified'; readonly key: PublicKey }
  | { readonly kind: 'refused'; readonly reason: CertificateProblem };

/** The checks of a certificate, by what they found. */
export type CertificateProblem =
  | 'not-recoverable'
  | 'wrong-frame'
  | 'wrong-hash'
  | 'wrong-identifier'
  | 'expired'
  | 'revoked'
  | 'unknown-algorithm'
  | 'wrong-key-length';

const issuerCertificateFormat = 0x02;
const sha1Algorithm = 0x01;
const rsaAlgorithm = 0x01;
const contentBytesBeforeKey = 14;

/**
 * Reads the issuer's public key from a recovered issuer certificate.
 *
 * Layout of the content: format, issuer identifier (4), expiry MMYY (2), serial number (3), hash algorithm, key
 * algorithm, key length, exponent length, leftmost part of the key.
 *
 * @param facts  remainder (92, may be empty) and exponent (9F32) of the key; the PAN's digits; `today` as YYMMDD;
 *   `revokedSerials` of the authority that signed it, as upper-case hexadecimal text
 * @clause EMV 4.4 Book 2, 5.3 steps 2 to 12
 */
export function readIssuerCertificate(
  recovered: Uint8Array,
  facts: {
    readonly remainder: Uint8Array;
    readonly exponent: Uint8Array;
    readonly panDigits: string;
    readonly today: string;
    readonly revokedSerials?: ReadonlySet<string>;
  },
): CertifiedKey {
  const frame = openFrame(recovered, issuerCertificateFormat);
  if (frame === undefined || frame.content.length < contentBytesBeforeKey)
    return { kind: 'refused', reason: 'wrong-frame' };
  if (!hasHash(frame, [facts.remainder, facts.exponent])) return { kind: 'refused', reason: 'wrong-hash' };
  const { content } = frame;
  if (!isLeadingPartOfPan(toHex(content.subarray(1, 5)), facts.panDigits)) {
    return { kind: 'refused', reason: 'wrong-identifier' };
  }
  if (isPastMonth(toHex(content.subarray(5, 7)), facts.today)) return { kind: 'refused', reason: 'expired' };
  if (facts.revokedSerials?.has(toHex(content.subarray(7, 10))) === true) return { kind: 'refused', reason: 'revoked' };
  return certifiedKey({
    algorithms: content.subarray(10, 12),
    lengths: content.subarray(12, 14),
    leftPart: content.subarray(14),
    remainder: facts.remainder,
    exponent: facts.exponent,
  });
}

/**
 * Puts a key together from a certificate's left part and the remainder.
 *
 * @param parts  `lengths` are the key's and the exponent's length as the certificate states them
 * @clause EMV 4.4 Book 2, 5.3 steps 11 and 12, 6.4 steps 9 and 10
 */
export function certifiedKey(parts: {
  readonly algorithms: Uint8Array;
  readonly lengths: Uint8Array;
  readonly leftPart: Uint8Array;
  readonly remainder: Uint8Array;
  readonly exponent: Uint8Array;
}): CertifiedKey {
  if (byteAt(parts.algorithms, 0) !== sha1Algorithm || byteAt(parts.algorithms, 1) !== rsaAlgorithm) {
    return { kind: 'refused', reason: 'unknown-algorithm' };
  }
  const keyBytes = byteAt(parts.lengths, 0);
  const remainderBytes = Math.max(0, keyBytes - parts.leftPart.length);
  if (parts.remainder.length !== remainderBytes || parts.exponent.length !== byteAt(parts.lengths, 1)) {
    return { kind: 'refused', reason: 'wrong-key-length' };
  }
  const key: PublicKey = {
    modulus: concatBytes([parts.leftPart.subarray(0, keyBytes), parts.remainder]),
    exponent: parts.exponent,
  };
  return isUsableKey(key) ? { kind: 'certified', key } : { kind: 'refused', reason: 'wrong-key-length' };
}

/**
 * Whether a month MMYY lies wholly before `today` (YYMMDD). A month that is none has passed.
 *
 * @clause EMV 4.4 Book 2, 5.3 step 9: a certificate is good up to the last day of its month.
 */
export function isPastMonth(monthAndYear: string, today: string): boolean {
  if (!/^(?:0[1-9]|1[0-2])[0-9]{2}$/.test(monthAndYear)) return true;
  const expiry = monthCount(monthAndYear.slice(2), monthAndYear.slice(0, 2));
  return monthCount(today.slice(0, 2), today.slice(2, 4)) > expiry;
}

function monthCount(yearOfCentury: string, month: string): number {
  const year = Number(yearOfCentury);
  return (year + (year < 50 ? 2000 : 1900)) * 12 + Number(month);
}

/** Three to eight digits, padded with F on the right. */
function isLeadingPartOfPan(identifier: string, panDigits: string): boolean {
  const digits = identifier.replace(/F+$/, '');
  return /^[0-9]{3,8}$/.test(digits) && panDigits.startsWith(digits);
}
