/** One request for money, as this acquirer passes it on to whoever gave out the card. Texts are digits. */
export interface AuthorizationRequest {
  readonly pan: string;
  /** DE 23, three digits; undefined when the message had none. */
  readonly panSequenceNumber: string | undefined;
  readonly amountMinor: number;
  /** ISO 4217 numeric, three digits. */
  readonly currencyCode: string;
  /** DE 3, six digits. */
  readonly processingCode: string;
  /** DE 13, MMDD. */
  readonly localDate: string;
  readonly field55: Uint8Array | undefined;
  /** No more than this may be approved, in the minor unit; whoever may approve a part answers 10. */
  readonly atMostMinor?: number | undefined;
  /** Enciphered under a key that is shared with whoever gave out the card. */
  readonly pin?: { readonly block: Uint8Array } | undefined;
}

/** The word on a request. */
export interface AuthorizationDecision {
  /** DE 39; only 00 moves money, and 10 a part of it. */
  readonly responseCode: string;
  /** What was approved, with 10. */
  readonly approvedMinor?: number;
  /** DE 38, up to six letters and digits. */
  readonly approvalCode?: string;
  /** DE 55 of the answer, for the card; passed on unread. */
  readonly field55?: Uint8Array;
  /** What `reverse` has to be told; only when money moved. */
  readonly authorizationId?: string;
  /** For the record; no card data. */
  readonly facts: Readonly<Record<string, string>>;
}

/** What the acquirer needs from the issuer's side of the network. Answers at once: the waiting is the acquirer's. */
export interface AuthorizationService {
  authorize(request: AuthorizationRequest): AuthorizationDecision;
  /** Takes note of what was approved without it, or collects what was set aside: the money moves whatever it thinks. */
  advise(request: AuthorizationRequest): AuthorizationDecision;
  /** Leaves so much of an authorisation, in the minor unit: never more than it moved; safe to repeat. */
  replace(original: {
    readonly authorizationId: string;
    readonly amountMinor: number;
  }): 'replaced' | 'already-reversed' | 'more-than-before' | 'unknown';
  /** Undoes an authorisation; safe to repeat. */
  reverse(original: { readonly authorizationId: string }): 'reversed' | 'already-reversed' | 'unknown';
}
