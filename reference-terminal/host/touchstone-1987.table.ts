import type { ElementForm } from './element-forms.ts';
import { packedElements, characterElements } from './element-forms.ts';
import type { Dialect } from './message-codec.ts';

const fixed = (content: ElementForm['content'], length: number): ElementForm => ({ content, length, lengthDigits: 0 });
const upTo = (content: ElementForm['content'], lengthDigits: 2 | 3, length: number): ElementForm => ({
  content,
  length,
  lengthDigits,
});

/** The elements of ISO 8583:1987 that this terminal and its acquirer use, whatever they are written with. */
const elements: ReadonlyMap<number, ElementForm> = new Map([
  [2, upTo('n', 2, 19)], // primary account number
  [3, fixed('n', 6)], // processing code
  [4, fixed('n', 12)], // amount, transaction
  [7, fixed('n', 10)], // transmission date and time, MMDDhhmmss, UTC
  [11, fixed('n', 6)], // system trace audit number
  [12, fixed('n', 6)], // time, local transaction, hhmmss
  [13, fixed('n', 4)], // date, local transaction, MMDD
  [14, fixed('n', 4)], // date, expiration, YYMM
  [22, fixed('n', 3)], // point of service entry mode
  [23, fixed('n', 3)], // card sequence number
  [25, fixed('n', 2)], // point of service condition code
  [32, upTo('n', 2, 11)], // acquiring institution identification code
  [35, upTo('z', 2, 37)], // track 2 data
  [37, fixed('an', 12)], // retrieval reference number
  [38, fixed('an', 6)], // authorization identification response
  [39, fixed('an', 2)], // response code
  [41, fixed('ans', 8)], // card acceptor terminal identification
  [42, fixed('ans', 15)], // card acceptor identification code
  [48, upTo('b', 3, 255)], // additional data, private: new keys
  [49, fixed('n', 3)], // currency code, transaction
  [52, fixed('b', 8)], // personal identification number data
  [53, upTo('b', 2, 48)], // security related control information, as the edition of 1993 has it
  [55, upTo('b', 3, 999)], // integrated circuit card data
  [60, upTo('ans', 3, 999)], // private: number of the batch
  [61, upTo('ans', 3, 999)], // private: what the terminal takes for an answer, 1 a part of the amount
  [62, upTo('ans', 3, 999)], // private: 01 where the attendant forced acceptance
  [64, fixed('b', 8)], // message authentication code
  [66, fixed('n', 1)], // settlement code
  [70, fixed('n', 3)], // network management information code
  [74, fixed('n', 10)], // credits, number
  [75, fixed('n', 10)], // credits, reversal number
  [76, fixed('n', 10)], // debits, number
  [77, fixed('n', 10)], // debits, reversal number
  [86, fixed('n', 16)], // credits, amount
  [87, fixed('n', 16)], // credits, reversal amount
  [88, fixed('n', 16)], // debits, amount
  [89, fixed('n', 16)], // debits, reversal amount
  [90, fixed('n', 42)], // original data elements
  [95, fixed('an', 42)], // replacement amounts
  [97, fixed('an', 17)], // amount, net settlement: C or D and 16 digits
  [120, upTo('b', 3, 16)], // private use: a PIN block of 16 bytes
  [128, fixed('b', 8)], // message authentication code
]);

/** @clause ISO 8583:1987, network management information codes: 001 sign-on, 161 key change, 301 echo test */
const network = { signOn: '001', echo: '301', keyChange: '161', keyElement: 48, keyForm: 'x9.17' } as const;

/** Digits packed, bytes as they are. */
export const touchstone1987: Dialect = {
  name: 'touchstone-1987',
  ...packedElements(elements),
  bitmap: 'binary',
  authentication: { codeBytes: 8, tripleDes: 'x9.19' },
  pinElements: { block: 52, longBlock: 120, keySerialNumber: 53 },
  network,
  partialApprovals: { element: 61, word: '1' },
};

/** Everything in printable characters: digits as digits, bytes as hexadecimal text. It has no message authentication. */
export const touchstone1987Characters: Dialect = {
  name: 'touchstone-1987-characters',
  ...characterElements(elements),
  bitmap: 'hexadecimal',
  pinElements: { block: 52, longBlock: 120, keySerialNumber: 53 },
  network,
  partialApprovals: { element: 61, word: '1' },
};
