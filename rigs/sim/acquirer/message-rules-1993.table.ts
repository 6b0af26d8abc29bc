/** What an edition of 1993 demands of one kind of request, beside what its meaning in words of 1987 does. */
export interface Rule1993 {
  readonly mandatory: readonly number[];
  readonly optional: readonly number[];
  /** Function codes (data element 24) by the type that they have in words of 1987. */
  readonly functions: Readonly<Record<string, readonly string[]>>;
  /** Message reason codes (data element 25) that there may be. */
  readonly reasons: readonly string[];
}

const sale = [2, 3, 4, 7, 11, 12, 14, 22, 24, 32, 37, 41, 42, 49] as const;
const asked = [23, 35, 52, 53, 55, 61, 120] as const;
const ending = [3, 4, 7, 11, 12, 24, 37, 39, 41, 42, 49, 55, 56] as const;
const counts = [74, 75, 76, 77, 86, 87, 88, 89, 97] as const;

const confirmation = (type: string): Rule1993 => ({
  mandatory: ending,
  optional: [],
  functions: { [type]: ['281'] },
  reasons: [],
});
const advice: Rule1993 = {
  mandatory: [...sale, 39],
  optional: [23, 25, 30, 35, 38, 55, 56],
  functions: { '0220': ['200', '201', '202'] },
  // Card issuer unavailable; terminal processed.
  reasons: ['1003', '1004'],
};
const reversal: Rule1993 = {
  mandatory: [...sale, 25, 56],
  optional: [23, 30, 38, 39, 55],
  functions: { '0420': ['400', '401'] },
  // Customer cancellation; device unable to complete; timeout waiting for response.
  reasons: ['4000', '4007', '4021'],
};
const reconciliation: Rule1993 = {
  mandatory: [7, 11, 24, 41, 42, 49, 60, ...counts],
  optional: [],
  functions: { '0500': ['500'] },
  reasons: [],
};

/** Requests that this host answers in the dialect "touchstone-1993", by message type; repeats are as what they repeat. */
export const rules1993: ReadonlyMap<string, readonly Rule1993[]> = new Map([
  ['1100', [{ mandatory: sale, optional: asked, functions: { '0100': ['101'] }, reasons: [] }]],
  ['1120', [confirmation('0102')]],
  ['1200', [{ mandatory: sale, optional: asked, functions: { '0200': ['200'] }, reasons: [] }]],
  ['1220', [advice, confirmation('0202')]],
  ['1324', [{ mandatory: [...sale, 56], optional: [23], functions: { '0320': ['301'] }, reasons: [] }]],
  ['1420', [reversal]],
  ['1520', [reconciliation]],
  [
    '1804',
    [{ mandatory: [7, 11, 24, 41], optional: [], functions: { '0800': ['801', '802', '811', '831'] }, reasons: [] }],
  ],
]);

/** Action codes by response codes. A good one is 000, or that of the class of its answer. */
export const actionCodes: Readonly<Record<string, string>> = {
  '01': '107',
  '02': '108',
  '03': '109',
  '04': '200',
  '05': '100',
  '08': '001',
  '10': '002',
  '11': '003',
  '12': '902',
  '13': '110',
  '14': '111',
  '16': '004',
  '21': '480',
  '25': '914',
  '30': '904',
  '33': '201',
  '34': '202',
  '41': '208',
  '43': '209',
  '51': '116',
  '54': '101',
  '55': '117',
  '57': '119',
  '58': '120',
  '59': '102',
  '61': '121',
  '62': '104',
  '63': '122',
  '65': '123',
  '75': '106',
  '82': '189',
  '88': '126',
  '91': '912',
  '94': '913',
  '95': '501',
  '96': '909',
  Y1: '081',
  Y3: '083',
  Z1: '188',
  Z3: '190',
};

/** Answers: their type by that of 1987, and what is good in it. */
export const answers1993: Readonly<Record<string, { readonly mti: string; readonly good: string }>> = {
  '0110': { mti: '1110', good: '000' },
  '0112': { mti: '1130', good: '900' },
  '0210': { mti: '1210', good: '000' },
  '0212': { mti: '1230', good: '900' },
  '0230': { mti: '1230', good: '900' },
  '0330': { mti: '1334', good: '300' },
  '0410': { mti: '1430', good: '400' },
  '0430': { mti: '1430', good: '400' },
  '0510': { mti: '1530', good: '500' },
  '0810': { mti: '1814', good: '800' },
};

/** Network management information codes (data element 70 of 1987) by function codes. */
export const networkCodes: Readonly<Record<string, string>> = {
  '801': '001',
  '802': '002',
  '811': '161',
  '831': '301',
};
