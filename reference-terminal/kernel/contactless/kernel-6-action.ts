import { terminalRiskManagement } from '../risk.ts';
import { processingRestrictions } from '../restrictions.ts';
import { noteResults } from '../transaction-context.ts';
import type { TransactionContext } from '../transaction-context.ts';
import { cardRequirements } from './card-processing-requirements.ts';
import { isListed } from './kernel-3-restrictions.ts';
import type { Standing } from './kernel-3-standing.ts';
import type { KernelResult } from './kernel-result.ts';
import { readerQualifiers } from './quick-kernel.ts';

type OtherInterface = Extract<KernelResult, { kind: 'try-another-interface' }>;

const refundType = 0x20;
const cryptogram = { decline: 0x00, approve: 0x40 } as const;

/**
 * Restrictions, exception file and floor limit: the bits that they raise.
 *
 * @clause C-6, processing restrictions (figure 22 of the published reader): the card's usage control counts only with its country
 * @reads Domestic is what has the terminal's country, not what the card's results say.
 */
export function restrict6(context: TransactionContext): void {
  const { data } = context;
  const bits = processingRestrictions(data).filter(
    (bit) => bit !== 'service-not-allowed' || data.get('5F28') !== undefined,
  );
  const { amountMinor } = context.request;
  const risk = terminalRiskManagement({ amountMinor, floorLimitMinor: context.application.floorLimitMinor });
  noteResults(context, {
    verification: [...bits, ...(isListed(context) ? (['card-on-exception-file'] as const) : []), ...risk],
    status: ['terminal-risk-management'],
  });
}

/**
 * What becomes of the card's cryptogram, by the results (95), the card's processing requirements (9F71) and the reader's qualifiers.
 *
 * @clause C-6, terminal action analysis (figures 23 and 24 of the published reader)
 * @reads After a failed signature there is no cryptogram that a host could check: what asks to go online then is declined. An expired card
 *   that asks for nothing may go online and is not approved offline. A refund goes to the host with its AAC, as with the other kernels.
 */
export function analyse6(context: TransactionContext): Standing | OtherInterface {
  const { verification, data } = context;
  const card = cardRequirements(data.get('9F71') ?? new Uint8Array(2));
  const reader = readerQualifiers(context);
  const type = (data.get('9F27')?.[0] ?? 0) & 0xc0;
  if (data.get('9C')?.[0] === refundType) return { kind: 'refund' };
  if (type === cryptogram.decline) return declined('declined-by-card');
  if (verification.has('combined-data-authentication-failed')) {
    const reason = 'offline-data-authentication-failed';
    return card.has('switch-interface-if-authentication-fails') ? elsewhere(context, reason) : declined(reason);
  }
  if (verification.has('service-not-allowed')) return declined('service-not-allowed');
  if (verification.has('card-on-exception-file')) return declined('card-on-exception-file');
  const isApproval = type === cryptogram.approve;
  if (verification.has('expired-application')) {
    if (card.has('decline-if-expired')) return declined('expired-application');
    if (card.has('online-if-expired')) return online(context);
    if (isApproval) return declined('expired-application');
  }
  if (verification.has('application-not-yet-effective')) return online(context);
  if (!isApproval) return online(context);
  return reader.has('online-cryptogram-required') ? declined('online-cryptogram-not-given') : { kind: 'offline' };
}

/** Online, or where the reader never is: to the contacts if the card says so. */
export function online(context: TransactionContext): Standing | OtherInterface {
  if (!readerQualifiers(context).has('offline-only')) return { kind: 'online' };
  const card = cardRequirements(context.data.get('9F71') ?? new Uint8Array(2));
  const reason = 'unable-to-go-online';
  return card.has('switch-interface-if-unable-online') ? elsewhere(context, reason) : declined(reason);
}

/** To the contacts or the stripe where the reader has some, else declined. */
function elsewhere(context: TransactionContext, reason: string): Standing | OtherInterface {
  if (!readerQualifiers(context).has('contact-chip')) return declined(reason);
  return { kind: 'try-another-interface', reason, message: 'insert-or-swipe', alternate: 'contact' };
}

function declined(reason: string): Standing {
  return { kind: 'decline', reason };
}
