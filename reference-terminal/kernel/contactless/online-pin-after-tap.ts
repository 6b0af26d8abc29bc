import type { TerminalConfiguration } from '../../configuration.ts';
import type { ContactNeeds } from '../contact/contact-context.ts';
import { takeOnlinePin } from '../contact/online-pin-entry.ts';
import { createDataObjects } from '../data-objects.ts';
import type { KernelOutcome } from '../outcome.ts';
import { endedOutcome } from './entry-point-outcome.ts';
import { decisionParameters } from './kernel-result.ts';

/** What asking for a PIN needs; a terminal without it asks nobody. */
export type PinNeeds = Pick<ContactNeeds, 'cardholder' | 'store'>;

/**
 * The PIN for the host that a kernel asks for, entered when the card has left the field. Without one there is no request: a PIN that
 * was promised and is not sent is no verification.
 *
 * @clause EMV Contactless Book A, 6.2 table 6-2 (CVM: online PIN, which the terminal carries out after the outcome)
 * @reads A terminal without settings for PINs leaves the request as it is; its kernels are configured to offer none.
 */
export async function withOnlinePin(
  needs: Pick<ContactNeeds, 'clock' | 'random' | 'observer'> & PinNeeds,
  configuration: TerminalConfiguration,
  outcome: KernelOutcome,
): Promise<KernelOutcome> {
  const settings = configuration.contact;
  if (outcome.kind !== 'online-request' || outcome.data.cardholderVerification !== 'online-pin') return outcome;
  if (settings?.onlinePin === undefined) return outcome;
  const taken = await takeOnlinePin({ needs, settings, data: createDataObjects(outcome.data.objects, []) });
  if (taken.kind === 'successful') return { ...outcome, data: { ...outcome.data, pin: taken.pin } };
  if (taken.kind === 'ended') return endedOutcome({ reason: taken.reason });
  const data = { ...outcome.data, cardholderVerification: 'failed' } as const;
  return { kind: 'declined', data, reason: 'pin-not-entered', parameters: decisionParameters('declined', data) };
}
