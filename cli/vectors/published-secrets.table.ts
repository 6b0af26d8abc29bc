/** Published PIN blocks: facts of knovichikhin/psec (commit 90ccbf3, MIT) and of openemv/dukpt (commit 1d01dda, LGPL-2.1). */
export const publishedPinBlocks: readonly {
  readonly fn: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly expected: string;
}[] = [
  { fn: 'encode_pinblock_iso_2', inputs: { pin: '1234567890' }, expected: '2A1234567890FFFF' },
  { fn: 'encode_pinblock_iso_2', inputs: { pin: '123456789012' }, expected: '2C123456789012FF' },
  { fn: 'encode_pan_field_iso_4', inputs: { pan: '112233445566778899' }, expected: '61122334455667788990000000000000' },
  { fn: 'decode_pinblock_iso_0', inputs: { pinblock: '041261AAAAEDCBA9', pan: '5555555551234567' }, expected: '1234' },
  {
    fn: 'decode_pinblock_iso_0',
    inputs: { pinblock: '091261032D8DCBA9', pan: '5555555551234567' },
    expected: '123456789',
  },
  {
    fn: 'decode_pinblock_iso_0',
    inputs: { pinblock: '0A1261032D82CBA9', pan: '5555555551234567' },
    expected: '1234567890',
  },
  {
    fn: 'decipher_pinblock_iso_4',
    inputs: {
      key: 'C1D0F8FB4958670DBA40AB1F3752EF0D',
      pin_block: 'CC17F65586BFD0953010226C4FC5B3CA',
      pan: '432198765432109870',
    },
    expected: '1234',
  },
  {
    fn: 'decipher_pinblock_iso_4',
    inputs: { key: '00112233445566778899AABBCCDDEEFF', pin_block: '39B69B1B91FE05D48F7EF0D68EB2CBD6', pan: '1' },
    expected: '123456',
  },
];

/** What must be refused. */
export const refusedPinBlocks: readonly { readonly fn: string; readonly inputs: Readonly<Record<string, string>> }[] = [
  { fn: 'encode_pinblock_iso_0', inputs: { pin: '1234567890123', pan: '55555555555555' } },
  { fn: 'encode_pinblock_iso_2', inputs: { pin: '123' } },
  { fn: 'encode_pinblock_iso_2', inputs: { pin: '123A' } },
  { fn: 'encode_pinblock_iso_3', inputs: { pin: '123', pan: '55555555555555' } },
  { fn: 'encode_pinblock_iso_3', inputs: { pin: '123A', pan: '55555555555555' } },
  { fn: 'encode_pinblock_iso_3', inputs: { pin: '1234', pan: '555555555555' } },
  { fn: 'encode_pin_field_iso_4', inputs: { pin: '123' } },
  { fn: 'encipher_pinblock_iso_4', inputs: { key: '31313131313131313131313131313131', pin: '1234', pan: '' } },
  {
    fn: 'encipher_pinblock_iso_4',
    inputs: { key: '31313131313131313131313131313131', pin: '1234', pan: '5555555555555A' },
  },
  { fn: 'decode_pinblock_iso_0', inputs: { pinblock: '051261AAAAEDCBA9', pan: '555555555123' } },
  { fn: 'decode_pinblock_iso_2', inputs: { pinblock: '2F123456789012FF' } },
  { fn: 'decode_pinblock_iso_2', inputs: { pinblock: '2C12345678901FFF' } },
  { fn: 'decode_pinblock_iso_3', inputs: { pinblock: '341261AAAAEDCB', pan: '5555555551234567' } },
  { fn: 'decode_pinblock_iso_3', inputs: { pinblock: '3F1261AAAAEDCBA9', pan: '5555555551234567' } },
  { fn: 'decode_pinblock_iso_3', inputs: { pinblock: '351261AAAAEDCBA9', pan: '5555555551234567' } },
  { fn: 'decode_pinblock_iso_3', inputs: { pinblock: '351261AAAAEDCBA9', pan: '5555555551234A' } },
  { fn: 'decode_pin_field_iso_4', inputs: { pin_field: '43123AAAAAAAAAAA548ED7FD65495950' } },
  { fn: 'decode_pin_field_iso_4', inputs: { pin_field: '441234ABCDEFABCD548ED7FD65495950' } },
  { fn: 'decode_pin_field_iso_4', inputs: { pin_field: '4412D4AAAAAAAAAA548ED7FD65495950' } },
  {
    fn: 'decipher_pinblock_iso_4',
    inputs: {
      key: 'C1D0F8FB4958670DBA40AB1F3752EF0D',
      pin_block: 'CC17F65586BFD0953010226C4FC5B3CA00',
      pan: '432198765432109870',
    },
  },
  {
    fn: 'decipher_pinblock_iso_4',
    inputs: {
      key: 'C1D0F8FB4958670DBA40AB1F3752EF0D',
      pin_block: 'CC17F65586BFD0953010226C4FC5B3CA',
      pan: '43219876543210987099',
    },
  },
  {
    fn: 'decipher_pinblock_iso_4',
    inputs: {
      key: 'E60B15B90ABDF14CEE337C97440F0D6E',
      pin_block: '7D5AF4C33667A2098626027FB7A9A1B7',
      pan: '4266229809609384667',
    },
  },
  {
    fn: 'decipher_pinblock_iso_4',
    inputs: {
      key: '4FE3F0311936FBCE44F17159F1659CF09B2BF8913BB514A1',
      pin_block: '51334B00A6CBA3EC7B1C6F871F060AFC',
      pan: '2129100799029059903',
    },
  },
];

/** A chain of static data authentication: facts first published with emv-tools, kept in RfidResearchGroup/proxmark3. */
export const publishedStaticChain = {
  capk: {
    rid: 'A000000003',
    index: '01',
    modulus:
      'C696034213D7D8546984579D1D0F0EA519CFF8DEFFC429354CF3A871A6F7183F1228DA5C7470C055387100CB935A712C4E2864DF5D64BA93FE7E63E71F25B1E5F5298575EBE1C63AA617706917911DC2A75AC28B251C7EF40F2365912490B939BCA2124A30A28F54402C34AECA331AB67E1E79B285DD5771B5D9FF79EA630B75',
    exponent: '03',
  },
  inputs: {
    '90': '3C5FEAD4DD7BCA44F93E90C44F76EDE54A3288ECDC78469FCB1225C03B2C04F2C2F412281A0822DF14649230989FB1494070DAF8C9534A7881960148616ACE581788120D3506ACE4CEE564FB27EE53341C22F0B45B31873D05DE545EFE33BCD29B2185D035A806AD08C6976F3505A19999930CA8A03EFA321C486061F7DCEC9F',
    '92': '1EBCA30F00CE5962A8C6E130544B82891B236C65DE29317F364735DEE63F6598975835D5',
    '9F32': '03',
    '5A': '4276550000000000',
    '93': '99A558B62B674AA5E7D2A57E5EF6A6F2258E5DA052D05B54E5C115FF1CECF94AA2DF8F39A01D71C619EB819DA52EF381E84979586AEA7855FFBEF40AA3A71CD3B04CFDF270AEC8158A2797F24FD613B748134661135CD290E45B04A8E0CCC711AE042F159E73C89C2A7E65A4C2FD1D6106024AA27130B0ECEC0238F91659DE96',
    static_data:
      '5F24030812315A0842765500132345995F3401019F0702FF009F0D05D040ACA8009F0E0500100000009F0F05D068BCF8005C00',
  },
  expected: { issuerHash: 'F6DCD5C81327EE5802C46E8C240FD15BF6EF47F4', dataAuthenticationCode: '3132' },
} as const;
