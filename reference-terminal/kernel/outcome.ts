import type { OutcomeParameters } from './contactless/outcome-parameters.ts';

/** How a kernel is through with the card, and over contactless with which parameters. */
export type KernelOutcome = KernelEnding & { readonly parameters?: OutcomeParameters };

/** What the kernel asks of the rest of the terminal when it is through with the card (Book A, outcome parameters). */
type KernelEnding =
  | { readonly kind: 'approved'; readonly data: TransactionData }
  | { readonly kind: 'online-request'; readonly data: TransactionData }
  | { readonly kind: 'declined'; readonly data: TransactionData; readonly reason: string }
  | { readonly kind: 'try-another-interface'; readonly reason: string }
  /** Card went away before its cryptogram was known: the cardholder may present it again. */
  | { readonly kind: 'try-again'; readonly reason: string }
  | { readonly kind: 'end-application'; readonly reason: string };

/** The data record of one transaction: what the host message, the receipt and the report are made from. */
export interface TransactionData {
  /** Every data object by tag in upper-case hexadecimal text ('9F26'), value bytes. Card data included: never log. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
  readonly cardholderVerification: 'none' | 'signature' | 'online-pin' | 'device' | 'failed';
}

/** What the kernel is asked to do. */
export interface KernelRequest {
  readonly kind: 'purchase' | 'refund';
  readonly amountMinor: number;
  readonly currencyCode: string;
  /** Transaction sequence counter, tag 9F41. */
  readonly sequenceCounter: number;
}
