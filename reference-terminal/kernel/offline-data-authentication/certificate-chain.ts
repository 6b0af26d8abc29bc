import type { TerminalConfiguration } from '../../configuration.ts';
import { concatBytes, sameBytes, toHex } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import { readCardCertificate } from './card-certificate.ts';
import { findAuthorityKey } from './certification-authority.ts';
import { readIssuerCertificate } from './issuer-certificate.ts';
import { recover } from './recovery.ts';
import type { PublicKey } from './recovery.ts';
import { revokedSerialsOf } from './revocation.ts';

/** What a terminal trusts, and what it trusts no longer. A whole configuration is one. */
export type TrustAnchors = Pick<
  TerminalConfiguration,
  'certificationAuthorityKeys' | 'revokedIssuerCertificates' | 'environment'
>;

/** A key that certificates led to, or which of them was wrong and how: `issuer-certificate-expired`. */
export type ChainKey =
  | { readonly kind: 'recovered'; readonly key: PublicKey }
  | { readonly kind: 'refused'; readonly reason: string };

type CardData = Pick<DataObjects, 'get'>;

/** The tag list may name the interchange profile and nothing else. */
const onlyLawfulTagList = Uint8Array.of(0x82);
const certificateTags = {
  signature: { certificate: '9F46', exponent: '9F47', remainder: '9F48' },
  pin: { certificate: '9F2D', exponent: '9F2E', remainder: '9F2F' },
} as const;

/**
 * The card's public key out of its chain of certificates: authority (8F), issuer (90, 92, 9F32), card.
 *
 * @param terms.ridHex  provider of the application that was selected
 * @param terms.certificate  `signature`: the key for dynamic and combined signatures; `pin`: the key that PINs are
 *   enciphered with, whose certificate does not vouch for static data
 * @param terms.signedRecords  records that the issuer signed; undefined when one of them was no template 70
 * @clause EMV 4.4 Book 2, 5.2, 5.3, 6.3, 6.4, 7.1
 */
export function recoverChain(
  data: CardData,
  anchors: TrustAnchors,
  terms: {
    readonly ridHex: string;
    readonly certificate: 'signature' | 'pin';
    readonly signedRecords: Uint8Array | undefined;
  },
): ChainKey {
  const staticData = terms.certificate === 'pin' ? new Uint8Array() : staticDataOf(data, terms.signedRecords);
  if (staticData === undefined) return { kind: 'refused', reason: 'static-data-unlawful' };
  const issuer = recoverIssuerKey(data, anchors, terms.ridHex);
  if (issuer.kind === 'refused') return issuer;
  const tags = certificateTags[terms.certificate];
  const recovered = recover(valueOf(data, tags.certificate), issuer.key);
  if (recovered === undefined) return { kind: 'refused', reason: 'card-certificate-not-recoverable' };
  const card = readCardCertificate(recovered, {
    remainder: valueOf(data, tags.remainder),
    exponent: valueOf(data, tags.exponent),
    staticData,
    ...chainFacts(data),
  });
  if (card.kind === 'refused') return { kind: 'refused', reason: `card-certificate-${card.reason}` };
  return { kind: 'recovered', key: card.key };
}

/**
 * The issuer's public key.
 *
 * @clause EMV 4.4 Book 2, 5.2 (an authority key that is not there makes the method fail), 5.3
 */
export function recoverIssuerKey(data: CardData, anchors: TrustAnchors, ridHex: string): ChainKey {
  const facts = chainFacts(data);
  const authorityName = { ridHex, index: valueOf(data, '8F')[0] ?? 0 };
  const wanted = { ...authorityName, today: facts.today, environment: anchors.environment };
  const authority = findAuthorityKey(anchors.certificationAuthorityKeys, wanted);
  if (authority.kind === 'refused') return { kind: 'refused', reason: `authority-${authority.reason}` };
  const recovered = recover(valueOf(data, '90'), authority.key);
  if (recovered === undefined) return { kind: 'refused', reason: 'issuer-certificate-not-recoverable' };
  const issuer = readIssuerCertificate(recovered, {
    remainder: valueOf(data, '92'),
    exponent: valueOf(data, '9F32'),
    revokedSerials: revokedSerialsOf(anchors.revokedIssuerCertificates ?? [], authorityName),
    ...facts,
  });
  if (issuer.kind === 'refused') return { kind: 'refused', reason: `issuer-certificate-${issuer.reason}` };
  return { kind: 'recovered', key: issuer.key };
}

/**
 * What the issuer signed: the records, and the profile where the tag list (9F4A) asks for it; undefined when a record
 * can't be signed data or the list names anything else.
 *
 * @clause EMV 4.4 Book 3, 10.3
 */
export function staticDataOf(data: CardData, signedRecords: Uint8Array | undefined): Uint8Array | undefined {
  const tagList = data.get('9F4A');
  if (signedRecords === undefined || tagList === undefined) return signedRecords;
  return sameBytes(tagList, onlyLawfulTagList) ? concatBytes([signedRecords, valueOf(data, '82')]) : undefined;
}

function chainFacts(data: CardData): { readonly panDigits: string; readonly today: string } {
  return { panDigits: toHex(valueOf(data, '5A')).replace(/F+$/, ''), today: toHex(valueOf(data, '9A')) };
}

function valueOf(data: CardData, tag: string): Uint8Array {
  return data.get(tag) ?? new Uint8Array();
}
