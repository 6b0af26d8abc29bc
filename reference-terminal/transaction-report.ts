import type { CardholderVerificationMethod } from './kernel/outcome.ts';

/** What the cashier asks for. */
export interface TransactionRequest {
  readonly kind: 'purchase' | 'refund' | 'cash' | 'pre-authorization' | 'completion' | 'void' | 'partial-reversal';
  /** Trace number of the transaction that a completion, a void or a partial reversal is about. These need no card. */
  readonly originalStan?: string;
  /** Which reader the card is expected at; contactless when nothing is said. */
  readonly entry?: 'contactless' | 'contact';
  /** In the currency's minor unit, cashback included; of a partial reversal what is left. */
  readonly amountMinor: number;
  /** Part of a purchase's amount that is handed out in cash. */
  readonly cashbackMinor?: number;
  /** The merchant wants the issuer's word whatever the limits say. */
  readonly isForcedOnline?: boolean;
  /** ISO 4217 numeric, three digits. */
  readonly currencyCode: string;
}

/** How a transaction ended, in the words a cashier would use. */
export type TransactionOutcome = 'approved' | 'declined' | 'ended' | 'try-another-interface' | 'refused';

/** What the terminal says about a finished transaction. Holds no card data but the masked PAN. */
export interface TransactionReport {
  readonly outcome: TransactionOutcome;
  /** A stable word for machines, see the README's table. */
  readonly reason: string;
  /** Whether the host was asked, as far as the terminal can know: true also when the request may have left. */
  readonly wentOnline: boolean;
  /** What was approved, where that is less than was asked; else what was asked. */
  readonly amountMinor: number;
  /** What was asked for beside it and is to be paid otherwise. */
  readonly remainderMinor?: number;
  readonly currencyCode: string;
  /** Six digits. Absent when the transaction never got one. */
  readonly stan?: string;
  readonly approvalCode?: string;
  readonly responseCode?: string;
  /** First six and last four digits, the others `*`. */
  readonly maskedPan?: string;
  readonly cardholderVerification?: CardholderVerificationMethod;
  /** Tag 95, 5 bytes. */
  readonly terminalVerificationResultsHex?: string;
  /** Tag 9B, 2 bytes. */
  readonly transactionStatusInformationHex?: string;
  /** What the cardholder saw, in order. */
  readonly displayed: readonly string[];
}

/** One line of the terminal's own book. */
export interface BookEntry {
  readonly stan: string;
  /** What stands of the request's amount; negative for money back to the cardholder. */
  readonly amountMinor: number;
  /** What was asked for, where less stands. */
  readonly askedMinor?: number;
  /**
   * `open` until the host acknowledged one way or the other: a reversal or an advice that is still owed is open. `held`: set
   * aside by a pre-authorization; `released`: its completion took its place.
   */
  readonly state: 'captured' | 'reversed' | 'declined' | 'open' | 'held' | 'released';
}

/** What became of closing a batch. */
export interface ReconciliationReport {
  readonly outcome: 'in-balance' | 'out-of-balance' | 'not-reconciled';
  /** in-balance, out-of-balance, deliveries-pending, host-silent, connection-lost, host-unreachable, storage-full … */
  readonly reason: string;
  readonly batch: number;
  readonly debitCount: number;
  readonly debitMinor: number;
  readonly creditCount: number;
  readonly creditMinor: number;
}
