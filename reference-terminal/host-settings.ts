/** The hosts of one acquirer, and how they are called. Behind all of them is one ledger. */
export interface HostsSettings {
  /** In the order in which they are called: the first is the primary one. At least two. */
  readonly names: readonly string[];
  /** So long the terminal stays with another host before it tries the primary one again. */
  readonly returnAfterMs: number;
  /** Whether a connection is kept, or made anew for every request. */
  readonly connections: 'persistent' | 'one-a-request';
}

/** How pauses grow between tries that fail. */
export interface RetryBackOff {
  /** The pause doubles until it is this long. */
  readonly capMs: number;
  /** Up to this part of each pause is taken off by chance, so that terminals that failed together don't come back together. */
  readonly jitterPercent: number;
}

/** When the terminal talks to its host about the talking, and what comes of it when that fails. */
export interface NetworkManagement {
  /** When it signs on: once in every power life, and again when an echo test failed. */
  readonly signOn: 'at-start' | 'before-first-transaction';
  /** Absent: no echo tests. */
  readonly echoEveryMs?: number;
  /** Absent: the keys of the configuration stay. */
  readonly keyChange?: KeyChange;
  /**
   * What a sign-on or a key change that fails leads to: nothing is sold, or it is sold all the same, or it is tried
   * `triesMax` times before nothing is sold.
   */
  readonly onFailure: 'refuse-sales' | 'go-on' | 'retry';
  /** Needed with `retry`, 2 and more. */
  readonly triesMax?: number;
}

/** When new working keys are asked for: those of a zone, for PINs and for codes over messages. */
export interface KeyChange {
  /** Under which working keys come, 16 bytes and more: TDES or AES as the working keys are. */
  readonly keyEncryptingKeyHex: string;
  readonly atSignOn: boolean;
  /** After so many transactions with a card under the same keys; absent: never for that reason. */
  readonly afterTransactionCount?: number;
  /** When keys are in force for so long in one power life; absent: never for that reason. */
  readonly everyMs?: number;
}
