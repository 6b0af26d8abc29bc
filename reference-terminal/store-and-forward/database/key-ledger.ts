import { toHex } from '../../kernel/bytes.ts';
import type { KeyLedger } from '../../kernel/pin/key-ledger.ts';
import { atomically, attempt, row, run, type Database } from './sqlite.ts';

/** The last serial number of an initial key lies beside the device's own key; no schema of its own. */
export function keyLedgerOn(database: Database): KeyLedger {
  const nameOf = (first: Uint8Array): string => `serial number after ${toHex(first)}`;
  const last = (first: Uint8Array): Uint8Array => {
    const found = row(database, 'SELECT value FROM keys WHERE name = ?', nameOf(first))?.['value'];
    return found instanceof Uint8Array ? found : first;
  };
  return {
    lastKeySerialNumber: (first) => attempt('look up a key serial number', () => last(first)),
    takeKeySerialNumber: (first, next) =>
      atomically(database, 'take a key serial number', () => {
        const taken = next(last(first));
        if (taken === undefined) return undefined;
        run(
          database,
          'INSERT INTO keys (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
          nameOf(first),
          taken,
        );
        return taken;
      }),
  };
}
