import { ascii, asciiLength, binary, fixed, packed, packedLength, variable } from './field-codecs.ts';
import type { FieldCodec } from './field-codecs.ts';
import type { Dialect } from './message-codec.ts';

/**
 * Messages that others published with their meaning. The values are facts taken from public test suites:
 * - pyiso8583: github.com/knovichikhin/pyiso8583 at 3842ba80c578, MIT
 * - jPOS: github.com/jpos/jPOS at 3ff2951ec060, jpos/src/test/resources/org/jpos/iso/packagers/ISO87BPackager.bin, AGPL-3.0
 *
 * Only those are here whose format the codecs can express: not EBCDIC, not a third bitmap, no header, no text whose length
 * is counted in nibbles.
 */
export interface ThirdPartyMessage {
  readonly name: string;
  readonly dialect: Dialect;
  readonly messageHex: string;
  readonly mti: string;
  readonly fields: ReadonlyMap<number, string>;
}

const numeric = (padSide: 'left' | 'right', padNibble: '0' | 'F') => packed({ padSide, padNibble });
const n = (digits: number): FieldCodec => fixed(numeric('left', '0'), digits);
const text = (length: number): FieldCodec => fixed(ascii, length);

const dialectOf = (
  mti: 'packed' | 'ascii',
  bitmap: Dialect['bitmap'],
  fields: ReadonlyArray<readonly [number, FieldCodec]>,
): Dialect => ({ name: 'third party', mti: mti === 'packed' ? n(4) : text(4), bitmap, fields: new Map(fields) });

/** jPOS's amount with a sign: one character, then eight packed digits. */
const signedAmount: FieldCodec = {
  encode: (value) => Buffer.concat([text(1).encode(value.slice(0, 1)), n(8).encode(value.slice(1))]),
  decode(bytes, offset) {
    const sign = text(1).decode(bytes, offset);
    const digits = n(8).decode(bytes, sign.next);
    return { value: sign.value + digits.value, next: digits.next };
  },
};

