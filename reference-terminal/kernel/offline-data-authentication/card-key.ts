import type { CertificationAuthorityKey } from '../../configuration.ts';
import { concatBytes, sameBytes, toHex } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import type { TerminalVerificationBit } from '../terminal-verification-results.ts';
import { readCardCertificate } from './card-certificate.ts';
import { findAuthorityKey } from './certification-authority.ts';
import { readIssuerCertificate } from './issuer-certificate.ts';
import type { CertificateProblem } from './issuer-certificate.ts';
import { recover } from './recovery.ts';
import type { PublicKey } from './recovery.ts';

/** The card's public key, why it can't be had, or that there is no method to use it with. */
export type CardKey =
  | { readonly kind: 'recovered'; readonly key: PublicKey }
  | { readonly kind: 'not-performed' }
  | {
      readonly kind: 'failed';
      /** Which key or certificate, and what was wrong. */
      readonly reason: string;
      readonly bits: readonly TerminalVerificationBit[];
    };

const combinedAuthenticationMask = { profile: 0x01, capabilities: 0x08 } as const;
const neededTags = ['8F', '90', '9F32', '9F46', '9F47', '9F4A'] as const;
/** The tag list may name the interchange profile and nothing else. */
const onlyLawfulTagList = Uint8Array.of(0x82);

/**
 * Recovers the card's public key before terminal action analysis, so that a bad chain decides which cryptogram is
 * asked for.
 *
 * @param signedRecords  undefined when a record that should be signed was no template 70
 * @clause C-2 (combined authentication is the only method; whatever is missing or wrong sets "CDA failed")
 * @clause EMV 4.4 Book 3, 10.3 (choice of method, static data, tag list); Book 2, 5.2, 5.3, 6.4
 */
export function recoverCardKey(
  data: DataObjects,
  signedRecords: Uint8Array | undefined,
  keys: readonly CertificationAuthorityKey[],
): CardKey {
  if (!bothCanCombine(data)) return { kind: 'not-performed' };
  if (neededTags.some((tag) => data.get(tag) === undefined)) {
    return failed('authentication-data-missing', ['card-data-missing']);
  }
  const tagList = valueOf(data, '9F4A');
  if (signedRecords === undefined || !sameBytes(tagList, onlyLawfulTagList)) return failed('static-data-unlawful');
  const facts = {
    panDigits: toHex(valueOf(data, '5A')).replace(/F+$/, ''),
    today: toHex(valueOf(data, '9A')),
    staticData: concatBytes([signedRecords, valueOf(data, '82')]),
  };
  const authority = findAuthorityKey(keys, {
    ridHex: toHex(valueOf(data, '9F06').subarray(0, 5)),
    index: valueOf(data, '8F')[0] ?? 0,
    today: facts.today,
  });
  if (authority.kind === 'refused') return failed(`authority-${authority.reason}`);
  const issuer = openIssuerCertificate(data, authority.key, facts);
  if (issuer.kind === 'refused') return failed(`issuer-certificate-${issuer.reason}`);
  const card = openCardCertificate(data, issuer.key, facts);
  if (card.kind === 'refused') return failed(`card-certificate-${card.reason}`);
  return { kind: 'recovered', key: card.key };
}

interface ChainFacts {
  readonly panDigits: string;
  readonly today: string;
  readonly staticData: Uint8Array;
}

const notRecoverable: { readonly kind: 'refused'; readonly reason: CertificateProblem } = {
  kind: 'refused',
  reason: 'not-recoverable',
};

function openIssuerCertificate(data: DataObjects, authorityKey: PublicKey, facts: ChainFacts) {
  const recovered = recover(valueOf(data, '90'), authorityKey);
  if (recovered === undefined) return notRecoverable;
  return readIssuerCertificate(recovered, {
    ...facts,
    remainder: valueOf(data, '92'),
    exponent: valueOf(data, '9F32'),
  });
}

function openCardCertificate(data: DataObjects, issuerKey: PublicKey, facts: ChainFacts) {
  const recovered = recover(valueOf(data, '9F46'), issuerKey);
  if (recovered === undefined) return notRecoverable;
  return readCardCertificate(recovered, {
    ...facts,
    remainder: valueOf(data, '9F48'),
    exponent: valueOf(data, '9F47'),
  });
}

function bothCanCombine(data: DataObjects): boolean {
  const profile = valueOf(data, '82')[0] ?? 0;
  const capabilities = valueOf(data, '9F33')[2] ?? 0;
  return (
    (profile & combinedAuthenticationMask.profile) !== 0 &&
    (capabilities & combinedAuthenticationMask.capabilities) !== 0
  );
}

function failed(reason: string, further: readonly TerminalVerificationBit[] = []): CardKey {
  return { kind: 'failed', reason, bits: ['combined-data-authentication-failed', ...further] };
}

function valueOf(data: DataObjects, tag: string): Uint8Array {
  return data.get(tag) ?? new Uint8Array();
}
