import { toHex } from '../bytes.ts';
import type { KernelStop } from '../contactless/card-session.ts';
import { recoverChain } from '../offline-data-authentication/certificate-chain.ts';
import type { ChainKey } from '../offline-data-authentication/certificate-chain.ts';
import { recoverCurveChain } from '../offline-data-authentication/curve-chain.ts';
import type { CurveChainKey } from '../offline-data-authentication/curve-chain.ts';
import type { PublicKey } from '../offline-data-authentication/recovery.ts';
import { authenticateStatic } from '../offline-data-authentication/static-authentication.ts';
import type { TerminalVerificationBit } from '../terminal-verification-results.ts';
import { note } from './contact-context.ts';
import type { ContactContext } from './contact-context.ts';
import { performDynamicAuthentication } from './dynamic-authentication.ts';

/** Which method card and terminal have in common. */
export type AuthenticationMethod = 'static' | 'dynamic' | 'combined' | 'extended' | 'none';

/** What offline data authentication came to before the first cryptogram. */
export type Authenticated =
  | {
      readonly kind: 'authenticated';
      readonly method: AuthenticationMethod;
      /** Why it failed, undefined when it did not. */
      readonly failure: string | undefined;
      /** The card's key, there when a combined signature can be asked for. */
      readonly signingKey: PublicKey | undefined;
      /** What the chain of extended authentication came to, there when that is the method. */
      readonly extended?: CurveChainKey;
    }
  | Exclude<KernelStop, { kind: 'select-next' }>;

/** Interchange profile byte 1 and terminal capabilities byte 3, in the order of preference. */
const methods = [
  ['extended', 0x80, 0x04],
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
  extended: ['8F', '90', '9F46'],
} as const;

/**
 * Offline data authentication of a contact transaction: static and dynamic wholly, combined and extended up to the card's
 * key.
 *
 * @param signedRecords  undefined when a record that should be signed was no template 70
 * @clause EMV 4.4 Book 3, 10.3 (choice of method, results); Book 2, 5, 6, 12
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
  if (method === 'extended') return beginExtended(context);
  if (method === 'static') note(context, { verification: ['static-data-authentication-selected'] });
  if (neededTags[method].some((tag) => context.data.get(tag) === undefined)) {
    note(context, { verification: ['card-data-missing'] });
    return fail(context, method, 'authentication-data-missing');
  }
  if (method === 'static') return performStatic(context);
  const chain = recoverKeyOfCard(context, 'signature');
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

/**
 * Extended data authentication up to the card's key. Of what can fail here only a missing key of the authority may show
 * in the results before the first cryptogram was asked for.
 *
 * @clause EMV 4.4 Book 3, 10.3; Book 4, 6.3.2.2.1 and 6.3.2.2.2
 */
function beginExtended(context: ContactContext): Authenticated {
  const { data, configuration } = context;
  note(context, { verification: ['extended-data-authentication-selected'] });
  if (neededTags.extended.some((tag) => data.get(tag) === undefined)) {
    note(context, { verification: ['card-data-missing'] });
  }
  const terms = { ridHex: ridHexOf(context), signedRecords: context.signedRecords.value };
  const extended = recoverCurveChain(data, configuration, terms);
  if (extended.kind === 'authority-missing') {
    note(context, { verification: ['authority-curve-key-missing'], status: ['offline-data-authentication'] });
  }
  const failure = extended.kind === 'recovered' ? undefined : extended.reason;
  return { kind: 'authenticated', method: 'extended', failure, signingKey: undefined, extended };
}

function performStatic(context: ContactContext): Authenticated {
  const { data, configuration } = context;
  const terms = { ridHex: ridHexOf(context), signedRecords: context.signedRecords.value };
  const signature = authenticateStatic(data, configuration, terms);
  if (signature.kind === 'refused') return fail(context, 'static', signature.reason);
  data.set('9F45', signature.dataAuthenticationCode);
  note(context, { status: ['offline-data-authentication'] });
  return { kind: 'authenticated', method: 'static', failure: undefined, signingKey: undefined };
}

/** @clause EMV 4.4 Book 3, 10.3: the strongest method that both have */
function methodOf({ data }: ContactContext): AuthenticationMethod {
  const profile = data.get('82')?.[0] ?? 0;
  const capabilities = data.get('9F33')?.[2] ?? 0;
  return methods.find(([, card, terminal]) => (profile & card) !== 0 && (capabilities & terminal) !== 0)?.[0] ?? 'none';
}

/**
 * The card's key for signatures, or the one for PINs.
 *
 * @clause EMV 4.4 Book 2, 6.4, 7.1
 */
export function recoverKeyOfCard(context: ContactContext, certificate: 'signature' | 'pin'): ChainKey {
  return recoverChain(context.data, context.configuration, {
    ridHex: ridHexOf(context),
    certificate,
    signedRecords: context.signedRecords.value,
  });
}

/** Provider of the application that was selected: the first five bytes of its name. */
export function ridHexOf(context: ContactContext): string {
  return toHex((context.data.get('84') ?? new Uint8Array()).subarray(0, 5));
}

function fail(
  context: ContactContext,
  method: 'static' | 'dynamic' | 'combined',
  failure: string,
): Extract<Authenticated, { kind: 'authenticated' }> {
  note(context, { verification: [failedBit[method]], status: ['offline-data-authentication'] });
  return { kind: 'authenticated', method, failure, signingKey: undefined };
}
