import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { openDurableStore } from './durable-store.ts';
import type { DurableStore } from './durable-store.ts';
import type { Intent } from './records.ts';
import { StoreFailure } from './store-failure.ts';

const original = Buffer.from('5413330089604111 and more', 'latin1');
const intent: Intent = { stan: '000001', kind: 'purchase', amountMinor: 1250, createdAtMs: 1.5, original };

function withKey(store: DurableStore): DurableStore {
  store.ensureDeviceKey(() => new Uint8Array(32).fill(7));
  return store;
}

function directory(): Disposable & { readonly file: string } {
  const path = mkdtempSync(join(tmpdir(), 'durable-store-'));
  return { file: join(path, 'store.db'), [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

function bytesAtRest(file: string): string {
  return [file, `${file}-wal`]
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'latin1'))
    .join('');
}

function failureOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error instanceof StoreFailure ? error.code : error;
  }
  return 'no failure';
}

describe('trace numbers', () => {
  test('never come again after the store was opened anew', () => {
    using place = directory();
    {
      using store = openDurableStore(place.file);
      expect([store.nextStan(), store.nextStan()]).toEqual(['000001', '000002']);
    }
    using store = openDurableStore(place.file);
    expect(store.nextStan()).toBe('000003');
  });

  test('go round from 999999 to 000001', () => {
    using store = openDurableStore(':memory:', { lastStan: 999_998 });
    expect([store.nextStan(), store.nextStan(), store.nextStan()]).toEqual(['999999', '000001', '000002']);
  });
});

describe('records', () => {
  test('of open transactions and due reversals are there with their content when the store is opened anew', () => {
    using place = directory();
    {
      using store = withKey(openDurableStore(place.file));
      store.openTransaction(intent);
      const id = store.openTransaction({ ...intent, stan: '000002' });
      store.oweReversal({ transactionId: id, stan: '000003', message: Buffer.from('advice') });
    }
    using store = openDurableStore(place.file);
    expect(store.openIntents()).toMatchObject([{ id: 1, stan: '000001', original }]);
    expect(store.dueDeliveries()).toMatchObject([{ stan: '000003', attempts: 0, message: Buffer.from('advice') }]);
    expect(store.owedCount()).toBe(2);
  });

  test('that hold an account number are not readable at rest, and gone when they are no longer needed', () => {
    using place = directory();
    using store = withKey(openDurableStore(place.file));
    const id = store.openTransaction(intent);
    store.oweReversal({ transactionId: id, stan: '000002', message: original });
    expect(bytesAtRest(place.file)).not.toContain('5413330089604111');
    const [due] = store.dueDeliveries();
    store.delivered(due?.id ?? 0, '00');
    expect(store.dueDeliveries()).toEqual([]);
    expect(store.transactions()).toMatchObject([{ state: 'reversed' }]);
    expect(bytesAtRest(place.file)).not.toContain('and more');
  });

  test('of a transaction can end only once', () => {
    using store = withKey(openDurableStore(':memory:'));
    const id = store.openTransaction(intent);
    store.completeTransaction(id, { state: 'declined', responseCode: '05', hasIssuerAuthentication: false });
    const owe = (): void => store.oweReversal({ transactionId: id, stan: '000002', message: original });
    expect(owe).toThrow('only a transaction that is open');
    expect(store.owedCount()).toBe(0);
  });

  test('keep their device key for life', () => {
    using store = withKey(openDurableStore(':memory:'));
    store.openTransaction(intent);
    store.ensureDeviceKey(() => new Uint8Array(32).fill(9));
    expect(store.openIntents()).toMatchObject([{ original }]);
  });
});

describe('a failing disk', () => {
  test('that damaged the file is told at opening', () => {
    using place = directory();
    {
      using store = withKey(openDurableStore(place.file));
      for (let count = 0; count < 50; count += 1) store.openTransaction(intent);
    }
    const bytes = readFileSync(place.file);
    bytes.fill(0xa5, 4096 * 2);
    writeFileSync(place.file, bytes);
    expect(failureOf(() => openDurableStore(place.file))).toBe('STORE_CORRUPT');
  });

  test('that holds something else than a store is told at opening', () => {
    using place = directory();
    writeFileSync(place.file, 'no database at all, '.repeat(300));
    expect(failureOf(() => openDurableStore(place.file))).toBe('STORE_CORRUPT');
  });

  test('that can not be reached is told at opening', () => {
    using place = directory();
    expect(failureOf(() => openDurableStore(join(place.file, 'no-such-folder', 'store.db')))).toBe('STORE_UNUSABLE');
  });

  test('that is full refuses the record whole and goes on with what it has', () => {
    using place = directory();
    using store = withKey(openDurableStore(place.file, { sizeBytesMax: 64 * 1024 }));
    let written = 0;
    let failure: unknown = 'no failure';
    while (failure === 'no failure' && written < 10_000) {
      failure = failureOf(() => store.openTransaction(intent));
      if (failure === 'no failure') written += 1;
    }
    expect(failure).toBe('STORE_FULL');
    expect(store.openIntents()).toHaveLength(written);
  });
});
