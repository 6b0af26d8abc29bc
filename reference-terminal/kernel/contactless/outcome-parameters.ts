import { errorIndicationHex } from './error-indication.ts';
import type { ErrorIndication } from './error-indication.ts';
import { messageIdentifierHex, userInterfaceRequestHex } from './user-interface.ts';
import type { UserInterfaceRequest } from './user-interface.ts';

/**
 * What a kernel or the entry point asks of the reader when it is through: the outcome and its parameters.
 *
 * @clause EMV Contactless Book A, 6.2 table 6-2
 */
export interface OutcomeParameters {
  readonly outcome:
    | 'approved'
    | 'declined'
    | 'online-request'
    | 'end-application'
    | 'select-next'
    | 'try-another-interface'
    | 'try-again';
  /** Where processing starts again: A afresh, B at polling, C at the next combination, D at this combination. */
  readonly start: 'A' | 'B' | 'C' | 'D' | 'none';
  /** What of the host's answer brings the kernel back. */
  readonly onlineResponseData: 'any' | 'emv-data' | 'none';
  readonly cardholderVerification:
    | 'no-cvm'
    | 'obtain-signature'
    | 'online-pin'
    | 'confirmation-code-verified'
    | 'not-applicable';
  readonly userInterfaceOnOutcome: UserInterfaceRequest | undefined;
  readonly userInterfaceOnRestart: UserInterfaceRequest | undefined;
  readonly hasDataRecord: boolean;
  /** By tag in hexadecimal text: error indication (DF8115) and what the kernel adds. */
  readonly discretionaryData: ReadonlyMap<string, string>;
  readonly alternateInterface: 'contact' | 'magnetic-stripe' | 'none';
  readonly receiptRequired: boolean;
  /** How long the field goes off before it is used again; undefined leaves it alone. */
  readonly fieldOffRequestMs: number | undefined;
  /** How long the card may stay before the cardholder is asked to take it away. */
  readonly removalTimeoutMs: number;
}

/** Parameters of an outcome that says no more than itself; every field can be replaced. */
export function outcomeParameters(
  changes: Pick<OutcomeParameters, 'outcome'> & Partial<OutcomeParameters> & { readonly error?: ErrorIndication },
): OutcomeParameters {
  const { error, ...others } = changes;
  const discretionaryData = new Map(others.discretionaryData ?? []);
  if (error !== undefined) discretionaryData.set('DF8115', errorIndicationHex(error));
  return {
    start: 'none',
    onlineResponseData: 'none',
    cardholderVerification: 'not-applicable',
    userInterfaceOnOutcome: undefined,
    userInterfaceOnRestart: undefined,
    hasDataRecord: false,
    alternateInterface: 'none',
    receiptRequired: false,
    fieldOffRequestMs: undefined,
    removalTimeoutMs: 0,
    ...others,
    discretionaryData,
  };
}

/** The parameters in words for whoever watches: no card data but a balance, which is left out. */
export function outcomeFacts(parameters: OutcomeParameters): Readonly<Record<string, string>> {
  const onOutcome = parameters.userInterfaceOnOutcome;
  const error = parameters.discretionaryData.get('DF8115');
  return {
    start: parameters.start,
    cvm: parameters.cardholderVerification,
    alternate: parameters.alternateInterface,
    receipt: parameters.receiptRequired ? 'required' : 'none',
    ...(onOutcome === undefined
      ? {}
      : {
          message: messageIdentifierHex(onOutcome.message),
          status: onOutcome.status,
          DF8116: userInterfaceRequestHex(onOutcome),
        }),
    ...(parameters.fieldOffRequestMs === undefined ? {} : { fieldOffMs: String(parameters.fieldOffRequestMs) }),
    ...(error === undefined ? {} : { DF8115: error }),
  };
}
