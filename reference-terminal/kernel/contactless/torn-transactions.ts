import { sameBytes } from '../bytes.ts';
import type { TransactionData } from '../outcome.ts';

/** One transaction whose card left while its cryptogram was on the way. */
export interface TornTransaction {
  readonly pan: Uint8Array;
  /** Tag 5F34, empty when the card has none. */
  readonly sequenceNumber: Uint8Array;
  readonly tornAtMs: number;
  /** All data objects as they were when the cryptogram was asked for. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
  /** Values of CDOL1 and PDOL as sent, and what was asked for: the card's signature covers them. */
  readonly riskManagementData: Uint8Array;
  readonly processingOptionsData: Uint8Array;
  readonly requested: 'AAC' | 'TC' | 'ARQC';
  readonly method: TransactionData['cardholderVerification'];
  /** Values of the DRDOL, which the card gets back to find the transaction again. */
  readonly recoveryData: Uint8Array;
}

/** The log of torn transactions, oldest first. It lives as long as the reader is powered. */
export interface TornLog {
  /** Removes what is older than `lifetimeMs`, and returns it. */
  clean(nowMs: number, lifetimeMs: number): readonly TornTransaction[];
  /** The transaction of this card, if it is there. */
  find(card: Pick<TornTransaction, 'pan' | 'sequenceNumber'>): TornTransaction | undefined;
  /** Adds one; when there is no room the oldest makes it, and is returned. */
  add(torn: TornTransaction, recordCountMax: number): readonly TornTransaction[];
  remove(torn: TornTransaction): void;
}

/**
 * An empty log.
 *
 * @clause C-2, torn transaction recovery: records are found by account and sequence number, expire by age (DF811C) and
 *   number (DF811D)
 */
export function createTornLog(): TornLog {
  let records: readonly TornTransaction[] = [];
  return {
    clean(nowMs, lifetimeMs) {
      const isOver = ({ tornAtMs }: TornTransaction): boolean => nowMs - tornAtMs > lifetimeMs;
      const expired = records.filter((record) => isOver(record));
      records = records.filter((record) => !isOver(record));
      return expired;
    },
    find: ({ pan, sequenceNumber }) =>
      records.findLast((record) => sameBytes(record.pan, pan) && sameBytes(record.sequenceNumber, sequenceNumber)),
    add(torn, recordCountMax) {
      const kept = [...records, torn];
      const overflow = kept.slice(0, Math.max(0, kept.length - recordCountMax));
      records = kept.slice(overflow.length);
      return overflow;
    },
    remove(torn) {
      records = records.filter((record) => record !== torn);
    },
  };
}
