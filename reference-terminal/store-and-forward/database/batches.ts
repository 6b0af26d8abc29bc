import assert from 'node:assert/strict';
import type { DurableStore } from '../durable-store.ts';
import { advance } from './sealing.ts';
import { countStates } from './states.ts';
import { atomically, attempt, forgetWrittenPages, row, run, type Database } from './sqlite.ts';

type Batches = Pick<DurableStore, 'batch' | 'closeBatch'>;

/** The store's functions about batches. */
export function batchesOn(database: Database): Batches {
  return {
    batch: () => attempt('read the number of the batch', () => openBatch(database)),
    closeBatch() {
      atomically(database, 'close the batch', () => {
        assert(
          countStates(database, ['open', 'reversal-due', 'advice-due', 'replacement-due']) === 0,
          'a batch closes when nothing is owed',
        );
        run(database, 'UPDATE transactions SET sealed_original = NULL WHERE batch = ?', openBatch(database));
        advance(database, 'batch', BATCH_MAX);
      });
      forgetWrittenPages(database);
    },
  };
}

/** Six digits on the wire. */
const BATCH_MAX = 999_999;

/** Number of the batch that is open. The counter holds the last batch that was closed. */
export function openBatch(database: Database): number {
  return (Number(row(database, "SELECT value FROM counters WHERE name = 'batch'")?.['value'] ?? 0) % BATCH_MAX) + 1;
}
