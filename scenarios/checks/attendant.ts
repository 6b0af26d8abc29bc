import type { Recorded } from '#drivers/ports/evidence.ts';

/** What the attendant decided, and when. */
export type AttendantDecision = Extract<Recorded, { readonly kind: 'cardholder' }>;

/**
 * The attendant's decision for a sale within one transaction: an approval after a referral, or that a decline is passed over.
 *
 * @param reported  the transaction's end
 * @clause EMV 4.4 Book 4, 6.5.2.2 and 6.5.4
 */
export function attendantsApproval(events: readonly Recorded[], reported: Recorded): AttendantDecision | undefined {
  const begun = events.findLast(({ kind, index }) => kind === 'requested' && index < reported.index)?.index ?? -1;
  return events.find(
    (event): event is AttendantDecision =>
      event.kind === 'cardholder' &&
      event.index > begun &&
      event.index < reported.index &&
      ((event.asked === 'referral' && event.did === 'approved') ||
        (event.asked === 'forced acceptance' && event.did === 'forced')),
  );
}
