import type { LoggedTransaction } from '../kernel/outcome.ts';

/** The last approved transactions of this power life, in memory only: account numbers do not go to the disk. */
export interface TransactionLog {
  readonly entries: () => readonly LoggedTransaction[];
  add(entry: LoggedTransaction): void;
}

const entryCountMax = 100;

/**
 * A log of at most 100 transactions; older ones are forgotten.
 *
 * @clause EMV 4.4 Book 3, 10.6.1 (a log of approved transactions is the terminal's to keep or not)
 */
export function transactionLog(): TransactionLog {
  const entries: LoggedTransaction[] = [];
  return {
    entries: () => entries,
    add: (entry) => {
      entries.push(entry);
      if (entries.length > entryCountMax) entries.shift();
    },
  };
}
