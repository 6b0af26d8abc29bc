import { datedPurchase } from './dated-purchase.ts';

/** From the bench's morning, 2026-11-23 at 8:00, to half a minute before the end of 2028. */
const jumpMs = (769 * 24 + 16) * 3_600_000 - 30_000;

export const scenario = datedPurchase('pays twice around midnight, and finds the card expired in the new year', {
  card: 'books-last-of-december',
  jumpMs,
  expects: [
    { dateHex: '281231', set: '0000000000', clear: '0840000000' },
    { dateHex: '290101', set: '0040000000', clear: '0800000000', afterMs: 60_000 },
  ],
});
