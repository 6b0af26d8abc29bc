import { concatBytes, sameBytes, toHex } from '../bytes.ts';
import type { KernelStop } from '../contactless/card-session.ts';
import { readCardCertificate } from '../offline-data-authentication/card-certificate.ts';
import { findAuthorityKey } from '../offline-data-authentication/certification-authority.ts';
import { readIssuerCertificate } from '../offline-data-authentication/issuer-certificate.ts';
import { recover } from '../offline-data-authentication/recovery.ts';
import type { PublicKey } from '../offline-data-authentication/recovery.ts';
import type { TerminalVerificationBit } from '../terminal-verification-results.ts';
import { note, panDigitsOf } from './contact-context.ts';
import type { ContactContext } from './contact-context.ts';
import { performDynamicAuthentication } from './dynamic-authentication.ts';
import { verifyStaticSignature } from './static-signature.ts';

/** Which method card and terminal have in common. */
export type AuthenticationMethod = 'static' | 'dynamic' | 'combined' | 'none';

/** What offline data authentication came to before the first cryptogram. */
export type Authenticated =
  | {
      readonly kind: 'authenticated';
      readonly method: AuthenticationMethod;
      /** Why it failed, undefined when it did not. */
      readonly failure: string | undefined;
      /** The card's key, there when a combined signature can be asked for. */
      readonly signingKey: PublicKey | undefined;
    }
  | Exclude<KernelStop, { kind: 'select-next' }>;

/** Interchange profile byte 1 and terminal capabilities byte 3, in the order of preference. */
const methods = [
  ['combined', 0x01, 0x08],
  ['dynamic', 0x20, 0x40],
  ['static', 0x40, 0x80],
] as const;
const failedBit: Readonly<Record<'static' | 'dynamic' | 'combined', TerminalVerificationBit>> = {
  static: 'static-data-authentication-failed',
  dynamic: 'dynamic-data-authentication-failed',
  combined: 'combined-data-authentication-failed',
};
const neededTags = {
  static: ['8F', '90', '9F32', '93'],
  dynamic: ['8F', '90', '9F32', '9F46', '9F47'],
  combined: ['8F', '90', '9F32', '9F46', '9F47'],
} as const;
/** The tag list may name the interchange profile and nothing else. */
const onlyLawfulTagList = Uint8Array.of(0x82);

/**
 * Offline data authentication of a contact transaction: static and dynamic wholly, combined up to the card's key.
 *
 * @param signedRecords  undefined when a record that should be signed was no template 70
 * @clause EMV 4.4 Book 3, 10.3 (choice of method, results); Book 2, 5, 6
 */
export async function authenticateCard(
  context: ContactContext,
  signedRecords: Uint8Array | undefined,
): Promise<Authenticated> {
  // The card's certificates may be needed for a PIN too, whatever the method is.
  context.signedRecords.value = signedRecords;
  const method = methodOf(context);
  if (method === 'none') {
    note(context, { verification: ['offline-data-authentication-not-performed'] });
    return { kind: 'authenticated', method, failure: undefined, signingKey: undefined };
  }
  if (method === 'static') note(context, { verification: ['static-data-authentication-selected'] });
  if (neededTags[method].some((tag) => context.data.get(tag) === undefined)) {
    note(context, { verification: ['card-data-missing'] });
    return fail(context, method, 'authentication-data-missing');
  }
  if (method === 'static') return authenticateStatic(context);
  const chain = recoverChain(context, 'card');
  if (chain.kind === 'refused') return fail(context, method, chain.reason);
  if (method === 'combined') {
    return { kind: 'authenticated', method, failure: undefined, signingKey: chain.key };
  }
  const dynamic = await performDynamicAuthentication(context, chain.key);
  if (dynamic.kind === 'refused') return fail(context, method, dynamic.reason);
  if (dynamic.kind !== 'verified') return dynamic;
  note(context, { status: ['offline-data-authentication'] });
  return { kind: 'authenticated', method, failure: undefined, signingKey: undefined };
}

function authenticateStatic(context: ContactContext): Authenticated {
  const staticData = staticDataOf(context);
  const issuer = recoverIssuerKey(context);
  if (issuer.kind === 'refused') return fail(context, 'static', issuer.reason);
  if (staticData === undefined) return fail(context, 'static', 'static-data-unlawful');
  const signature = verifyStaticSignature(valueOf(context, '93'), issuer.key, staticData);
  if (signature.kind === 'refused') return fail(context, 'static', signature.reason);
  context.data.set('9F45', signature.dataAuthenticationCode);
  note(context, { status: ['offline-data-authentication'] });
  return { kind: 'authenticated', method: 'static', failure: undefined, signingKey: undefined };
}

