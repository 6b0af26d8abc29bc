/** What a line of the book is about. */
export type TransactionKind = 'purchase' | 'refund' | 'pre-authorization' | 'completion';

/** A transaction that is about to go to the host. */
export interface Intent {
  readonly stan: string;
  readonly kind: TransactionKind;
  /** The request's amount, positive, in the minor unit. */
  readonly amountMinor: number;
  readonly createdAtMs: number;
  /**
   * The request as its reversal needs it, encoded: no track data, no chip data. Sealed at rest; erased when nothing can be
   * undone any more.
   */
  readonly original: Uint8Array;
}

/** An intent whose end is not known, with its request. */
export interface OpenIntent extends Intent {
  readonly id: number;
}

/** A message that goes to the host beside an end that needs none. */
export interface MessageToOwe {
  readonly stan: string;
  readonly message: Uint8Array;
}

/** How a transaction ended when no money is owed for it. */
export type Completion = CompletionState & {
  /** What became of the issuer's scripts, where it sent some. */
  readonly confirmation?: MessageToOwe | undefined;
};

type CompletionState =
  | {
      /** `held`: the money is set aside, and a completion will collect it. */
      readonly state: 'approved' | 'held';
      readonly responseCode: string;
      readonly approvalCode: string | undefined;
      /** What was approved, where it is less than was asked. */
      readonly amountMinor?: number | undefined;
      /** Whether the answer carried issuer authentication data (tag 91). */
      readonly hasIssuerAuthentication: boolean;
    }
  | {
      readonly state: 'declined';
      readonly responseCode: string | undefined;
      readonly hasIssuerAuthentication: boolean;
    };

/**
 * Where a transaction stands. `advice-due`: approved here, and the host has not acknowledged the advice; `completed`: a
 * pre-authorization whose completion collects the money; `replacement-due`: it stands with less than before, and the host
 * has not acknowledged that.
 */
export type TransactionState =
  | 'open'
  | 'approved'
  | 'held'
  | 'completed'
  | 'declined'
  | 'advice-due'
  | 'replacement-due'
  | 'reversal-due'
  | 'reversed';

/** What stays known of a transaction. No card data. */
export interface StoredTransaction {
  readonly id: number;
  readonly stan: string;
  readonly kind: TransactionKind;
  /** What stands. */
  readonly amountMinor: number;
  /** What the host was asked for: as much, or more. */
  readonly askedMinor: number;
  readonly createdAtMs: number;
  /** Number of the batch that it is reconciled in. */
  readonly batch: number;
  readonly state: TransactionState;
  readonly responseCode: string | undefined;
  readonly approvalCode: string | undefined;
  readonly hasIssuerAuthentication: boolean;
}

/** A transaction that can still be undone or completed, with its request. */
export interface StandingTransaction extends StoredTransaction {
  readonly original: Uint8Array;
}

/**
 * What is brought to the host until it acknowledges: an advice tells what was done, a replacement leaves less of it, a
 * reversal undoes it, a confirmation tells how the card ended what the host decided.
 */
export type DeliveryKind = 'advice' | 'replacement' | 'reversal' | 'confirmation';

/** A message that the host has not acknowledged. */
export interface DueDelivery {
  readonly id: number;
  readonly kind: DeliveryKind;
  readonly transactionId: number;
  readonly stan: string;
  /** The encoded message, as it left or will leave the first time. */
  readonly message: Uint8Array;
  /** How often it may have left already. */
  readonly attempts: number;
}

/** Something that is to be delivered for a transaction that is there already. */
export interface DeliveryToOwe extends MessageToOwe {
  readonly transactionId: number;
}

/** A transaction that stands with less from now on, and the partial reversal that says so. */
export interface ReplacementToOwe extends DeliveryToOwe {
  readonly amountMinor: number;
}

/** A transaction that was approved without the host, with the advice that tells it. */
export interface AdvisedTransaction extends Intent {
  readonly message: Uint8Array;
  readonly approvalCode?: string | undefined;
  /** The pre-authorization that it completes. */
  readonly completesId?: number | undefined;
  /** The partial reversal of that pre-authorization, brought before the advice. */
  readonly replacement?: MessageToOwe | undefined;
}

/** What is approved here and not yet known to the host. */
export interface PendingAdvices {
  readonly count: number;
  readonly amountMinor: number;
  /** When the oldest was made; undefined when there is none. */
  readonly oldestAtMs: number | undefined;
}
