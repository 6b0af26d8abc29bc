import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';

import { toHex } from '../kernel/bytes.ts';
import type { KeyLedger } from '../kernel/pin/key-ledger.ts';
import type { Completion, DueReversal, Intent, OpenIntent, ReversalToOwe, StoredTransaction } from './records.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.table.ts';
import { sealed, unsealed } from './sealed-box.ts';
import { StoreFailure } from './store-failure.ts';

/**
 * What a terminal must not forget. Every function is one atomic step: when it returns, its effect survives a power
 * cut; when it throws {@link StoreFailure}, it has none. (Only `reversalDelivered` may throw after its effect, when the
 * erased copy could not be flushed out of the write-ahead log.)
 */
export interface DurableStore extends Disposable, KeyLedger {
  /** Gives the store its device key, 32 bytes, unless it has one already. Before any sealed record. */
  ensureDeviceKey(make: () => Uint8Array): void;
  /** Next system trace audit number, six digits: 000001 to 999999 and round, never the same twice in between. */
  nextStan(): string;
  /** Next transaction sequence counter, 1 to 99 999 999 and round. */
  nextSequenceCounter(): number;
  /** Writes that a request is about to leave. */
  openTransaction(intent: Intent): number;
  /** Ends an open transaction for which nothing is owed, and erases its request. */
  completeTransaction(id: number, completion: Completion): void;
  /** Ends an open transaction for which a reversal is owed, and erases its request. Once a transaction. */
  oweReversal(reversal: ReversalToOwe): void;
  /** Transactions whose end was never written. */
  openIntents(): readonly OpenIntent[];
  /** Reversals that are owed, oldest first. */
  dueReversals(): readonly DueReversal[];
  /** Writes that a reversal is about to leave. */
  countAttempt(reversalId: number): void;
  /** The host acknowledged: the transaction is reversed, the message is erased. */
  reversalDelivered(reversalId: number, responseCode: string): void;
  /** How much the host is still owed: open transactions and due reversals. */
  owedCount(): number;
  /** Everything that ever went to the host, oldest first. */
  transactions(): readonly StoredTransaction[];
}

/** Terms of a store. */
export interface StoreTerms {
  /** Largest size of the database, rounded up to whole pages of 4096 bytes; beyond it records fail with STORE_FULL. */
  readonly sizeBytesMax?: number;
  /** Trace number that a new store goes on from: that of the terminal that this one replaces. 0 unless given. */
  readonly lastStan?: number;
}

/**
 * Opens a store, makes it if there is none, and checks it to the last page.
 *
 * @param path  a file on a disk that keeps its promises, or ':memory:' for a store that only outlives the terminal
 * @throws {StoreFailure} STORE_CORRUPT, STORE_UNKNOWN_VERSION, STORE_UNUSABLE
 */
export function openDurableStore(path: string, terms: StoreTerms = {}): DurableStore {
  const database = attempt(`open the store ${path}`, () => new DatabaseSync(path));
  try {
    attempt(`open the store ${path}`, () => prepare(database, terms));
  } catch (error) {
    database.close();
    throw error;
  }
  return storeOn(database);
}

/** A store in memory that can be made as new again, for benches that need thousands of them. */
export interface ScratchStore {
  readonly store: DurableStore;
  /** Forgets everything but the device key, used keys too. */
  wipe(): void;
}

/** Opens a store that is not durable at all. */
export function openScratchStore(): ScratchStore {
  const database = new DatabaseSync(':memory:');
  prepare(database, {});
  return {
    store: storeOn(database),
    wipe: () => {
      for (const table of ['reversals', 'transactions', 'counters', 'sqlite_sequence'])
        run(database, `DELETE FROM ${table}`);
      run(database, "DELETE FROM keys WHERE name <> 'device'");
    },
  };
}

const PAGE_BYTES = 4096;

