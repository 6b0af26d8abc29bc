import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { StoreFailure } from '../store-failure.ts';

/** An opened database file. */
export type Database = DatabaseSync;

/** Opens a file, or a database in memory. */
export function openDatabase(path: string): Database {
  return new DatabaseSync(path);
}

/** One row of a result, by column. */
export type Row = Record<string, SQLOutputValue>;

/** The first row of a result. */
export function row(database: Database, sql: string, ...values: readonly SQLInputValue[]): Row | undefined {
  return prepared(database, sql).get(...values);
}

/** All rows of a result. */
export function rows(database: Database, sql: string): readonly Row[] {
  return prepared(database, sql).all();
}

const statements = new WeakMap<DatabaseSync, Map<string, StatementSync>>();

/** Each statement is compiled once a database: there are a few dozen, and each sale uses most of them. */
function prepared(database: Database, sql: string): StatementSync {
  const known = statements.get(database) ?? new Map<string, StatementSync>();
  statements.set(database, known);
  const statement = known.get(sql) ?? database.prepare(sql);
  known.set(sql, statement);
  return statement;
}

/** @returns the id of the last row inserted */
export function run(database: Database, sql: string, ...values: readonly SQLInputValue[]): number {
  return Number(prepared(database, sql).run(...values).lastInsertRowid);
}

/** @returns how many rows were changed */
export function change(database: Database, sql: string, ...values: readonly SQLInputValue[]): number {
  return Number(prepared(database, sql).run(...values).changes);
}

/** A column's text; undefined when it is null. */
export function textOf(value: SQLOutputValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** All of it or nothing, and on the disk when it returns. @throws {StoreFailure} */
export function atomically<T>(database: Database, what: string, work: () => T): T {
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

/** Tells what the database said in the store's own words. @throws {StoreFailure} */
export function attempt<T>(what: string, work: () => T): T {
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

/** Copies of erased boxes may lie in the write-ahead log until it is emptied. */
export function forgetWrittenPages(database: Database): void {
  attempt('empty the write-ahead log', () => database.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
}