/** @clause EMV 4.4 Book 3, 10.3: the strongest method that both have */
function methodOf({ data }: ContactContext): AuthenticationMethod {
  const profile = data.get('82')?.[0] ?? 0;
  const capabilities = data.get('9F33')?.[2] ?? 0;
  return methods.find(([, card, terminal]) => (profile & card) !== 0 && (capabilities & terminal) !== 0)?.[0] ?? 'none';
}

/** A key that certificates led to, or which one was wrong and how. */
export type ChainRecovered =
  | { readonly kind: 'recovered'; readonly key: PublicKey }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * The card's key for signatures, or the one for PINs.
 *
 * @clause EMV 4.4 Book 2, 5.2, 5.3, 6.4; 7.1 (the PIN certificate does not vouch for static data)
 */
export function recoverChain(context: ContactContext, certificate: 'card' | 'pin'): ChainRecovered {
  const issuer = recoverIssuerKey(context);
  if (issuer.kind === 'refused') return issuer;
  const staticData = certificate === 'pin' ? new Uint8Array() : staticDataOf(context);
  if (staticData === undefined) return { kind: 'refused', reason: 'static-data-unlawful' };
  const [signed, exponent, remainder] =
    certificate === 'pin' ? (['9F2D', '9F2E', '9F2F'] as const) : (['9F46', '9F47', '9F48'] as const);
  const recovered = recover(valueOf(context, signed), issuer.key);
  if (recovered === undefined) return { kind: 'refused', reason: 'card-certificate-not-recoverable' };
  const card = readCardCertificate(recovered, {
    remainder: valueOf(context, remainder),
    exponent: valueOf(context, exponent),
    staticData,
    ...chainFacts(context),
  });
  if (card.kind === 'refused') return { kind: 'refused', reason: `card-certificate-${card.reason}` };
  return { kind: 'recovered', key: card.key };
}

function recoverIssuerKey(context: ContactContext): ChainRecovered {
  const facts = chainFacts(context);
  const authority = findAuthorityKey(context.configuration.certificationAuthorityKeys, {
    ridHex: toHex(valueOf(context, '84').subarray(0, 5)),
    index: valueOf(context, '8F')[0] ?? 0,
    today: facts.today,
  });
  if (authority.kind === 'refused') return { kind: 'refused', reason: `authority-${authority.reason}` };
  const recovered = recover(valueOf(context, '90'), authority.key);
  if (recovered === undefined) return { kind: 'refused', reason: 'issuer-certificate-not-recoverable' };
  const issuer = readIssuerCertificate(recovered, {
    remainder: valueOf(context, '92'),
    exponent: valueOf(context, '9F32'),
    ...facts,
  });
  if (issuer.kind === 'refused') return { kind: 'refused', reason: `issuer-certificate-${issuer.reason}` };
  return { kind: 'recovered', key: issuer.key };
}

/**
 * What the issuer signed: the records, and the profile where the tag list asks for it; undefined when that can't be.
 *
 * @clause EMV 4.4 Book 3, 10.3
 */
function staticDataOf(context: ContactContext): Uint8Array | undefined {
  const records = context.signedRecords.value;
  const tagList = context.data.get('9F4A');
  if (records === undefined) return undefined;
  if (tagList === undefined) return records;
  return sameBytes(tagList, onlyLawfulTagList) ? concatBytes([records, valueOf(context, '82')]) : undefined;
}

function chainFacts(context: ContactContext) {
  return { panDigits: panDigitsOf(context.data), today: toHex(valueOf(context, '9A')) };
}

function fail(
  context: ContactContext,
  method: 'static' | 'dynamic' | 'combined',
  failure: string,
): Extract<Authenticated, { kind: 'authenticated' }> {
  note(context, { verification: [failedBit[method]], status: ['offline-data-authentication'] });
  return { kind: 'authenticated', method, failure, signingKey: undefined };
}

function valueOf(context: ContactContext, tag: string): Uint8Array {
  return context.data.get(tag) ?? new Uint8Array();
}
