import assert from 'node:assert/strict';
import type { TransactionState } from '../records.ts';
import { attempt, change, row, run, type Database } from './sqlite.ts';

/** Moves a transaction on; it must stand where it may be moved from, so that nothing ends twice. */
export function move(
  database: Database,
  id: number,
  step: { readonly from: readonly TransactionState[]; readonly to: TransactionState },
): void {
  const from = step.from.map((state) => `'${state}'`).join(', ');
  const moved = change(database, `UPDATE transactions SET state = ? WHERE id = ? AND state IN (${from})`, step.to, id);
  assert(moved === 1, `only a transaction that is ${step.from.join(' or ')} can become ${step.to}`);
}

/** Nobody can undo it any more. */
export function forgetOriginal(database: Database, id: number): void {
  run(database, 'UPDATE transactions SET sealed_original = NULL WHERE id = ?', id);
}

/** How many transactions are in one of these states. */
export function countStates(database: Database, states: readonly TransactionState[]): number {
  const list = states.map((state) => `'${state}'`).join(', ');
  return attempt('count what is owed', () =>
    Number(row(database, `SELECT count(*) AS owed FROM transactions WHERE state IN (${list})`)?.['owed']),
  );
}
