import { datedPurchase } from './dated-purchase.ts';

/** From the bench's morning, 2026-11-23 at 8:00, to the morning of 2028-03-01. */
const jumpMs = 464 * 24 * 3_600_000;

export const scenario = datedPurchase('finds card and certificates expired on the day after their leap day', {
  card: 'books-leap-day',
  jumpMs,
  expects: [{ dateHex: '280301', set: '0840000000', clear: '0000000000' }],
});
