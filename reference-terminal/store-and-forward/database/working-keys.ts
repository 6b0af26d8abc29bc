import assert from 'node:assert/strict';
import type { DurableStore } from '../durable-store.ts';
import { seal, unseal } from './sealing.ts';
import { atomically, attempt, row, run, type Database } from './sqlite.ts';

const place = 'working keys';
const sequence = "SELECT value FROM counters WHERE name = 'sequence'";

/** Working keys lie sealed beside the device's own key, with the number of transactions that there were before them. */
export function workingKeysOn(
  database: Database,
): Pick<DurableStore, 'workingKeys' | 'takeWorkingKeys' | 'transactionsUnderKeys'> {
  return {
    workingKeys: () =>
      attempt('look up the working keys', () => {
        const box = row(database, 'SELECT value FROM keys WHERE name = ?', place)?.['value'];
        return box === undefined ? undefined : unseal(database, box, place);
      }),
    takeWorkingKeys: (keys) =>
      atomically(database, 'take working keys', () => {
        run(
          database,
          'INSERT INTO keys (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
          place,
          seal(database, keys, place),
        );
        run(
          database,
          `INSERT INTO counters (name, value) VALUES ('sequence at keys', coalesce((${sequence}), 0))
             ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
        );
      }),
    transactionsUnderKeys: () =>
      attempt('count transactions under the working keys', () => {
        const found = row(
          database,
          `SELECT coalesce((${sequence}), 0)
             - coalesce((SELECT value FROM counters WHERE name = 'sequence at keys'), 0) AS count`,
        );
        const count = Number(found?.['count']);
        assert(Number.isSafeInteger(count), 'counters of the store are whole numbers');
        return count;
      }),
  };
}
