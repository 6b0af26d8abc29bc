import type { TerminalConfiguration } from '../../configuration.ts';
import { concatBytes, toHex } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import { encodeTlv } from '../tlv.ts';
import { findAuthorityCurveKey } from './authority-curve-key.ts';
import { readCardCurveCertificate, readIssuerCurveCertificate } from './curve-certificates.ts';
import type { CurveKey } from './elliptic-curves.ts';
import { revokedSerialsOf } from './revocation.ts';
import { isSchnorrSignature } from './schnorr-signature.ts';

/** What a terminal trusts of elliptic curves, and what it trusts no longer. A whole configuration is one. */
export type CurveAnchors = Pick<
  TerminalConfiguration,
  'certificationAuthorityCurveKeys' | 'revokedIssuerCertificates' | 'environment'
>;

/**
 * The card's key, or which of the three ways of failing it was: the authority's key is not there (its bit is raised before
 * the first cryptogram), or a certificate did not hold (its bit is raised after the command for it).
 */
export type CurveChainKey =
  | { readonly kind: 'recovered'; readonly key: CurveKey }
  | { readonly kind: 'authority-missing'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

type CardData = Pick<DataObjects, 'get'>;

const signedDataFormat = 0x15;

/** Where the certificate of a key of the card is, and what form it has. */
const certificates = {
  signature: { tag: '9F46', form: 'contact' },
  pin: { tag: '9F2D', form: 'pin' },
} as const;

/**
 * From the authority's key to the card's, for extended data authentication, or to its key for PINs.
 *
 * @param terms.signedRecords  undefined when a record that should be signed was no template 70
 * @clause EMV 4.4 Book 2, 12.2 to 12.4, 13.1; Book 4, 6.3.2.2.1 and 6.3.2.2.2
 */
export function recoverCurveChain(
  data: CardData,
  anchors: CurveAnchors,
  terms: {
    readonly ridHex: string;
    readonly signedRecords: Uint8Array | undefined;
    readonly certificate?: keyof typeof certificates;
  },
): CurveChainKey {
  const { tag, form } = certificates[terms.certificate ?? 'signature'];
  const issuer = recoverIssuerCurveKey(data, anchors, terms.ridHex);
  if (issuer.kind !== 'recovered') return issuer;
  if (data.get(tag) === undefined) return { kind: 'refused', reason: 'card-certificate-missing' };
  if (terms.signedRecords === undefined) return { kind: 'refused', reason: 'static-data-unlawful' };
  const card = readCardCurveCertificate(valueOf(data, tag), issuer.key, {
    staticData: issuerCertifiedCardData(data, terms.signedRecords),
    now: momentOf(data),
    form,
  });
  if (card.kind === 'refused') return { kind: 'refused', reason: `card-certificate-${card.reason}` };
  return { kind: 'recovered', key: card.key };
}

/**
 * From the authority's key to the issuer's.
 *
 * @clause EMV 4.4 Book 2, 12.2 and 12.3; Book E 5.2 (kernel 8 has the same certificate)
 */
export function recoverIssuerCurveKey(data: CardData, anchors: CurveAnchors, ridHex: string): CurveChainKey {
  const index = data.get('8F')?.[0];
  if (index === undefined) return { kind: 'authority-missing', reason: 'authority-key-not-named' };
  const today = toHex(valueOf(data, '9A'));
  const wanted = { ridHex, index, today, environment: anchors.environment };
  const authority = findAuthorityCurveKey(anchors.certificationAuthorityCurveKeys ?? [], wanted);
  if (authority.kind === 'refused') return { kind: 'authority-missing', reason: `authority-${authority.reason}` };
  if (data.get('90') === undefined) return { kind: 'refused', reason: 'issuer-certificate-missing' };
  const issuer = readIssuerCurveCertificate(valueOf(data, '90'), authority.key, {
    panDigits: toHex(valueOf(data, '5A')).replace(/F+$/u, ''),
    today: `20${today}`,
    authorityNameHex: ridHex + toHex(Uint8Array.of(index)),
    revokedSerials: revokedSerialsOf(anchors.revokedIssuerCertificates ?? [], wanted),
  });
  if (issuer.kind === 'refused') return { kind: 'refused', reason: `issuer-certificate-${issuer.reason}` };
  return { kind: 'recovered', key: issuer.key };
}

/** Date and time of the transaction as card certificates have them: YYYYMMDDHHMM. */
export function momentOf(data: CardData): string {
  return `20${toHex(valueOf(data, '9A'))}${toHex(valueOf(data, '9F21')).slice(0, 4)}`;
}

/**
 * Verifies signed dynamic application data (tag 9F4B) of extended data authentication.
 *
 * @param facts.message  what the card signed behind the format byte: the values of PDOL and CDOL1 with the first
 *   cryptogram, those of CDOL2 alone with the second, then the objects of its answer without the signature
 * @returns undefined when it holds, else which check failed
 * @clause EMV 4.4 Book 2, 12.5.2 table 37, 12.5.3
 */
export function refuseExtendedSignature(
  signed: Uint8Array,
  key: CurveKey,
  facts: { readonly message: Uint8Array },
): 'wrong-length' | 'wrong-format' | 'wrong-signature' | undefined {
  if (signed.length !== 1 + key.suite.hashBytes + key.suite.fieldBytes) return 'wrong-length';
  if (signed[0] !== signedDataFormat) return 'wrong-format';
  const message = concatBytes([Uint8Array.of(signedDataFormat), facts.message]);
  return isSchnorrSignature(key, message, signed.slice(1)) ? undefined : 'wrong-signature';
}

/**
 * What the issuer vouches for in the card's certificate, whatever a tag list (9F4A) says.
 *
 * @clause EMV 4.4 Book 3, 10.3; Book 2, 12.4: records, then profile, terminal's application identifier and, if the card
 *   gave one, the PDOL, each with tag and length
 */
function issuerCertifiedCardData(data: CardData, signedRecords: Uint8Array): Uint8Array {
  const list = data.get('9F38');
  return concatBytes([
    signedRecords,
    encodeTlv('82', valueOf(data, '82')),
    encodeTlv('9F06', valueOf(data, '9F06')),
    ...(list === undefined ? [] : [encodeTlv('9F38', list)]),
  ]);
}

function valueOf(data: CardData, tag: string): Uint8Array {
  return data.get(tag) ?? new Uint8Array();
}
