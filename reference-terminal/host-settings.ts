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
