import assert from 'node:assert/strict';
import type { DurableStore } from '../durable-store.ts';
import { insertDelivery } from './deliveries.ts';
import { move } from './states.ts';
import { atomically, change, type Database } from './sqlite.ts';

/** The store's function about transactions of which a part is given back. */
export function replacementsOn(database: Database): Pick<DurableStore, 'oweReplacement'> {
  return {
    oweReplacement(replacement) {
      const { transactionId, amountMinor } = replacement;
      atomically(database, 'write a replacement', () => {
        move(database, transactionId, { from: ['approved'], to: 'replacement-due' });
        reduce(database, transactionId, amountMinor);
        insertDelivery(database, 'replacement', replacement);
      });
    },
  };
}

/** Leaves less of a transaction; never more, and never nothing. Inside a transaction of the database. */
export function reduce(database: Database, id: number, amountMinor: number): void {
  const sql = 'UPDATE transactions SET amount_minor = ? WHERE id = ? AND amount_minor > ? AND ? > 0';
  const changedCount = change(database, sql, amountMinor, id, amountMinor, amountMinor);
  assert(changedCount === 1, 'a replacement leaves less, and something');
}
