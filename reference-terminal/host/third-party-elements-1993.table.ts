/**
 * Elements of one message of ISO 8583:1993, cut out of it, with their values: facts of jPOS' test suite, github.com/jpos/jPOS at
 * 3ff2951ec060, jpos/src/test/resources/org/jpos/iso/packagers/ISO93.xml, ISO93BPackager.bin and ISO93APackager.bin, AGPL-3.0. Those
 * that a dialect of ours writes in the same form: it fills an odd number of digits with another nibble, and writes bytes among
 * characters as hexadecimal text, which jPOS doesn't.
 */
export const thirdPartyElements1993: readonly {
  readonly element: number;
  readonly value: string;
  readonly packedHex?: string;
  readonly charactersHex?: string;
}[] = [
  { element: 3, value: '000000', packedHex: '000000', charactersHex: '303030303030' },
  { element: 4, value: '000000000100', packedHex: '000000000100', charactersHex: '303030303030303030313030' },
  { element: 7, value: '0611191024', packedHex: '0611191024', charactersHex: '30363131313931303234' },
  { element: 11, value: '000001', packedHex: '000001', charactersHex: '303030303031' },
  { element: 12, value: '010203193005', packedHex: '010203193005', charactersHex: '303130323033313933303035' },
  { element: 14, value: '1001', packedHex: '1001', charactersHex: '31303031' },
  {
    element: 22,
    value: 'ABCDEFGHIJKL',
    packedHex: '4142434445464748494A4B4C',
    charactersHex: '4142434445464748494A4B4C',
  },
  { element: 23, value: '001', charactersHex: '303031' },
  { element: 24, value: '003', charactersHex: '303033' },
  { element: 25, value: '0000', packedHex: '0000', charactersHex: '30303030' },
  {
    element: 30,
    value: '000000000100000000000100',
    packedHex: '000000000100000000000100',
    charactersHex: '303030303030303030313030303030303030303030313030',
  },
  {
    element: 37,
    value: '123456789ABC',
    packedHex: '313233343536373839414243',
    charactersHex: '313233343536373839414243',
  },
  { element: 38, value: '123456', packedHex: '313233343536', charactersHex: '313233343536' },
  { element: 39, value: '000', packedHex: '0000', charactersHex: '303030' },
  { element: 41, value: '0001ABCD', packedHex: '3030303141424344', charactersHex: '3030303141424344' },
  {
    element: 42,
    value: '123456789012345',
    packedHex: '313233343536373839303132333435',
    charactersHex: '313233343536373839303132333435',
  },
  { element: 49, value: '032', packedHex: '303332', charactersHex: '303332' },
  { element: 52, value: '0001020304050607', packedHex: '0001020304050607' },
  { element: 53, value: '1234567890123456', packedHex: '081234567890123456' },
  { element: 55, value: 'CAFEBABECAFEBABE', packedHex: '0008CAFEBABECAFEBABE' },
  { element: 60, value: 'UVWX', packedHex: '000455565758', charactersHex: '30303455565758' },
  { element: 61, value: 'YZ01', packedHex: '0004595A3031', charactersHex: '303034595A3031' },
  { element: 64, value: 'CAFEBABECAFEBABE', packedHex: 'CAFEBABECAFEBABE' },
];
