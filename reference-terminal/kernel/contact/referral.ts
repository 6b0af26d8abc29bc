import type { ReferralDecision } from '../../needs.ts';
import { isAttended } from './contact-actions.ts';
import { reportStep } from './contact-context.ts';
import type { ContactContext } from './contact-context.ts';

/** Response codes by which the issuer wants to be called. */
const referrals: ReadonlySet<string> = new Set(['01', '02']);

/** Whether a response code asks for a voice referral. */
export function isReferral(responseCode: string): boolean {
  return referrals.has(responseCode);
}

/**
 * Alerts the attendant to a referral and takes the decision, before the card is asked for its second cryptogram. The response
 * code stays what it is.
 *
 * @returns undefined where the terminal is unattended
 * @clause EMV 4.4 Book 4, 6.5.2.2
 * @reads Where nobody answers for it, a referral declines.
 */
export async function referToAttendant(
  context: ContactContext,
  responseCode: string,
): Promise<ReferralDecision | undefined> {
  if (!isAttended(context)) return undefined;
  const { observer, cashier } = context.needs;
  observer.display('CALL YOUR BANK');
  const { amountMinor } = context.request;
  const decision = await cashier?.decideReferral?.({ responseCode, amountMinor });
  reportStep(context, 'referral', ['8A'], { decision: decision?.kind ?? 'nobody-decided' });
  return decision;
}
