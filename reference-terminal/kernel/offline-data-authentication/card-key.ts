import { toHex } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import type { TerminalVerificationBit } from '../terminal-verification-results.ts';
import { recoverChain } from './certificate-chain.ts';
import type { TrustAnchors } from './certificate-chain.ts';
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
  anchors: TrustAnchors,
): CardKey {
  if (!bothCanCombine(data)) return { kind: 'not-performed' };
  if (neededTags.some((tag) => data.get(tag) === undefined)) {
    return failed('authentication-data-missing', ['card-data-missing']);
  }
  const chain = recoverChain(data, anchors, {
    ridHex: toHex(valueOf(data, '9F06').subarray(0, 5)),
    certificate: 'signature',
    signedRecords,
  });
  return chain.kind === 'recovered' ? chain : failed(chain.reason);
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
