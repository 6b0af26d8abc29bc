import { alphanumeric, ascii, binary, fixed, packed, packedLength, variable } from './field-codecs.ts';
import type { FieldCodec } from './field-codecs.ts';
import type { Dialect } from './message-codec.ts';

const digits = packed({ padSide: 'left', padNibble: '0' });
const digitsToTheLeft = packed({ padSide: 'right', padNibble: 'F' });
const track = packed({ padSide: 'right', padNibble: 'F', hasSeparator: true });

const n = (count: number): FieldCodec => fixed(digits, count);
const text = (length: number): FieldCodec => fixed(ascii, length, ' ');
const an = (length: number): FieldCodec => fixed(alphanumeric, length, ' ');

/** ISO 8583:1987 as this terminal and its acquirer agreed to write it. */
export const touchstone1987: Dialect = {
  name: 'touchstone-1987',
  mti: n(4),
  bitmap: 'binary',
  authentication: { codeBytes: 8, tripleDes: 'x9.19' },
  pinElements: { block: 52, longBlock: 120, keySerialNumber: 53 },
  fields: new Map<number, FieldCodec>([
    [2, variable(packedLength(2), digitsToTheLeft, 19)], // primary account number
    [3, n(6)], // processing code
    [4, n(12)], // amount, transaction
    [7, n(10)], // transmission date and time, MMDDhhmmss, UTC
    [11, n(6)], // system trace audit number
    [12, n(6)], // time, local transaction, hhmmss
    [13, n(4)], // date, local transaction, MMDD
    [14, n(4)], // date, expiration, YYMM
    [22, n(3)], // point of service entry mode
    [23, n(3)], // card sequence number
    [25, n(2)], // point of service condition code
    [32, variable(packedLength(2), digitsToTheLeft, 11)], // acquiring institution identification code
    [35, variable(packedLength(2), track, 37)], // track 2 data
    [37, an(12)], // retrieval reference number
    [38, an(6)], // authorization identification response
    [39, an(2)], // response code
    [41, text(8)], // card acceptor terminal identification
    [42, text(15)], // card acceptor identification code
    [49, n(3)], // currency code, transaction
    [52, fixed(binary, 8)], // personal identification number data
    [53, variable(packedLength(2), binary, 48)], // security related control information, as the edition of 1993 has it
    [55, variable(packedLength(3), binary, 999)], // integrated circuit card data
    [60, variable(packedLength(3), ascii, 999)], // private: number of the batch
    [66, n(1)], // settlement code
    [64, fixed(binary, 8)], // message authentication code
    [70, n(3)], // network management information code
    [74, n(10)], // credits, number
    [75, n(10)], // credits, reversal number
    [76, n(10)], // debits, number
    [77, n(10)], // debits, reversal number
    [86, n(16)], // credits, amount
    [87, n(16)], // credits, reversal amount
    [88, n(16)], // debits, amount
    [89, n(16)], // debits, reversal amount
    [90, n(42)], // original data elements
    [95, an(42)], // replacement amounts
    [97, an(17)], // amount, net settlement: C or D and 16 digits
    [120, variable(packedLength(3), binary, 16)], // private use: a PIN block of 16 bytes
    [128, fixed(binary, 8)], // message authentication code
  ]),
};
