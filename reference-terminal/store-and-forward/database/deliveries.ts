import type { DurableStore } from '../durable-store.ts';
import type { DeliveryKind, DeliveryToOwe, PendingAdvices } from '../records.ts';
import { seal, unseal } from './sealing.ts';
import { atomically, attempt, forgetWrittenPages, row, rows, run, type Database } from './sqlite.ts';
import { countStates, forgetOriginal, move } from './states.ts';

type Deliveries = Pick<
  DurableStore,
  | 'oweReversal'
  | 'oweAdvice'
  | 'dueDeliveries'
  | 'countAttempt'
  | 'delivered'
  | 'owedCount'
  | 'doubtCount'
  | 'pendingAdvices'
>;

/** The store's functions about what is owed to the host. */
export function deliveriesOn(database: Database): Deliveries {
  return {
    oweReversal(reversal) {
      atomically(database, 'write a reversal', () => {
        move(database, reversal.transactionId, {
          from: ['open', 'approved', 'held', 'advice-due', 'replacement-due'],
          to: 'reversal-due',
        });
        forgetOriginal(database, reversal.transactionId);
        insertDelivery(database, 'reversal', reversal);
      });
    },
    oweAdvice(advice) {
      atomically(database, 'write an advice', () => {
        move(database, advice.transactionId, { from: ['open'], to: 'advice-due' });
        insertDelivery(database, 'advice', advice);
      });
    },
    dueDeliveries: () =>
      attempt('read what is owed', () =>
        rows(database, 'SELECT * FROM deliveries WHERE sealed_message IS NOT NULL ORDER BY id').map((found) => ({
          id: Number(found['id']),
          // The table's own constraint holds it to the known words.
          kind: String(found['kind']) as DeliveryKind,
          transactionId: Number(found['transaction_id']),
          stan: String(found['stan']),
          message: unseal(database, found['sealed_message'], `deliveries/${Number(found['id'])}`),
          attempts: Number(found['attempts']),
        })),
      ),
    countAttempt(deliveryId) {
      atomically(database, 'count an attempt', () =>
        run(database, 'UPDATE deliveries SET attempts = attempts + 1 WHERE id = ?', deliveryId),
      );
    },
    delivered(deliveryId, responseCode) {
      atomically(database, 'close a delivery', () => {
        // An advice or a replacement of what was voided meanwhile changes nothing: its reversal is still to come.
        run(
          database,
          `UPDATE transactions SET state = CASE state WHEN 'reversal-due' THEN 'reversed' ELSE 'approved' END
           WHERE (id, state) = (SELECT transaction_id, kind || '-due' FROM deliveries WHERE id = ?)`,
          deliveryId,
        );
        run(
          database,
          'UPDATE deliveries SET sealed_message = NULL, response_code = ? WHERE id = ?',
          responseCode,
          deliveryId,
        );
      });
      forgetWrittenPages(database);
    },
    owedCount: () =>
      countStates(database, ['open', 'reversal-due', 'advice-due']) +
      dueCount(database, 'confirmation') +
      dueCount(database, 'replacement'),
    doubtCount: () => countStates(database, ['open', 'reversal-due']) + dueCount(database, 'replacement'),
    pendingAdvices: () => attempt('count the advices', () => pendingAdvices(database)),
  };
}

/** Lines a message up. Inside a transaction of the database. */
export function insertDelivery(database: Database, kind: DeliveryKind, delivery: DeliveryToOwe): void {
  const { transactionId, stan, message } = delivery;
  const sql = 'INSERT INTO deliveries (transaction_id, kind, stan) VALUES (?, ?, ?)';
  const id = run(database, sql, transactionId, kind, stan);
  const box = seal(database, message, `deliveries/${id}`);
  run(database, 'UPDATE deliveries SET sealed_message = ? WHERE id = ?', box, id);
}

/** Confirmations have no state of a transaction, and a pre-authorization that was completed may still owe a replacement. */
function dueCount(database: Database, kind: 'confirmation' | 'replacement'): number {
  const sql = 'SELECT count(*) AS due FROM deliveries WHERE kind = ? AND sealed_message IS NOT NULL';
  return attempt(`count each ${kind}`, () => Number(row(database, sql, kind)?.['due']));
}

function pendingAdvices(database: Database): PendingAdvices {
  const found = row(
    database,
    `SELECT count(*) AS count, sum(amount_minor) AS amount, min(created_at_ms) AS oldest
     FROM transactions WHERE state = 'advice-due'`,
  );
  const oldest = found?.['oldest'];
  return {
    count: Number(found?.['count']),
    amountMinor: Number(found?.['amount'] ?? 0),
    oldestAtMs: typeof oldest === 'number' ? oldest : undefined,
  };
}
