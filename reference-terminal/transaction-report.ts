import type { CardholderVerificationMethod } from './kernel/outcome.ts';

/** What the cashier asks for. */
export interface TransactionRequest {
  readonly kind: 'purchase' | 'refund' | 'cash';
  /** Which reader the card is expected at; contactless when nothing is said. */
  readonly entry?: 'contactless' | 'contact';
  /** In the currency's minor unit, cashback included. */
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
  readonly amountMinor: number;
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
  /** The request's amount; negative for money back to the cardholder. */
  readonly amountMinor: number;
  /** `open` until the host acknowledged one way or the other: a reversal that is still owed is open. */
  readonly state: 'captured' | 'reversed' | 'declined' | 'open';
}
