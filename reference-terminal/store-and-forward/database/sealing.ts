import assert from 'node:assert/strict';
import { sealed, unsealed } from '../sealed-box.ts';
import { atomically, row, run, type Database, type Row } from './sqlite.ts';

/** The next value of a counter, 1 to `countMax` and round. Inside a transaction of the database. */
export function advance(database: Database, name: string, countMax: number): number {
  const last = Number(row(database, 'SELECT value FROM counters WHERE name = ?', name)?.['value'] ?? 0);
  const next = last >= countMax ? 1 : last + 1;
  run(
    database,
    'INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    name,
    next,
  );
  return next;
}

function deviceKey(database: Database): Uint8Array {
  const key = row(database, "SELECT value FROM keys WHERE name = 'device'")?.['value'];
  assert(key instanceof Uint8Array, 'the store got its device key before any sealed record');
  return key;
}

/** Encrypts what lies at a place of the store, under the device key. */
export function seal(database: Database, plain: Uint8Array, place: string): Uint8Array {
  const nonceCounter = advance(database, 'nonce', Number.MAX_SAFE_INTEGER);
  return sealed(plain, { key: deviceKey(database), nonceCounter, place });
}

/** Opens what {@link seal} made for this place. */
export function unseal(database: Database, box: Row[string] | undefined, place: string): Uint8Array {
  assert(box instanceof Uint8Array, 'a record that is still needed keeps its sealed part');
  return unsealed(box, { key: deviceKey(database), place });
}

/** Gives the store its device key unless it has one. */
export function ensureDeviceKey(database: Database, make: () => Uint8Array): void {
  atomically(database, 'keep the device key', () => {
    if (row(database, "SELECT value FROM keys WHERE name = 'device'") !== undefined) return;
    const key = make();
    assert(key.length === 32, 'a device key has 32 bytes');
    run(database, "INSERT INTO keys (name, value) VALUES ('device', ?)", key);
  });
}
