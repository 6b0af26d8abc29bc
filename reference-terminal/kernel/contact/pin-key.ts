import { findAuthorityCurveKey } from '../offline-data-authentication/authority-curve-key.ts';
import { recoverCurveChain } from '../offline-data-authentication/curve-chain.ts';
import type { CurveKey } from '../offline-data-authentication/elliptic-curves.ts';
import type { PublicKey } from '../offline-data-authentication/recovery.ts';
import { toHex } from '../bytes.ts';
import type { ContactContext } from './contact-context.ts';
import { recoverKeyOfCard, ridHexOf } from './offline-authentication.ts';
import { capability } from './verification-conditions.ts';

/** The card's key that a PIN is enciphered with. */
export type PinKey =
  | { readonly kind: 'rsa'; readonly key: PublicKey }
  | { readonly kind: 'curve'; readonly key: CurveKey };

/**
 * The key to encipher a PIN with. Of elliptic curves, where the card names an authority's key of them: the card's own for PINs
 * alone. Of RSA: the card's PIN key when it has one, its signature key otherwise. Undefined when the certificates do not give
 * it, or the terminal does not claim that kind.
 *
 * @clause EMV 4.4 Book 2, 7.1, 13.1; Book 4, A2 (byte 2 b5, b1)
 */
export function pinEnciphermentKey(context: ContactContext): PinKey | undefined {
  const { data, configuration } = context;
  const claims = (mask: number): boolean => ((data.get('9F33')?.[1] ?? 0) & mask) !== 0;
  if (namesCurveKey(context)) {
    if (!claims(capability.pinByCurve)) return undefined;
    const { value: signedRecords } = context.signedRecords;
    const terms = { ridHex: ridHexOf(context), signedRecords, certificate: 'pin' as const };
    const chain = recoverCurveChain(data, configuration, terms);
    return chain.kind === 'recovered' ? { kind: 'curve', key: chain.key } : undefined;
  }
  if (!claims(capability.encipheredPin)) return undefined;
  const chain = recoverKeyOfCard(context, data.get('9F2D') === undefined ? 'signature' : 'pin');
  return chain.kind === 'recovered' ? { kind: 'rsa', key: chain.key } : undefined;
}

/** Keys of both kinds are told apart by the index of the authority's. */
function namesCurveKey(context: ContactContext): boolean {
  const { data, configuration } = context;
  const index = data.get('8F')?.[0];
  if (index === undefined) return false;
  const found = findAuthorityCurveKey(configuration.certificationAuthorityCurveKeys ?? [], {
    ridHex: ridHexOf(context),
    index,
    today: toHex(data.get('9A') ?? new Uint8Array()),
    environment: configuration.environment,
  });
  return found.kind === 'found';
}
