/** A transaction that is about to go to the host. */
export interface Intent {
  readonly stan: string;
  readonly kind: 'purchase' | 'refund';
  /** The request's amount, positive, in the minor unit. */
  readonly amountMinor: number;
  readonly createdAtMs: number;
  /**
   * The request as its reversal needs it, encoded: no track data, no chip data. Sealed at rest, erased when the
   * transaction is over.
   */
  readonly original: Uint8Array;
}

/** An intent whose end is not known, with its request. */
export interface OpenIntent extends Intent {
  readonly id: number;
}

/** How a transaction ended when it needs no reversal. */
export type Completion =
  | {
      readonly state: 'approved';
      readonly responseCode: string;
      readonly approvalCode: string | undefined;
      /** Whether the answer carried issuer authentication data (tag 91). */
      readonly hasIssuerAuthentication: boolean;
    }
  | {
      readonly state: 'declined';
      readonly responseCode: string | undefined;
      readonly hasIssuerAuthentication: boolean;
    };

/** Where a transaction stands. */
export type TransactionState = 'open' | 'approved' | 'declined' | 'reversal-due' | 'reversed';

/** What stays known of a transaction. No card data. */
export interface StoredTransaction {
  readonly id: number;
  readonly stan: string;
  readonly kind: 'purchase' | 'refund';
  readonly amountMinor: number;
  readonly createdAtMs: number;
  readonly state: TransactionState;
  readonly responseCode: string | undefined;
  readonly approvalCode: string | undefined;
  readonly hasIssuerAuthentication: boolean;
}

/** A reversal that the host has not acknowledged. */
export interface DueReversal {
  readonly id: number;
  readonly transactionId: number;
  readonly stan: string;
  /** The encoded advice, as it left or will leave the first time. */
  readonly message: Uint8Array;
  /** How often it may have left already. */
  readonly attempts: number;
}

/** Something that a reversal becomes due for. */
export interface ReversalToOwe {
  readonly transactionId: number;
  readonly stan: string;
  readonly message: Uint8Array;
}
