import type { DurableStore } from '../durable-store.ts';
import type { Intent, StandingTransaction, StoredTransaction, TransactionState } from '../records.ts';
import { openBatch } from './batches.ts';
import { insertDelivery } from './deliveries.ts';
import { reduce } from './replacements.ts';
import { seal, unseal } from './sealing.ts';
import { forgetOriginal, move } from './states.ts';
import { atomically, attempt, row, rows, run, textOf, type Database, type Row } from './sqlite.ts';

type Transactions = Pick<
  DurableStore,
  'openTransaction' | 'completeTransaction' | 'recordAdvised' | 'openIntents' | 'transactions' | 'standing'
>;

/** The store's functions about transactions. */
export function transactionsOn(database: Database): Transactions {
  return {
    openTransaction: (intent) =>
      atomically(database, 'write an intent', () => insertTransaction(database, intent, { state: 'open' })),
    completeTransaction(id, completion) {
      const approvalCode = completion.state === 'declined' ? null : (completion.approvalCode ?? null);
      atomically(database, 'complete a transaction', () => {
        move(database, id, { from: ['open'], to: completion.state });
        if (completion.state === 'declined') forgetOriginal(database, id);
        run(
          database,
          `UPDATE transactions SET response_code = ?, approval_code = ?, has_issuer_authentication = ?,
             amount_minor = coalesce(?, amount_minor) WHERE id = ?`,
          completion.responseCode ?? null,
          approvalCode,
          completion.hasIssuerAuthentication ? 1 : 0,
          (completion.state === 'declined' ? undefined : completion.amountMinor) ?? null,
          id,
        );
        const { confirmation } = completion;
        if (confirmation !== undefined)
          insertDelivery(database, 'confirmation', { transactionId: id, ...confirmation });
      });
    },
    recordAdvised: (transaction) =>
      atomically(database, 'write an advice', () => {
        const { approvalCode, completesId, replacement, amountMinor, message, stan } = transaction;
        const id = insertTransaction(database, transaction, { state: 'advice-due', approvalCode });
        if (completesId !== undefined) {
          move(database, completesId, { from: ['held'], to: 'completed' });
          forgetOriginal(database, completesId);
          if (replacement !== undefined) {
            reduce(database, completesId, amountMinor);
            insertDelivery(database, 'replacement', { transactionId: completesId, ...replacement });
          }
        }
        insertDelivery(database, 'advice', { transactionId: id, stan, message });
      }),
    openIntents: () =>
      attempt('read the open intents', () =>
        rows(database, "SELECT * FROM transactions WHERE state = 'open' ORDER BY id").map((found) =>
          standingOf(database, found),
        ),
      ),
    transactions: () =>
      attempt('read the transactions', () =>
        rows(database, 'SELECT * FROM transactions ORDER BY id').map((found) => transactionOf(found)),
      ),
    standing: (stan) =>
      attempt('look for a transaction', () => {
        const sql = `SELECT * FROM transactions WHERE stan = ? AND batch = ? AND state IN ('approved', 'held', 'advice-due', 'replacement-due')`;
        const found = row(database, sql, stan, openBatch(database));
        return found === undefined ? undefined : standingOf(database, found);
      }),
  };
}

function insertTransaction(
  database: Database,
  intent: Intent,
  facts: { readonly state: 'open' | 'advice-due'; readonly approvalCode?: string | undefined },
): number {
  const { stan, kind, amountMinor, createdAtMs } = intent;
  const id = run(
    database,
    `INSERT INTO transactions (stan, kind, asked_minor, amount_minor, created_at_ms, batch, state, approval_code)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    stan,
    kind,
    amountMinor,
    amountMinor,
    createdAtMs,
    openBatch(database),
    facts.state,
    facts.approvalCode ?? null,
  );
  const box = seal(database, intent.original, `transactions/${id}`);
  run(database, 'UPDATE transactions SET sealed_original = ? WHERE id = ?', box, id);
  return id;
}

function transactionOf(found: Row): StoredTransaction {
  return {
    id: Number(found['id']),
    stan: String(found['stan']),
    // The table's own constraints hold kind and state to the known words.
    kind: String(found['kind']) as StoredTransaction['kind'],
    amountMinor: Number(found['amount_minor']),
    askedMinor: Number(found['asked_minor']),
    createdAtMs: Number(found['created_at_ms']),
    batch: Number(found['batch']),
    state: String(found['state']) as TransactionState,
    responseCode: textOf(found['response_code']),
    approvalCode: textOf(found['approval_code']),
    hasIssuerAuthentication: found['has_issuer_authentication'] === 1,
  };
}

function standingOf(database: Database, found: Row): StandingTransaction {
  const original = unseal(database, found['sealed_original'], `transactions/${Number(found['id'])}`);
  return Object.assign(transactionOf(found), { original });
}
