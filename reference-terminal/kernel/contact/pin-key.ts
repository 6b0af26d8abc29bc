import type { PublicKey } from '../offline-data-authentication/recovery.ts';
import type { ContactContext } from './contact-context.ts';
import { recoverKeyOfCard } from './offline-authentication.ts';

/**
 * The key to encipher a PIN with: the card's PIN key when it has one, its signature key otherwise. Undefined when the
 * certificates do not give it.
 *
 * @clause EMV 4.4 Book 2, 7.1
 */
export function pinEnciphermentKey(context: ContactContext): PublicKey | undefined {
  const { data } = context;
  const certificate = data.get('9F2D') === undefined ? 'signature' : 'pin';
  const chain = recoverKeyOfCard(context, certificate);
  return chain.kind === 'recovered' ? chain.key : undefined;
}
