/** What a resource stands for at the acquirer. */
export interface Resource {
  readonly mti: string;
  /** How the acquirer is asked again when it was silent; undefined: never, as it may have carried out what was asked. */
  readonly repeatMti?: string;
  readonly mandatory: readonly string[];
}

const sale =
  'processingCode amountMinor sentAt traceNumber retrievalReference terminalId merchantId currencyCode card'.split(' ');

const confirmation = 'traceNumber retrievalReference terminalId chipData originalDataElements'.split(' ');

/** By path. */
export const resources: ReadonlyMap<string, Resource> = new Map([
  ['/v1/authorizations', { mti: '0100', mandatory: sale }],
  ['/v1/payments', { mti: '0200', mandatory: sale }],
  ['/v1/authorization-confirmations', { mti: '0102', repeatMti: '0103', mandatory: confirmation }],
  ['/v1/confirmations', { mti: '0202', repeatMti: '0203', mandatory: confirmation }],
  ['/v1/advices', { mti: '0220', repeatMti: '0221', mandatory: [...sale, 'responseCode'] }],
  ['/v1/batch-lines', { mti: '0320', repeatMti: '0320', mandatory: [...sale, 'originalDataElements'] }],
  ['/v1/voids', { mti: '0400', repeatMti: '0401', mandatory: [...sale, 'originalDataElements'] }],
  ['/v1/reversals', { mti: '0420', repeatMti: '0421', mandatory: [...sale, 'originalDataElements'] }],
  ['/v1/reconciliations', { mti: '0500', repeatMti: '0501', mandatory: ['traceNumber', 'terminalId', 'batch'] }],
  ['/v1/echo', { mti: '0800', repeatMti: '0800', mandatory: ['traceNumber', 'terminalId'] }],
]);

/** Names of the members, by number of the data element that the acquirer knows them by. */
export const elementOfName: Readonly<Record<string, string>> = {
  pan: '2',
  processingCode: '3',
  amountMinor: '4',
  sentAt: '7',
  traceNumber: '11',
  localTime: '12',
  localDate: '13',
  expiry: '14',
  entryMode: '22',
  sequenceNumber: '23',
  conditionCode: '25',
  acquirerId: '32',
  track2: '35',
  retrievalReference: '37',
  approvalCode: '38',
  responseCode: '39',
  terminalId: '41',
  merchantId: '42',
  currencyCode: '49',
  pinBlock: '52',
  keySerialNumber: '53',
  chipData: '55',
  batch: '60',
  takes: '61',
  captureMark: '62',
  settlementCode: '66',
  networkCode: '70',
  creditCount: '74',
  creditReversalCount: '75',
  debitCount: '76',
  debitReversalCount: '77',
  creditAmountMinor: '86',
  creditReversalAmountMinor: '87',
  debitAmountMinor: '88',
  debitReversalAmountMinor: '89',
  originalDataElements: '90',
  replacementAmounts: '95',
  netAmount: '97',
  longPinBlock: '120',
};
