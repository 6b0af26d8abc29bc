import type { KeyLedger } from '../kernel/pin/key-ledger.ts';
import { batchesOn } from './database/batches.ts';
import { deliveriesOn } from './database/deliveries.ts';
import { replacementsOn } from './database/replacements.ts';
import { keyLedgerOn } from './database/key-ledger.ts';
import { advance, ensureDeviceKey } from './database/sealing.ts';
import { atomically, attempt, openDatabase, run, type Database } from './database/sqlite.ts';
import { transactionsOn } from './database/transactions.ts';
import { workingKeysOn } from './database/working-keys.ts';
import type {
  AdvisedTransaction,
  Completion,
  DeliveryToOwe,
  DueDelivery,
  Intent,
  OpenIntent,
  PendingAdvices,
  ReplacementToOwe,
  StandingTransaction,
  StoredTransaction,
} from './records.ts';
import { SCHEMA, SCHEMA_VERSION } from './schema.table.ts';
import { StoreFailure } from './store-failure.ts';

/**
 * What a terminal must not forget. Every function is one atomic step: when it returns, its effect survives a power
 * cut; when it throws {@link StoreFailure}, it has none. (Only `delivered` may throw after its effect, when the erased copy
 * could not be flushed out of the write-ahead log.)
 */
export interface DurableStore extends Disposable, KeyLedger {
  /** Gives the store its device key, 32 bytes, unless it has one already. Before any sealed record. */
  ensureDeviceKey(make: () => Uint8Array): void;
  /** Next system trace audit number, six digits: 000001 to 999999 and round, never the same twice in between. */
  nextStan(): string;
  /** Keys that took the place of the configuration's, as they were handed over; undefined before the first. */
  workingKeys(): Uint8Array | undefined;
  /** Keeps new keys, sealed, in the place of the last ones. */
  takeWorkingKeys(keys: Uint8Array): void;
  /** How many sequence counters were given out since keys were kept. */
  transactionsUnderKeys(): number;
  /** Next transaction sequence counter, 1 to 99 999 999 and round. */
  nextSequenceCounter(): number;
  /** Writes that a request is about to leave. */
  openTransaction(intent: Intent): number;
  /** Ends an open transaction for which nothing is owed; the request of a declined one is erased. */
  completeTransaction(id: number, completion: Completion): void;
  /** Turns an open transaction, or one that stands, into one for which a reversal is owed. Once a transaction. */
  oweReversal(reversal: DeliveryToOwe): void;
  /** Leaves less of a transaction that stands, and owes the host to say so. */
  oweReplacement(replacement: ReplacementToOwe): void;
  /** Turns an open transaction whose request never left into one that was approved here and is advised. */
  oweAdvice(advice: DeliveryToOwe): void;
  /** Writes a transaction that was approved here, with its advice. */
  recordAdvised(transaction: AdvisedTransaction): void;
  /** Transactions whose end was never written. */
  openIntents(): readonly OpenIntent[];
  /** Messages that are owed, oldest first. */
  dueDeliveries(): readonly DueDelivery[];
  /** Writes that a message is about to leave. */
  countAttempt(deliveryId: number): void;
  /** The host acknowledged: the transaction is reversed, or approved as it stands, and the message is erased. */
  delivered(deliveryId: number, responseCode: string): void;
  /** How much the host is still owed: open transactions, due advices, replacements, reversals and confirmations. */
  owedCount(): number;
  /** The part of it whose end is not known at the host: open transactions, due replacements and reversals. */
  doubtCount(): number;
  pendingAdvices(): PendingAdvices;
  /** The transaction of this trace number in the batch that is open, if it can still be undone or completed. */
  standing(stan: string): StandingTransaction | undefined;
  /** Everything that ever went to the host, oldest first. */
  transactions(): readonly StoredTransaction[];
  /** Number of the batch that is open, from 1. */
  batch(): number;
  /** Opens the next batch: nothing of this one can be undone or completed any more. @throws when something is owed */
  closeBatch(): void;
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
  const database = attempt(`open the store ${path}`, () => openDatabase(path));
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
  const database = openDatabase(':memory:');
  prepare(database, {});
  return {
    store: storeOn(database),
    wipe: () => {
      for (const table of ['deliveries', 'transactions', 'counters', 'sqlite_sequence'])
        run(database, `DELETE FROM ${table}`);
      run(database, "DELETE FROM keys WHERE name <> 'device'");
    },
  };
}

const PAGE_BYTES = 4096;

function prepare(database: Database, terms: StoreTerms): void {
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

function storeOn(database: Database): DurableStore {
  return {
    ...countersOn(database),
    ...keyLedgerOn(database),
    ...workingKeysOn(database),
    ...transactionsOn(database),
    ...deliveriesOn(database),
    ...replacementsOn(database),
    ...batchesOn(database),
    ensureDeviceKey: (make) => ensureDeviceKey(database, make),
    [Symbol.dispose]() {
      if (database.isOpen) database.close();
    },
  };
}

type Counters = Pick<DurableStore, 'nextStan' | 'nextSequenceCounter'>;

function countersOn(database: Database): Counters {
  const next = (name: string, countMax: number): number =>
    atomically(database, `advance the counter ${name}`, () => advance(database, name, countMax));
  return {
    nextStan: () => String(next('stan', 999_999)).padStart(6, '0'),
    nextSequenceCounter: () => next('sequence', 99_999_999),
  };
}
