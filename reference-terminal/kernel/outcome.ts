import type { OutcomeParameters } from './contactless/outcome-parameters.ts';
import type { EncipheredPin } from './pin/online-pin.ts';

/** How a kernel is through with the card, and over contactless with which parameters. */
export type KernelOutcome = KernelEnding & { readonly parameters?: OutcomeParameters };

/** What the kernel asks of the rest of the terminal when it is through with the card (Book A, outcome parameters). */
type KernelEnding =
  | { readonly kind: 'approved'; readonly data: TransactionData }
  | {
      readonly kind: 'online-request';
      readonly data: TransactionData;
      /** Finishes the transaction with the card once the host is through with it. Absent when the card has left. */
      readonly completion?: (answer: OnlineAnswer) => Promise<Completed>;
    }
  | { readonly kind: 'declined'; readonly data: TransactionData; readonly reason: string }
  | { readonly kind: 'try-another-interface'; readonly reason: string }
  /** Card went away before its cryptogram was known: the cardholder may present it again. */
  | { readonly kind: 'try-again'; readonly reason: string }
  | { readonly kind: 'end-application'; readonly reason: string };

/** What came of going online, as the card is to learn it. */
export type OnlineAnswer =
  | {
      readonly kind: 'answered';
      /** Data element 39, two characters. */
      readonly responseCode: string;
      /** Approved for a part of the amount, and the merchant takes the part. */
      readonly isTakenInPart?: boolean;
      /** Tags 91, 8A, 89 as far as they came. */
      readonly objects: ReadonlyMap<string, Uint8Array>;
      /** Issuer scripts in the order in which they came, without their template. */
      readonly scripts: readonly IssuerScript[];
    }
  | { readonly kind: 'unable' };

/** One issuer script: template 71 goes to the card before the final cryptogram, 72 after it. */
export interface IssuerScript {
  readonly template: '71' | '72';
  readonly value: Uint8Array;
}

/** The end of a transaction that went online. */
export interface Completed {
  readonly kind: 'approved' | 'declined';
  readonly data: TransactionData;
  readonly reason: string;
  /** There when the attendant approved what the issuer had referred. */
  readonly referral?: { readonly approvalCode: string | undefined };
}

/** The data record of one transaction: what the host message, the receipt and the report are made from. */
export interface TransactionData {
  /** Every data object by tag in upper-case hexadecimal text ('9F26'), value bytes. Card data included: never log. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
  readonly cardholderVerification: CardholderVerificationMethod;
  /** For the host. */
  readonly pin?: EncipheredPin;
}

/** How the cardholder was verified, or that it failed. */
export type CardholderVerificationMethod =
  | 'none'
  | 'signature'
  | 'online-pin'
  | 'device'
  | 'offline-pin'
  | 'offline-pin-and-signature'
  | 'failed';

/** What the kernel is asked to do. */
export interface KernelRequest {
  readonly kind: 'purchase' | 'refund' | 'cash';
  /** Which reader; contactless when nothing is said. */
  readonly entry?: 'contactless' | 'contact';
  /** The whole amount, cashback included. */
  readonly amountMinor: number;
  /** Part of the amount that is handed out in cash with a purchase. */
  readonly cashbackMinor?: number;
  /** Approved transactions that the floor limit counts, oldest first. */
  readonly transactionLog?: readonly LoggedTransaction[];
  /** The merchant wants the issuer's word whatever the limits say. */
  readonly isForcedOnline?: boolean;
  readonly currencyCode: string;
  /** Transaction sequence counter, tag 9F41. */
  readonly sequenceCounter: number;
}

/** One approved transaction, as the floor limit counts it. */
export interface LoggedTransaction {
  readonly panDigits: string;
  readonly amountMinor: number;
}