/** Every element from 2 to 64, and 90, packed and binary: the format nearest to our own dialect. */
const jposPacked: ThirdPartyMessage = {
  name: 'jPOS ISO87BPackager',
  dialect: dialectOf('packed', 'binary', [
    [2, variable(packedLength(2), packed({ padSide: 'right', padNibble: '0', hasSeparator: true }), 19)],
    [3, n(6)],
    [4, n(12)],
    [5, n(12)],
    [6, n(12)],
    [7, n(10)],
    [8, n(8)],
    [9, n(8)],
    [10, n(8)],
    [11, n(6)],
    [12, n(6)],
    [13, n(4)],
    [14, n(4)],
    [15, n(4)],
    [16, n(4)],
    [17, n(4)],
    [18, n(4)],
    [19, n(3)],
    [20, n(3)],
    [21, n(3)],
    [22, n(3)],
    [23, n(3)],
    [24, n(3)],
    [25, n(2)],
    [26, n(2)],
    [27, n(1)],
    [28, signedAmount],
    [29, signedAmount],
    [30, signedAmount],
    [31, signedAmount],
    [32, variable(packedLength(2), packed({ padSide: 'right', padNibble: '0', hasSeparator: true }), 11)],
    [33, variable(packedLength(2), packed({ padSide: 'right', padNibble: '0', hasSeparator: true }), 11)],
    [34, variable(packedLength(2), ascii, 28)],
    [35, variable(packedLength(2), packed({ padSide: 'right', padNibble: '0', hasSeparator: true }), 37)],
    [36, variable(packedLength(3), ascii, 104)],
    [37, text(12)],
    [38, text(6)],
    [39, text(2)],
    [40, text(3)],
    [41, text(8)],
    [42, text(15)],
    [43, text(40)],
    [44, variable(packedLength(2), ascii, 25)],
    [45, variable(packedLength(2), ascii, 76)],
    [46, variable(packedLength(3), ascii, 999)],
    [47, variable(packedLength(3), ascii, 999)],
    [48, variable(packedLength(3), ascii, 999)],
    [49, text(3)],
    [50, text(3)],
    [51, text(3)],
    [52, fixed(binary, 8)],
    [53, n(16)],
    [54, variable(packedLength(3), ascii, 120)],
    [55, variable(packedLength(3), binary, 999)],
    [56, variable(packedLength(3), ascii, 999)],
    [57, variable(packedLength(3), ascii, 999)],
    [58, variable(packedLength(3), ascii, 999)],
    [59, variable(packedLength(3), ascii, 999)],
    [60, variable(packedLength(3), ascii, 999)],
    [61, variable(packedLength(3), ascii, 999)],
    [62, variable(packedLength(3), ascii, 999)],
    [63, variable(packedLength(3), ascii, 999)],
    [64, fixed(binary, 8)],
    [90, n(42)],
  ]),
  messageHex:
    '0800FFFFFFFFFFFFFFFF00000040000000001912345678901234567890000000000000000100000000000200000000000300' +
    '0611191024123456781234567812345678000001010203061110010112011206111234085800320400000000010003000101' +
    '30000001003000000200300000030030000004000612345606654321284142434445464748494A4B4C4D4E4F505152535455' +
    '565758595A3031371234567890123456D123456789012345678900004454484520515549434B2042524F574E20464F58204A' +
    '554D504544204F56455220544845204C415A5920444F47313233343536373839414243313233343536303041424330303031' +
    '414243443132333435363738393031323334354A504F532043415244204143434550544F52202F205757572E4A504F532E4F' +
    '524720202020202020246A504F536A504F536A504F536A504F536A504F536A504F53244A504F534A504F534A504F534A504F' +
    '534A504F534A504F5300214144444954494F4E414C2044415441202D2049534F00264144444954494F4E414C204441544120' +
    '2D204E4154494F4E414C00254144444954494F4E414C2044415441202D205052495641544530333230333230333200010203' +
    '0405060712345678901234560024303030303030303031303030303030303030303032303030000441424344000445464748' +
    '0004494A4B4C00044D4E4F500004515253540004555657580004595A303100044130303200084142434444434241CAFEBABE' +
    'CAFEBABE000000000000000000000000000000000000000000',
  mti: '0800',
  // Published with '=' for the separator in 35 and as text in 55; here as the nibble and the bytes that are meant.
  fields: new Map([
    [2, '1234567890123456789'],
    [3, '000000'],
    [4, '000000000100'],
    [5, '000000000200'],
    [6, '000000000300'],
    [7, '0611191024'],
    [8, '12345678'],
    [9, '12345678'],
    [10, '12345678'],
    [11, '000001'],
    [12, '010203'],
    [13, '0611'],
    [14, '1001'],
    [15, '0112'],
    [16, '0112'],
    [17, '0611'],
    [18, '1234'],
    [19, '858'],
    [20, '032'],
    [21, '400'],
    [22, '000'],
    [23, '001'],
    [24, '003'],
    [25, '00'],
    [26, '01'],
    [27, '1'],
    [28, '000000100'],
    [29, '000000200'],
    [30, '000000300'],
    [31, '000000400'],
    [32, '123456'],
    [33, '654321'],
    [34, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ01'],
    [35, '1234567890123456D12345678901234567890'],
    [36, 'THE QUICK BROWN FOX JUMPED OVER THE LAZY DOG'],
    [37, '123456789ABC'],
    [38, '123456'],
    [39, '00'],
    [40, 'ABC'],
    [41, '0001ABCD'],
    [42, '123456789012345'],
    [43, 'JPOS CARD ACCEPTOR / WWW.JPOS.ORG       '],
    [44, 'jPOSjPOSjPOSjPOSjPOSjPOS'],
    [45, 'JPOSJPOSJPOSJPOSJPOSJPOS'],
    [46, 'ADDITIONAL DATA - ISO'],
    [47, 'ADDITIONAL DATA - NATIONAL'],
    [48, 'ADDITIONAL DATA - PRIVATE'],
    [49, '032'],
    [50, '032'],
    [51, '032'],
    [52, '0001020304050607'],
    [53, '1234567890123456'],
    [54, '000000001000000000002000'],
    [55, '41424344'],
    [56, 'EFGH'],
    [57, 'IJKL'],
    [58, 'MNOP'],
    [59, 'QRST'],
    [60, 'UVWX'],
    [61, 'YZ01'],
    [62, 'A002'],
    [63, 'ABCDDCBA'],
    [64, 'CAFEBABECAFEBABE'],
    [90, '000000000000000000000000000000000000000000'],
  ]),
};

/** Each reads to its fields; what we write of the fields reads back to them. */
export const thirdPartyMessages: readonly ThirdPartyMessage[] = [
  jposPacked,
  {
    name: 'pyiso8583 primary bitmap ascii mixed case: ascii fixed',
    dialect: dialectOf('ascii', 'hexadecimal', [
      [5, fixed(ascii, 1)],
      [7, fixed(ascii, 1)],
      [9, fixed(ascii, 1)],
      [11, fixed(ascii, 1)],
    ]),
    messageHex: '303230303041413030303030303030303030303041424344',
    mti: '0200',
    fields: new Map([
      [5, 'A'],
      [7, 'B'],
      [9, 'C'],
      [11, 'D'],
    ]),
  },
  {
    name: 'pyiso8583 secondary bitmap decoding: ascii fixed',
    dialect: dialectOf('ascii', 'hexadecimal', [
      [2, fixed(ascii, 4)],
      [3, fixed(ascii, 4)],
      [4, fixed(ascii, 4)],
      [12, fixed(ascii, 4)],
      [28, fixed(ascii, 4)],
      [32, fixed(ascii, 4)],
      [39, fixed(ascii, 4)],
      [41, fixed(ascii, 4)],
      [42, fixed(ascii, 4)],
      [50, fixed(ascii, 4)],
      [53, fixed(ascii, 4)],
      [62, fixed(ascii, 4)],
      [66, fixed(ascii, 4)],
      [67, fixed(ascii, 4)],
      [68, fixed(ascii, 4)],
      [76, fixed(ascii, 4)],
      [92, fixed(ascii, 4)],
      [96, fixed(ascii, 4)],
      [103, fixed(ascii, 4)],
      [105, fixed(ascii, 4)],
      [106, fixed(ascii, 4)],
      [114, fixed(ascii, 4)],
      [117, fixed(ascii, 4)],
      [126, fixed(ascii, 4)],
    ]),
    messageHex:
      '303231304630313030303131303243303438303437303130303031313032433034383034303030323030303330303034303031323030323830303332303033393030343130303432303035303030353330303632303036363030363730303638303037363030393230303936303130333031303530313036303131343031313730313236',
    mti: '0210',
    fields: new Map([
      [2, '0002'],
      [3, '0003'],
      [4, '0004'],
      [12, '0012'],
      [28, '0028'],
      [32, '0032'],
      [39, '0039'],
      [41, '0041'],
      [42, '0042'],
      [50, '0050'],
      [53, '0053'],
      [62, '0062'],
      [66, '0066'],
      [67, '0067'],
      [68, '0068'],
      [76, '0076'],
      [92, '0092'],
      [96, '0096'],
      [103, '0103'],
      [105, '0105'],
      [106, '0106'],
      [114, '0114'],
      [117, '0117'],
      [126, '0126'],
    ]),
  },
  {
    name: 'pyiso8583 field decoding: ascii ascii length',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, variable(asciiLength(1), ascii, 2)]]),
    messageHex: '303230303430303030303030303030303030303030',
    mti: '0200',
    fields: new Map([[2, '']]),
  },
  {
    name: 'pyiso8583 field encoding: ascii fixed',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, fixed(ascii, 1)]]),
    messageHex: '303231303430303030303030303030303030303030',
    mti: '0210',
    fields: new Map([[2, '0']]),
  },
  {
    name: 'pyiso8583 field encoding: b ascii length',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, variable(asciiLength(3), binary, 999)]]),
    messageHex: '3032313034303030303030303030303030303030303030',
    mti: '0210',
    fields: new Map([[2, '']]),
  },
  {
    name: 'pyiso8583 field length encoding: ascii fixed',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, fixed(ascii, 0)]]),
    messageHex: '3032313034303030303030303030303030303030',
    mti: '0210',
    fields: new Map([[2, '']]),
  },
  {
    name: 'pyiso8583 field length encoding: ascii fixed',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, fixed(ascii, 1)]]),
    messageHex: '303231303430303030303030303030303030303061',
    mti: '0210',
    fields: new Map([[2, 'a']]),
  },
  {
    name: 'pyiso8583 field length encoding: ascii bcd length',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, variable(packedLength(4), ascii, 0)]]),
    messageHex: '30323130343030303030303030303030303030300000',
    mti: '0210',
    fields: new Map([[2, '']]),
  },
  {
    name: 'pyiso8583 field length encoding: ascii bcd length',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, variable(packedLength(4), ascii, 1)]]),
    messageHex: '3032313034303030303030303030303030303030000161',
    mti: '0210',
    fields: new Map([[2, 'a']]),
  },
  {
    name: 'pyiso8583 field length encoding: ascii ascii length',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, variable(asciiLength(2), ascii, 99)]]),
    messageHex:
      '30323130343030303030303030303030303030303939616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161',
    mti: '0210',
    fields: new Map([
      [2, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
    ]),
  },
  {
    name: 'pyiso8583 field length encoding: ascii bcd length',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, variable(packedLength(2), ascii, 16)]]),
    messageHex: '30323130343030303030303030303030303030301661616161616161616161616161616161',
    mti: '0210',
    fields: new Map([[2, 'aaaaaaaaaaaaaaaa']]),
  },
  {
    name: 'pyiso8583 encode nibbles: ascii ascii length',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, variable(asciiLength(2), ascii, 8)]]),
    messageHex: '3032303034303030303030303030303030303030303431323334',
    mti: '0200',
    fields: new Map([[2, '1234']]),
  },
  {
    name: 'pyiso8583 encode nibbles: b bcd length',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, variable(packedLength(4), binary, 8)]]),
    messageHex: '303230303430303030303030303030303030303000021234',
    mti: '0200',
    fields: new Map([[2, '1234']]),
  },
  {
    name: 'pyiso8583 encode nibbles: b bcd length',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, variable(packedLength(4), numeric('left', '0'), 8)]]),
    messageHex: '303230303430303030303030303030303030303000041234',
    mti: '0200',
    fields: new Map([[2, '1234']]),
  },
  {
    name: 'pyiso8583 encode nibbles odd left pad: b bcd length left 0',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, variable(packedLength(4), numeric('left', '0'), 8)]]),
    messageHex: '303230303430303030303030303030303030303000030123',
    mti: '0200',
    fields: new Map([[2, '123']]),
  },
  {
    name: 'pyiso8583 encode nibbles odd left pad: b fixed left 0',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, fixed(numeric('left', '0'), 3)]]),
    messageHex: '30323030343030303030303030303030303030300123',
    mti: '0200',
    fields: new Map([[2, '123']]),
  },
  {
    name: 'pyiso8583 encode nibbles odd left pad: b ascii length left F',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, variable(asciiLength(2), numeric('left', 'F'), 8)]]),
    messageHex: '30323030343030303030303030303030303030303033F123',
    mti: '0200',
    fields: new Map([[2, '123']]),
  },
  {
    name: 'pyiso8583 encode nibbles odd left pad: b fixed left F1',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, fixed(numeric('left', 'F'), 3)]]),
    messageHex: '3032303034303030303030303030303030303030F123',
    mti: '0200',
    fields: new Map([[2, '123']]),
  },
  {
    name: 'pyiso8583 encode nibbles odd right pad: b bcd length right 01',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, variable(packedLength(4), numeric('right', '0'), 8)]]),
    messageHex: '303230303430303030303030303030303030303000031230',
    mti: '0200',
    fields: new Map([[2, '123']]),
  },
  {
    name: 'pyiso8583 encode nibbles odd right pad: b ascii length right F1',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, variable(asciiLength(2), numeric('right', 'F'), 8)]]),
    messageHex: '30323030343030303030303030303030303030303033123F',
    mti: '0200',
    fields: new Map([[2, '123']]),
  },
  {
    name: 'pyiso8583 encode nibbles odd right pad: b fixed right F1',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, fixed(numeric('right', 'F'), 3)]]),
    messageHex: '3032303034303030303030303030303030303030123F',
    mti: '0200',
    fields: new Map([[2, '123']]),
  },
  {
    name: 'pyiso8583 decode nibbles: ascii bcd length',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, variable(packedLength(4), ascii, 8)]]),
    messageHex: '3032303034303030303030303030303030303030000431323334',
    mti: '0200',
    fields: new Map([[2, '1234']]),
  },
  {
    name: 'pyiso8583 decode nibbles: ascii fixed',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, fixed(ascii, 4)]]),
    messageHex: '303230303430303030303030303030303030303031323334',
    mti: '0200',
    fields: new Map([[2, '1234']]),
  },
  {
    name: 'pyiso8583 decode nibbles right pad: b ascii length right 0',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, variable(asciiLength(2), numeric('right', '0'), 8)]]),
    messageHex: '303230303430303030303030303030303030303030331230',
    mti: '0200',
    fields: new Map([[2, '123']]),
  },
  {
    name: 'pyiso8583 decode nibbles right pad: b fixed right 0',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, fixed(numeric('right', '0'), 3)]]),
    messageHex: '30323030343030303030303030303030303030301230',
    mti: '0200',
    fields: new Map([[2, '123']]),
  },
  {
    name: 'pyiso8583 decode nibbles right pad: b bcd length right F',
    dialect: dialectOf('ascii', 'hexadecimal', [[2, variable(packedLength(4), numeric('right', 'F'), 8)]]),
    messageHex: '30323030343030303030303030303030303030300003123F',
    mti: '0200',
    fields: new Map([[2, '123']]),
  },
  {
    name: 'pyiso8583 pp folding: ascii ascii length',
    dialect: dialectOf('ascii', 'binary', [[123, variable(asciiLength(3), ascii, 999)]]),
    messageHex: '30323030800000000000000000000000000000203030323132',
    mti: '0200',
    fields: new Map([[123, '12']]),
  },
];

