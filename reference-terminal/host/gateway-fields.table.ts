/** How a data element is called in the gateway's JSON, and whether it is card data that only the gateway may read. */
export interface GatewayField {
  readonly name: string;
  readonly isCardData: boolean;
}

const open = (name: string): GatewayField => ({ name, isCardData: false });
const card = (name: string): GatewayField => ({ name, isCardData: true });

/** By number of the data element. Every value is text, as in the message. */
export const gatewayFields: ReadonlyMap<number, GatewayField> = new Map([
  [2, card('pan')],
  [3, open('processingCode')],
  [4, open('amountMinor')],
  [7, open('sentAt')],
  [11, open('traceNumber')],
  [12, open('localTime')],
  [13, open('localDate')],
  [14, card('expiry')],
  [22, open('entryMode')],
  [23, card('sequenceNumber')],
  [25, open('conditionCode')],
  [32, open('acquirerId')],
  [35, card('track2')],
  [37, open('retrievalReference')],
  [38, open('approvalCode')],
  [39, open('responseCode')],
  [41, open('terminalId')],
  [42, open('merchantId')],
  [49, open('currencyCode')],
  [52, card('pinBlock')],
  [53, open('keySerialNumber')],
  [55, open('chipData')],
  [60, open('batch')],
  [61, open('takes')],
  [62, open('captureMark')],
  [66, open('settlementCode')],
  [70, open('networkCode')],
  [74, open('creditCount')],
  [75, open('creditReversalCount')],
  [76, open('debitCount')],
  [77, open('debitReversalCount')],
  [86, open('creditAmountMinor')],
  [87, open('creditReversalAmountMinor')],
  [88, open('debitAmountMinor')],
  [89, open('debitReversalAmountMinor')],
  [90, open('originalDataElements')],
  [95, open('replacementAmounts')],
  [97, open('netAmount')],
  [120, card('longPinBlock')],
]);

/** Where a message type goes. A repeat goes where its first went, under the same idempotency key. */
export const gatewayPaths: ReadonlyMap<string, { readonly path: string; readonly first: string }> = new Map([
  ['0100', { path: '/v1/authorizations', first: '0100' }],
  ['0200', { path: '/v1/payments', first: '0200' }],
  ['0102', { path: '/v1/authorization-confirmations', first: '0102' }],
  ['0103', { path: '/v1/authorization-confirmations', first: '0102' }],
  ['0202', { path: '/v1/confirmations', first: '0202' }],
  ['0203', { path: '/v1/confirmations', first: '0202' }],
  ['0220', { path: '/v1/advices', first: '0220' }],
  ['0221', { path: '/v1/advices', first: '0220' }],
  ['0320', { path: '/v1/batch-lines', first: '0320' }],
  ['0400', { path: '/v1/voids', first: '0400' }],
  ['0401', { path: '/v1/voids', first: '0400' }],
  ['0420', { path: '/v1/reversals', first: '0420' }],
  ['0421', { path: '/v1/reversals', first: '0420' }],
  ['0500', { path: '/v1/reconciliations', first: '0500' }],
  ['0501', { path: '/v1/reconciliations', first: '0500' }],
  ['0800', { path: '/v1/echo', first: '0800' }],
]);
