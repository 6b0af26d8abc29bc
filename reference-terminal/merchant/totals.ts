import type { StoredTransaction } from '../store-and-forward/records.ts';
import type { BookEntry } from '../transaction-report.ts';

/** What the day came to. Money back to cardholders counts negative. */
export interface Totals {
  readonly capturedCount: number;
  readonly capturedMinor: number;
  /** Transactions whose reversal the host has not acknowledged, or that are under way. */
  readonly openCount: number;
}

const BOOKED = {
  open: 'open',
  approved: 'captured',
  declined: 'declined',
  'reversal-due': 'open',
  reversed: 'reversed',
} as const;

/** The terminal's book, oldest first. */
export function bookOf(transactions: readonly StoredTransaction[]): readonly BookEntry[] {
  return transactions.map(({ stan, kind, amountMinor, state }) => ({
    stan,
    amountMinor: kind === 'refund' ? -amountMinor : amountMinor,
    state: BOOKED[state],
  }));
}

/** Sums a book up. */
export function totalsOf(book: readonly BookEntry[]): Totals {
  const captured = book.filter((entry) => entry.state === 'captured');
  return {
    capturedCount: captured.length,
    capturedMinor: captured.reduce((sum, entry) => sum + entry.amountMinor, 0),
    openCount: book.filter((entry) => entry.state === 'open').length,
  };
}