function prepare(database: DatabaseSync, terms: StoreTerms): void {
  // FULL makes every commit wait for the disk; without it the last commits before a power cut may be missing.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
  database.exec('PRAGMA secure_delete = ON');
  const check = database.prepare('PRAGMA integrity_check').get();
  if (check?.['integrity_check'] !== 'ok') {
    throw new StoreFailure(
      'STORE_CORRUPT',
      'checked the store, its pages contradict each other; keep the file and start anew',
    );
  }
  const version = database.prepare('PRAGMA user_version').get()?.['user_version'];
  if (version === 0) {
    database.exec(`BEGIN IMMEDIATE; ${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
    run(database, "INSERT INTO counters (name, value) VALUES ('stan', ?)", terms.lastStan ?? 0);
  } else if (version !== SCHEMA_VERSION) {
    throw new StoreFailure(
      'STORE_UNKNOWN_VERSION',
      `opened a store of version ${String(version)}, this terminal writes version ${SCHEMA_VERSION}`,
    );
  }
  if (terms.sizeBytesMax !== undefined) {
    database.exec(`PRAGMA max_page_count = ${Math.ceil(terms.sizeBytesMax / PAGE_BYTES)}`);
  }
}

function storeOn(database: DatabaseSync): DurableStore {
  return {
    ...countersOn(database),
    ...keyLedgerOn(database),
    ...transactionsOn(database),
    ...reversalsOn(database),
    ensureDeviceKey(make) {
      atomically(database, 'keep the device key', () => {
        if (row(database, "SELECT value FROM keys WHERE name = 'device'") !== undefined) return;
        const key = make();
        assert(key.length === 32, 'a device key has 32 bytes');
        run(database, "INSERT INTO keys (name, value) VALUES ('device', ?)", key);
      });
    },
    owedCount() {
      return attempt('count what is owed', () =>
        Number(
          row(database, "SELECT count(*) AS owed FROM transactions WHERE state IN ('open', 'reversal-due')")?.['owed'],
        ),
      );
    },
    [Symbol.dispose]() {
      if (database.isOpen) database.close();
    },
  };
}

type Counters = Pick<DurableStore, 'nextStan' | 'nextSequenceCounter'>;

function countersOn(database: DatabaseSync): Counters {
  const next = (name: string, countMax: number): number =>
    atomically(database, `advance the counter ${name}`, () => advance(database, name, countMax));
  return {
    nextStan: () => String(next('stan', 999_999)).padStart(6, '0'),
    nextSequenceCounter: () => next('sequence', 99_999_999),
  };
}

/** The last serial number of an initial key lies beside the device's own key; no schema of its own. */
function keyLedgerOn(database: DatabaseSync): KeyLedger {
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

type Transactions = Pick<DurableStore, 'openTransaction' | 'completeTransaction' | 'openIntents' | 'transactions'>;

function transactionsOn(database: DatabaseSync): Transactions {
  return {
    openTransaction: (intent) =>
      atomically(database, 'write an intent', () => {
        const { stan, kind, amountMinor, createdAtMs } = intent;
        const id = run(
          database,
          `INSERT INTO transactions (stan, kind, amount_minor, created_at_ms, state) VALUES (?, ?, ?, ?, 'open')`,
          stan,
          kind,
          amountMinor,
          createdAtMs,
        );
        const box = seal(database, intent.original, `transactions/${id}`);
        run(database, 'UPDATE transactions SET sealed_original = ? WHERE id = ?', box, id);
        return id;
      }),
    completeTransaction(id, completion) {
      const approvalCode = completion.state === 'approved' ? (completion.approvalCode ?? null) : null;
      atomically(database, 'complete a transaction', () => {
        leaveOpen(database, id, completion.state);
        run(
          database,
          'UPDATE transactions SET response_code = ?, approval_code = ?, has_issuer_authentication = ? WHERE id = ?',
          completion.responseCode ?? null,
          approvalCode,
          completion.hasIssuerAuthentication ? 1 : 0,
          id,
        );
      });
    },
    openIntents: () =>
      attempt('read the open intents', () =>
        rows(database, "SELECT * FROM transactions WHERE state = 'open' ORDER BY id").map((found) =>
          Object.assign(transactionOf(found), {
            original: unseal(database, found['sealed_original'], `transactions/${Number(found['id'])}`),
          }),
        ),
      ),
    transactions: () =>
      attempt('read the transactions', () =>
        rows(database, 'SELECT * FROM transactions ORDER BY id').map((found) => transactionOf(found)),
      ),
  };
}

type Reversals = Pick<DurableStore, 'oweReversal' | 'dueReversals' | 'countAttempt' | 'reversalDelivered'>;

function reversalsOn(database: DatabaseSync): Reversals {
  return {
    oweReversal(reversal) {
      atomically(database, 'write a reversal', () => {
        leaveOpen(database, reversal.transactionId, 'reversal-due');
        const id = run(
          database,
          'INSERT INTO reversals (transaction_id, stan) VALUES (?, ?)',
          reversal.transactionId,
          reversal.stan,
        );
        const box = seal(database, reversal.message, `reversals/${id}`);
        run(database, 'UPDATE reversals SET sealed_message = ? WHERE id = ?', box, id);
      });
    },
    dueReversals: () =>
      attempt('read the due reversals', () =>
        rows(database, 'SELECT * FROM reversals WHERE sealed_message IS NOT NULL ORDER BY id').map((found) => ({
          id: Number(found['id']),
          transactionId: Number(found['transaction_id']),
          stan: String(found['stan']),
          message: unseal(database, found['sealed_message'], `reversals/${Number(found['id'])}`),
          attempts: Number(found['attempts']),
        })),
      ),
    countAttempt(reversalId) {
      atomically(database, 'count an attempt', () =>
        run(database, 'UPDATE reversals SET attempts = attempts + 1 WHERE id = ?', reversalId),
      );
    },
    reversalDelivered(reversalId, responseCode) {
      atomically(database, 'close a reversal', () => {
        run(
          database,
          `UPDATE transactions SET state = 'reversed'
           WHERE state = 'reversal-due' AND id = (SELECT transaction_id FROM reversals WHERE id = ?)`,
          reversalId,
        );
        run(
          database,
          'UPDATE reversals SET sealed_message = NULL, response_code = ? WHERE id = ?',
          responseCode,
          reversalId,
        );
      });
      forgetWrittenPages(database);
    },
  };
}

/** Moves a transaction out of `open`, which erases its request; it must have been open, so that nothing ends twice. */
function leaveOpen(database: DatabaseSync, id: number, state: string): void {
  const sql = "UPDATE transactions SET state = ?, sealed_original = NULL WHERE id = ? AND state = 'open'";
  assert(prepared(database, sql).run(state, id).changes === 1, 'only an open transaction can end');
}

/** Copies of erased boxes may lie in the write-ahead log until it is emptied. */
function forgetWrittenPages(database: DatabaseSync): void {
  attempt('empty the write-ahead log', () => database.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
}

function transactionOf(found: Row): StoredTransaction {
  return {
    id: Number(found['id']),
    stan: String(found['stan']),
    kind: found['kind'] === 'refund' ? 'refund' : 'purchase',
    amountMinor: Number(found['amount_minor']),
    createdAtMs: Number(found['created_at_ms']),
    // The table's own constraint holds the state to the known words.
    state: String(found['state']) as StoredTransaction['state'],
    responseCode: textOf(found['response_code']),
    approvalCode: textOf(found['approval_code']),
    hasIssuerAuthentication: found['has_issuer_authentication'] === 1,
  };
}

function advance(database: DatabaseSync, name: string, countMax: number): number {
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

function deviceKey(database: DatabaseSync): Uint8Array {
  const key = row(database, "SELECT value FROM keys WHERE name = 'device'")?.['value'];
  assert(key instanceof Uint8Array, 'the store got its device key before any sealed record');
  return key;
}

function seal(database: DatabaseSync, plain: Uint8Array, place: string): Uint8Array {
  const nonceCounter = advance(database, 'nonce', Number.MAX_SAFE_INTEGER);
  return sealed(plain, { key: deviceKey(database), nonceCounter, place });
}

function unseal(database: DatabaseSync, box: SQLOutputValue | undefined, place: string): Uint8Array {
  assert(box instanceof Uint8Array, 'a record that is still needed keeps its sealed part');
  return unsealed(box, { key: deviceKey(database), place });
}

type Row = Record<string, SQLOutputValue>;

function row(database: DatabaseSync, sql: string, ...values: readonly SQLInputValue[]): Row | undefined {
  return prepared(database, sql).get(...values);
}

function rows(database: DatabaseSync, sql: string): readonly Row[] {
  return prepared(database, sql).all();
}

const statements = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** Each statement is compiled once a database: there are a few dozen, and each sale uses most of them. */
function prepared(database: DatabaseSync, sql: string): StatementSync {
  const known = statements.get(database) ?? new Map<string, StatementSync>();
  statements.set(database, known);
  const statement = known.get(sql) ?? database.prepare(sql);
  known.set(sql, statement);
  return statement;
}

/** @returns the id of the last row inserted */
function run(database: DatabaseSync, sql: string, ...values: readonly SQLInputValue[]): number {
  return Number(prepared(database, sql).run(...values).lastInsertRowid);
}

function textOf(value: SQLOutputValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function atomically<T>(database: DatabaseSync, what: string, work: () => T): T {
  return attempt(what, () => {
    run(database, 'BEGIN IMMEDIATE');
    try {
      const result = work();
      run(database, 'COMMIT');
      return result;
    } catch (error) {
      // A full disk makes SQLite roll back by itself.
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  });
}

const SQLITE_CORRUPT = 11;
const SQLITE_FULL = 13;
const SQLITE_NOTADB = 26;

function attempt<T>(what: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isSqliteError(error)) throw error;
    const primary = error.errcode & 0xff;
    const said = `tried to ${what}, the database said ${error.errcode}`;
    if (primary === SQLITE_FULL) throw new StoreFailure('STORE_FULL', `${said}: no room left`, { cause: error });
    if (primary === SQLITE_CORRUPT || primary === SQLITE_NOTADB) {
      throw new StoreFailure('STORE_CORRUPT', `${said}: the file is damaged; keep it and start anew`, { cause: error });
    }
    throw new StoreFailure('STORE_UNUSABLE', `${said}; look at the path and its file system`, { cause: error });
  }
}

function isSqliteError(error: unknown): error is Error & { readonly errcode: number } {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
}