/** What must not be read. `field2` is the format of data element 2, the only one of the dialect. */
export interface ThirdPartyRefusal {
  readonly name: string;
  readonly field2: FieldCodec;
  readonly messageHex: string;
}

/** Messages that pyiso8583 refuses (EBCDIC and unknown encodings left out). */
export const thirdPartyRefusals: readonly ThirdPartyRefusal[] = [
  {
    name: 'bitmap is followed by more',
    field2: text(4),
    messageHex: '30323130303030303030303030303030303030306578747261',
  },
  { name: 'bitmap is no hexadecimal text', field2: text(4), messageHex: '30323130696E636F727265637468657864617461' },
  { name: 'bitmap is cut off', field2: text(4), messageHex: '3032313030303030' },
  { name: 'message type is cut off', field2: text(4), messageHex: '3032' },
  { name: 'second bitmap is cut off', field2: text(4), messageHex: '303231303830303030303030303030303030303030303030' },
  {
    name: 'packed length says more than is there',
    field2: variable(packedLength(2), ascii, 16),
    messageHex: '303230303430303030303030303030303030303016',
  },
  {
    name: 'packed length says more than the element may hold',
    field2: variable(packedLength(2), ascii, 15),
    messageHex: '303230303430303030303030303030303030303016313233343536',
  },
  {
    name: 'length is no number',
    field2: variable(asciiLength(1), ascii, 15),
    messageHex: '3032303034303030303030303030303030303030FF313233343536',
  },
];
