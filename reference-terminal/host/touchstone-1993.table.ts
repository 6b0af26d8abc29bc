import { characterElements, packedElements, type ElementForm } from './element-forms.ts';
import { edition1993 } from './edition-1993.ts';
import type { Dialect } from './message-codec.ts';

const fixed = (content: ElementForm['content'], length: number): ElementForm => ({ content, length, lengthDigits: 0 });
const upTo = (content: ElementForm['content'], lengthDigits: 2 | 3, length: number): ElementForm => ({
  content,
  length,
  lengthDigits,
});

/**
 * The elements of ISO 8583:1993 that this terminal and its acquirer use. Forms are those of the edition, as jPOS' packager for
 * it has them (AGPL; facts only), but for element 55, which that ends at 255 bytes: issuer scripts need more.
 */
const elements: ReadonlyMap<number, ElementForm> = new Map([
  [2, upTo('n', 2, 19)], // primary account number
  [3, fixed('n', 6)], // processing code
  [4, fixed('n', 12)], // amount, transaction
  [7, fixed('n', 10)], // date and time, transmission, MMDDhhmmss
  [11, fixed('n', 6)], // systems trace audit number
  [12, fixed('n', 12)], // date and time, local transaction, YYMMDDhhmmss
  [14, fixed('n', 4)], // date, expiration, YYMM
  [22, fixed('an', 12)], // point of service data code
  [23, fixed('n', 3)], // card sequence number
  [24, fixed('n', 3)], // function code
  [25, fixed('n', 4)], // message reason code
  [30, fixed('n', 24)], // amounts, original: transaction, reconciliation
  [32, upTo('n', 2, 11)], // acquirer institution identification code
  [35, upTo('z', 2, 37)], // track 2 data
  [37, fixed('an', 12)], // retrieval reference number
  [38, fixed('an', 6)], // approval code
  [39, fixed('n', 3)], // action code
  [41, fixed('ans', 8)], // card acceptor terminal identification
  [42, fixed('ans', 15)], // card acceptor identification code
  [49, fixed('an', 3)], // currency code, transaction
  [52, fixed('b', 8)], // personal identification number data
  [53, upTo('b', 2, 48)], // security related control information
  [55, upTo('b', 3, 999)], // integrated circuit card system related data
  [56, upTo('n', 2, 35)], // original data elements
  [60, upTo('ans', 3, 999)], // national use: number of the batch
  [61, upTo('ans', 3, 999)], // national use: what the terminal takes for an answer, 1 a part of the amount
  [64, fixed('b', 8)], // message authentication code
  [74, fixed('n', 10)], // credits, number
  [75, fixed('n', 10)], // credits, reversal number
  [76, fixed('n', 10)], // debits, number
  [77, fixed('n', 10)], // debits, reversal number
  [86, fixed('n', 16)], // credits, amount
  [87, fixed('n', 16)], // credits, reversal amount
  [88, fixed('n', 16)], // debits, amount
  [89, fixed('n', 16)], // debits, reversal amount
  [96, upTo('b', 3, 255)], // key management data
  [97, fixed('an', 17)], // amount, net reconciliation
  [120, upTo('b', 3, 16)], // national use: a PIN block of 16 bytes
  [128, fixed('b', 8)], // message authentication code
]);

/** Codes of the edition of 1987, which the edition writes as function codes; new keys as the terminal knows them. */
const network = { signOn: '001', echo: '301', keyChange: '161', keyElement: 48, keyForm: 'tr-31' } as const;
const pinElements = { block: 52, longBlock: 120, keySerialNumber: 53 } as const;

/** Digits packed, bytes as they are. */
export const touchstone1993: Dialect = {
  name: 'touchstone-1993',
  ...packedElements(elements),
  bitmap: 'binary',
  edition: edition1993,
  authentication: { codeBytes: 8, tripleDes: 'x9.19' },
  pinElements,
  partialApprovals: { element: 61, word: '1' },
  network,
};

/** Everything in printable characters. It has no message authentication. */
export const touchstone1993Characters: Dialect = {
  name: 'touchstone-1993-characters',
  ...characterElements(elements),
  bitmap: 'hexadecimal',
  edition: edition1993,
  pinElements,
  partialApprovals: { element: 61, word: '1' },
  network,
};
