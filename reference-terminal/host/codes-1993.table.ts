/**
 * Codes of ISO 8583:1993 by those of 1987 that mean the same. What the later edition has no code for is in its private ranges.
 * Quoted by a Go and a Lua description of the edition and by SAP's documentation; facts only.
 */

/** Message types. Later editions have no request to reverse and no completion confirmation: both are advices. */
export const typesOf1993: ReadonlyMap<string, string> = new Map([
  ['0100', '1100'],
  ['0102', '1120'],
  ['0103', '1121'],
  ['0110', '1110'],
  ['0112', '1130'],
  ['0200', '1200'],
  ['0202', '1220'],
  ['0203', '1221'],
  ['0210', '1210'],
  ['0220', '1220'],
  ['0221', '1221'],
  ['0230', '1230'],
  ['0320', '1324'],
  ['0330', '1334'],
  ['0400', '1420'],
  ['0401', '1421'],
  ['0420', '1420'],
  ['0421', '1421'],
  ['0430', '1430'],
  ['0500', '1520'],
  ['0501', '1521'],
  ['0510', '1530'],
  ['0800', '1804'],
  ['0810', '1814'],
]);

/** Function codes of network management by the codes of 1987's element 70. */
export const networkFunctions: ReadonlyMap<string, string> = new Map([
  ['001', '801'], // sign-on
  ['002', '802'], // sign-off
  ['161', '811'], // key change
  ['301', '831'], // echo test
]);

/** Function codes of element 24. */
export const functions = {
  estimatedAuthorization: '101',
  originalFinancial: '200',
  authorizedSame: '201',
  authorizedDiffers: '202',
  /** Private: how the card ended what the host has decided already. */
  cardEnding: '281',
  addRecord: '301',
  fullReversal: '400',
  partialReversal: '401',
  finalReconciliation: '500',
} as const;

/** Message reason codes of element 25. */
export const reasons = {
  issuerUnavailable: '1003',
  terminalProcessed: '1004',
  customerCancellation: '4000',
  deviceUnableToComplete: '4007',
  timeoutWaitingForResponse: '4021',
} as const;

/** Action codes of element 39 by response codes; 00 has one for each class of messages. */
export const actionCodes: ReadonlyMap<string, string> = new Map([
  ['01', '107'],
  ['02', '108'],
  ['03', '109'],
  ['04', '200'],
  ['05', '100'],
  ['08', '001'],
  ['10', '002'],
  ['11', '003'],
  ['12', '902'],
  ['13', '110'],
  ['14', '111'],
  ['16', '004'],
  ['21', '480'],
  ['25', '914'],
  ['30', '904'],
  ['33', '201'],
  ['34', '202'],
  ['41', '208'],
  ['43', '209'],
  ['51', '116'],
  ['54', '101'],
  ['55', '117'],
  ['57', '119'],
  ['58', '120'],
  ['59', '102'],
  ['61', '121'],
  ['62', '104'],
  ['63', '122'],
  ['65', '123'],
  ['75', '106'],
  ['82', '189'],
  ['88', '126'],
  ['91', '912'],
  ['94', '913'],
  ['95', '501'],
  ['96', '909'],
  ['Y1', '081'],
  ['Y3', '083'],
  ['Z1', '188'],
  ['Z3', '190'],
]);

/** Action codes that mean 00: approved, advice acknowledged, successful, accepted, in balance. */
export const goodActionCodes: ReadonlySet<string> = new Set(['000', '300', '400', '500', '800', '900', '901']);
