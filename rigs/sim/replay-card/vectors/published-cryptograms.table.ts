/**
 * One transaction of a card of each cryptogram version, whose cryptogram is published: knovichikhin/pyemv (MIT), commit
 * cf6b82d7a1e1b57c87d18a2caae2115f8b3e4309, tests/test_cvn_hsm.py, where it came from a hardware security module. PAN
 * 1234567890123456, sequence number 00; the card's own key is that of master key 0123456789ABCDEFFEDCBA9876543210.
 */
export const cardKeyHex = '154F349D8585CB7F6B0798E9839B10C1';

/** Tags in the order of the list that the card gives, and their values. */
interface PublishedRow {
  readonly version: string;
  readonly terminal: Readonly<Record<string, string>>;
  readonly profileHex: string;
  readonly counterHex: string;
  readonly issuerDataHex: string;
  readonly expectedHex: string;
}

const canadian = {
  '9F02': '000000004000',
  '9F03': '000000000000',
  '9F1A': '0124',
  '95': '8000048000',
  '5F2A': '0124',
  '9A': '191105',
  '9C': '01',
  '9F37': '52BF4585',
} as const;
const other = {
  '9F02': '000000009999',
  '9F03': '000000000000',
  '9F1A': '0124',
  '95': '8000000000',
  '5F2A': '0124',
  '9A': '209906',
  '9C': '00',
  '9F37': 'ABCDEF12',
} as const;
const common = { profileHex: '1800', counterHex: '001C' } as const;

/** By version. */
export const publishedCryptograms: readonly PublishedRow[] = [
  { version: '10', terminal: canadian, ...common, issuerDataHex: '06010A03A06010', expectedHex: '29CCA15AE665FA2E' },
  { version: '18', terminal: canadian, ...common, issuerDataHex: '06011203A0B800', expectedHex: '7A788EA6B8A3E733' },
  {
    version: '16',
    terminal: other,
    ...common,
    issuerDataHex: '0110A00003220000000000000000000322FF',
    expectedHex: '24CCF3DEE3158C70',
  },
  {
    version: '17 (M/Chip)',
    terminal: other,
    ...common,
    issuerDataHex: '0111A00003220000000000000000000322FF',
    expectedHex: 'EAE8A620A75648D8',
  },
  {
    version: '14',
    terminal: other,
    ...common,
    issuerDataHex: '0114A00003220000000000000000000322FF',
    expectedHex: 'CD29615D6452E70E',
  },
  {
    version: '15',
    terminal: other,
    ...common,
    issuerDataHex: '0115A00003220000000000000000000322FF',
    expectedHex: 'C30E54BE496CF5E5',
  },
];
