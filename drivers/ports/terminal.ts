import type { CardInterface } from './contactless-field.ts';

/** Who a device says it is; recorded as the first happenings of every case. */
export interface Identity {
  readonly vendor: string;
  readonly product: string;
  readonly version: string;
  /** Further facts such as firmware digest, serial number, port. */
  readonly facts?: Readonly<Record<string, string>>;
}

/**
 * What a terminal can be asked to do; `virtual-time` and `tls` are its bench's: in virtual time a hundred cases more are
 * seconds, on real wires they are minutes; without sockets there is no TLS; without root the
 * kernel does nothing to packets.
 */
export type Ability =
  | 'contactless'
  | 'online'
  | 'refund'
  | 'battery'
  | 'charging'
  | 'store-and-forward'
  | 'contact'
  | 'void'
  | 'pre-authorization'
  | 'partial-reversal'
  | 'reconciliation'
  | 'offline-approval'
  | 'tls'
  | 'kernel-network'
  | 'pin'
  | 'virtual-time';

/** What the cashier asks for. */
export interface TransactionRequest {
  readonly kind: 'purchase' | 'refund' | 'pre-authorization' | 'completion' | 'void' | 'partial-reversal';
  /** Trace number of the transaction that a completion, a void or a partial reversal is about; these need no card. */
  readonly originalStan?: string;
  /** Which reader the card is expected at; contactless when nothing is said. */
  readonly entry?: CardInterface;
  /** In the currency's minor unit; of a partial reversal what is left. */
  readonly amountMinor: number;
  /** Part of the amount that is handed out in cash. */
  readonly cashbackMinor?: number;
  /** The merchant wants the issuer's word whatever the limits say. */
  readonly isForcedOnline?: boolean;
  /** ISO 4217 numeric, three digits. */
  readonly currencyCode: string;
}

/**
 * How a transaction ended, in the words a cashier would use. `no-answer` is what the cash register sees of a terminal
 * that lost power: nothing is known until the books are compared.
 */
export type TransactionOutcome = 'approved' | 'declined' | 'ended' | 'try-another-interface' | 'refused' | 'no-answer';

/** What the terminal says about a finished transaction. Holds no card data but the masked PAN. */
export interface TransactionReport {
  readonly outcome: TransactionOutcome;
  /** A stable word for machines: approved-online, declined-by-issuer, host-silent, battery-low, card-removed … */
  readonly reason: string;
  /** Whether the host was asked. */
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
  /** First six and last four digits at most, the others `*`. */
  readonly maskedPan?: string;
  readonly cardholderVerification?:
    | 'none'
    | 'signature'
    | 'online-pin'
    | 'device'
    | 'offline-pin'
    | 'offline-pin-and-signature'
    | 'failed';
  /** Tag 95, 5 bytes. */
  readonly terminalVerificationResultsHex?: string;
  /** Tag 9B, 2 bytes. */
  readonly transactionStatusInformationHex?: string;
  /** What the cardholder saw, in order. */
  readonly displayed: readonly string[];
}

/** What became of closing a batch. */
export interface ReconciliationReport {
  readonly outcome: 'in-balance' | 'out-of-balance' | 'not-reconciled';
  /** A stable word for machines. */
  readonly reason: string;
}

/** A payment terminal as its cashier, its cardholder and its socket see it. */
export interface Terminal extends AsyncDisposable {
  readonly identity: Identity;
  readonly abilities: ReadonlySet<Ability>;
  /** @throws {RigFailure} when the terminal can't be reached for a reason that is the bench's */
  perform(request: TransactionRequest, signal?: AbortSignal): Promise<TransactionReport>;
  /** Switches a terminal on again after it lost power; it then recovers what it left open. */
  restart(): Promise<void>;
  /** Compares the totals of the day with the host and closes the batch; absent on a terminal that has none. */
  reconcile?(): Promise<ReconciliationReport>;
  /**
   * Settles when everything that the terminal still owes the host (reversals) is delivered, or `timeoutMs` passed.
   *
   * @returns how many deliveries are still owed
   */
  settle(options: { readonly timeoutMs: number }): Promise<number>;
}
