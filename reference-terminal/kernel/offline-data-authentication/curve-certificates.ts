import { createHash } from 'node:crypto';
import { byteAt, sameBytes, toHex } from '../bytes.ts';
import { pointWithX, signatureSuite } from './elliptic-curves.ts';
import type { CurveKey, SignatureSuite } from './elliptic-curves.ts';
import { isSchnorrSignature } from './schnorr-signature.ts';

/** A public key out of a certificate of elliptic curves, or which check failed. */
export type CurveCertified =
  | { readonly kind: 'certified'; readonly key: CurveKey }
  | { readonly kind: 'refused'; readonly reason: CurveCertificateProblem };

/** The checks of a certificate, by what they found. */
export type CurveCertificateProblem =
  | 'wrong-length'
  | 'wrong-format'
  | 'wrong-identifier'
  | 'expired'
  | 'other-authority'
  | 'revoked'
  | 'unknown-algorithm'
  | 'wrong-hash'
  | 'wrong-signature'
  | 'not-on-the-curve';

const formats = { issuer: 0x12, card: 0x14 } as const;
const onlyEncoding = 0x00;
/**
 * What the card's certificate says besides, by whom it is for: how the static data are written that its hash is over, and what
 * its key is for. Behind the contacts that is a signature suite, or the suite of a channel for PINs, in kernel 8 the suite of a
 * channel, on the same curve.
 *
 * @clause EMV 4.4 Book 2, 12.4 table 36, B2.4.2; Book E 5.3, as github.com/Digrol/Denom cites it (IccEccCertificate; facts only)
 */
const cardForms = {
  contact: { hashEncoding: 0x00, suiteOf: signatureSuite },
  pin: { hashEncoding: 0x00, suiteOf: (indicator: number) => signatureSuite(channelSuites.get(indicator)) },
  'kernel-8': {
    hashEncoding: 0x01,
    suiteOf: (indicator: number) => (indicator === 0 ? signatureSuite(0x10) : undefined),
  },
} as const;
/** Suites of channels, by the signature suite on the same curve. */
const channelSuites: ReadonlyMap<number, number> = new Map([
  [0x00, 0x10],
  [0x01, 0x11],
]);
const issuerHeadBytes = 21;
const cardHeadBytes = 17;
const hashAlgorithms: ReadonlyMap<number, { readonly name: string; readonly bytes: number }> = new Map([
  [0x02, { name: 'sha256', bytes: 32 }],
  [0x03, { name: 'sha512', bytes: 64 }],
]);

/**
 * The issuer's public key out of its certificate (tag 90), which stands there in the clear with a signature behind it.
 *
 * Layout: format, encoding, issuer identifier (5), algorithm suite, expiry YYYYMMDD (4), serial number (3), provider (5),
 * index of the authority's key, x of the key, signature.
 *
 * @param facts  the PAN's digits; `today` as YYYYMMDD; provider and index of the authority's key that was found;
 *   serial numbers that the authority took back, as upper-case hexadecimal text
 * @clause EMV 4.4 Book 2, 12.3 steps 1 to 12
 */
export function readIssuerCurveCertificate(
  certificate: Uint8Array,
  authority: CurveKey,
  facts: {
    readonly panDigits: string;
    readonly today: string;
    readonly authorityNameHex: string;
    readonly revokedSerials: ReadonlySet<string>;
  },
): CurveCertified {
  if (certificate.length < issuerHeadBytes) return refused('wrong-length');
  if (byteAt(certificate, 0) !== formats.issuer || byteAt(certificate, 1) !== onlyEncoding)
    return refused('wrong-format');
  if (!isLeadingPartOfPan(textAt(certificate, 2, 7), facts.panDigits)) return refused('wrong-identifier');
  const expiry = textAt(certificate, 8, 12);
  if (!isDecimal(expiry) || expiry < facts.today) return refused('expired');
  if (textAt(certificate, 15, 21) !== facts.authorityNameHex) return refused('other-authority');
  if (facts.revokedSerials.has(textAt(certificate, 12, 15))) return refused('revoked');
  return certified(certificate, authority, {
    suite: signatureSuite(byteAt(certificate, 7)),
    headBytes: issuerHeadBytes,
  });
}

/**
 * The card's public key out of its certificate (tag 9F46), which vouches for the static data as well.
 *
 * Layout: format, encoding, algorithm suite, expiry YYYYMMDD HHMM (6), serial number (6), encoding and algorithm of the
 * hash, hash of the static data, x of the key, signature.
 *
 * @param facts  `now` as YYYYMMDDHHMM, in UTC as the certificate has it; `form` contact when not said
 * @clause EMV 4.4 Book 2, 12.4 steps 1 to 11
 */
export function readCardCurveCertificate(
  certificate: Uint8Array,
  issuer: CurveKey,
  facts: { readonly staticData: Uint8Array; readonly now: string; readonly form?: keyof typeof cardForms },
): CurveCertified {
  const { hashEncoding, suiteOf } = cardForms[facts.form ?? 'contact'];
  if (certificate.length < cardHeadBytes) return refused('wrong-length');
  if (byteAt(certificate, 0) !== formats.card || byteAt(certificate, 1) !== onlyEncoding)
    return refused('wrong-format');
  const expiry = textAt(certificate, 3, 9);
  if (!isDecimal(expiry) || expiry <= facts.now) return refused('expired');
  const algorithm = hashAlgorithms.get(byteAt(certificate, 16));
  if (byteAt(certificate, 15) !== hashEncoding || algorithm === undefined) return refused('unknown-algorithm');
  const headBytes = cardHeadBytes + algorithm.bytes;
  const read = certified(certificate, issuer, { suite: suiteOf(byteAt(certificate, 2)), headBytes });
  if (read.kind === 'refused' && read.reason !== 'wrong-signature') return read;
  const digest = Uint8Array.from(createHash(algorithm.name).update(facts.staticData).digest());
  return sameBytes(digest, certificate.slice(cardHeadBytes, headBytes)) ? read : refused('wrong-hash');
}

/** What both kinds have behind their heads: suite, length, key, and the signature over all before it. */
function certified(
  certificate: Uint8Array,
  signer: CurveKey,
  layout: { readonly suite: SignatureSuite | undefined; readonly headBytes: number },
): CurveCertified {
  const { suite } = layout;
  if (suite === undefined) return refused('unknown-algorithm');
  const keyEnd = layout.headBytes + suite.fieldBytes;
  const signatureBytes = signer.suite.hashBytes + signer.suite.fieldBytes;
  if (certificate.length !== keyEnd + signatureBytes) return refused('wrong-length');
  if (!isSchnorrSignature(signer, certificate.slice(0, keyEnd), certificate.slice(keyEnd))) {
    return refused('wrong-signature');
  }
  const point = pointWithX(suite, certificate.slice(layout.headBytes, keyEnd));
  return point === undefined ? refused('not-on-the-curve') : { kind: 'certified', key: { suite, point } };
}

/** Three to ten digits, padded with F on the right. */
function isLeadingPartOfPan(identifier: string, panDigits: string): boolean {
  const digits = identifier.replace(/F+$/u, '');
  return /^[0-9]{3,10}$/u.test(digits) && panDigits.startsWith(digits);
}

const refused = (reason: CurveCertificateProblem): CurveCertified => ({ kind: 'refused', reason });
const textAt = (bytes: Uint8Array, from: number, to: number): string => toHex(bytes.subarray(from, to));
const isDecimal = (text: string): boolean => /^[0-9]+$/u.test(text);
