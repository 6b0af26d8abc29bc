import type { BatchTotals } from '../host/reconciliation.ts';
import type { StoredTransaction, TransactionState } from '../store-and-forward/records.ts';
import type { BookEntry } from '../transaction-report.ts';

/** What the day came to. Money back to cardholders counts negative. */
export interface Totals {
  readonly capturedCount: number;
  readonly capturedMinor: number;
  /** Transactions whose reversal the host has not acknowledged, or that are under way. */
  readonly openCount: number;
}

/** Whatever the host has not acknowledged is open. */
const BOOKED: Readonly<Record<TransactionState, BookEntry['state']>> = {
  open: 'open',
  approved: 'captured',
  held: 'held',
  completed: 'released',
  declined: 'declined',
  'advice-due': 'open',
  'replacement-due': 'open',
  'reversal-due': 'open',
  reversed: 'reversed',
};

/** The terminal's book, oldest first. */
export function bookOf(transactions: readonly StoredTransaction[]): readonly BookEntry[] {
  return transactions.map(({ stan, kind, amountMinor, askedMinor, state }) => ({
    stan,
    amountMinor: kind === 'refund' ? -amountMinor : amountMinor,
    ...(askedMinor === amountMinor ? {} : { askedMinor }),
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

/** What one batch came to, as it is told to the host. */
export function batchTotalsOf(transactions: readonly StoredTransaction[], batch: number): BatchTotals {
  const standing = transactions.filter((each) => each.batch === batch && each.state === 'approved');
  const credits = standing.filter(({ kind }) => kind === 'refund');
  const debits = standing.filter(({ kind }) => kind !== 'refund');
  const sum = (of: readonly StoredTransaction[]): number =>
    of.reduce((total, { amountMinor }) => total + amountMinor, 0);
  return {
    debitCount: debits.length,
    debitMinor: sum(debits),
    creditCount: credits.length,
    creditMinor: sum(credits),
  };
}
