import { datedPurchase } from './dated-purchase.ts';

/** From the bench's morning, 2026-11-23 at 8:00, to noon of 2028-02-29. */
const jumpMs = (463 * 24 + 4) * 3_600_000;

export const scenario = datedPurchase('pays on a leap day with a card that is good to that day', {
  card: 'books-leap-day',
  jumpMs,
  expects: [{ dateHex: '280229', set: '0000000000', clear: '0840000000' }],
});
