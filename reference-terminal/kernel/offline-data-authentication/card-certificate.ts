import { toHex } from '../bytes.ts';
import { certifiedKey, isPastMonth } from './issuer-certificate.ts';
import type { CertifiedKey } from './issuer-certificate.ts';
import { hasHash, openFrame } from './recovery.ts';

const cardCertificateFormat = 0x04;
const contentBytesBeforeKey = 20;

/**
 * Reads the card's public key from a recovered card certificate.
 *
 * Layout of the content: format, PAN padded with F (10), expiry MMYY (2), serial number (3), hash algorithm, key
 * algorithm, key length, exponent length, leftmost part of the key.
 *
 * @param facts  remainder (9F48, may be empty) and exponent (9F47) of the key; the static data that the issuer signed
 *   with it; the PAN's digits; `today` as YYMMDD
 * @clause EMV 4.4 Book 2, 6.4 steps 2 to 10
 */
export function readCardCertificate(
  recovered: Uint8Array,
  facts: {
    readonly remainder: Uint8Array;
    readonly exponent: Uint8Array;
    readonly staticData: Uint8Array;
    readonly panDigits: string;
    readonly today: string;
  },
): CertifiedKey {
  const frame = openFrame(recovered, cardCertificateFormat);
  if (frame === undefined || frame.content.length < contentBytesBeforeKey) {
    return { kind: 'refused', reason: 'wrong-frame' };
  }
  if (!hasHash(frame, [facts.remainder, facts.exponent, facts.staticData])) {
    return { kind: 'refused', reason: 'wrong-hash' };
  }
  const { content } = frame;
  if (toHex(content.subarray(1, 11)) !== facts.panDigits.padEnd(20, 'F')) {
    return { kind: 'refused', reason: 'wrong-identifier' };
  }
  if (isPastMonth(toHex(content.subarray(11, 13)), facts.today)) return { kind: 'refused', reason: 'expired' };
  return certifiedKey({
    algorithms: content.subarray(16, 18),
    lengths: content.subarray(18, 20),
    leftPart: content.subarray(20),
    remainder: facts.remainder,
    exponent: facts.exponent,
  });
}
