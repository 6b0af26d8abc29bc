/** How a card makes its cryptograms, session keys and issuer application data: one row a cryptogram version. */
export interface CryptogramVersion {
  /** As tag 9F10 carries it. */
  readonly number: number;
  /** How the card's master key follows from the issuer's: Book 2, Annex A1.4.1 or A1.4.2. */
  readonly masterKeyOption: 'A' | 'B';
  /** `none`: the card's master key itself. `common`: from the ATC. `skd`: from ATC and unpredictable number. */
  readonly sessionKey: 'none' | 'common' | 'skd';
  /** What of the issuer application data goes into the cryptogram; `minimum`: amount, UN, ATC and one byte. */
  readonly issuerPart: 'results' | 'results-and-counters' | 'whole' | 'minimum';
  /** ISO/IEC 9797-1 padding: method 1 fills with zeros, method 2 begins with 80. */
  readonly padding: 'zeros' | '80';
  /** Layout of tag 9F10. */
  readonly layout: 'm-chip' | 'visa' | 'visa-format-2';
  /** Which method of Book 2, 8.2 the issuer proves itself with, and the key for it. */
  readonly responseMethod: 1 | 2;
  /** Keys of issuer scripts: `counter` by exclusive or with the ATC, `cryptogram` derived like a common session key. */
  readonly scriptKey: 'counter' | 'cryptogram';
}

/**
 * Cryptogram versions by the name that profiles use. Names are the numbers that people say: decimal for versions 10,
 * 17 and 18, hexadecimal for 14 and 22. Facts as two independent public code bases agree on them
 * (github.com/knovichikhin/pyemv, MIT; jPOS, AGPL: facts only), held by `vectors/cryptogram-versions.table.ts`.
 */
export const cryptogramVersions = {
  '10': visa({ number: 0x0a, sessionKey: 'none', issuerPart: 'results', padding: 'zeros', responseMethod: 1 }),
  '14': mChip({ number: 0x14, sessionKey: 'common', issuerPart: 'results' }),
  '15': mChip({ number: 0x15, sessionKey: 'common', issuerPart: 'results-and-counters' }),
  '16': mChip({ number: 0x10, sessionKey: 'skd', issuerPart: 'results' }),
  '17-m-chip': mChip({ number: 0x11, sessionKey: 'skd', issuerPart: 'results-and-counters' }),
  '17': visa({ number: 0x11, sessionKey: 'none', issuerPart: 'minimum', padding: 'zeros', responseMethod: 1 }),
  '18': visa({ number: 0x12, sessionKey: 'common', issuerPart: 'whole', padding: '80', responseMethod: 2 }),
  '22': {
    ...visa({ number: 0x22, sessionKey: 'common', issuerPart: 'whole', padding: '80', responseMethod: 2 }),
    layout: 'visa-format-2',
    scriptKey: 'cryptogram',
  },
} as const satisfies Readonly<Record<string, CryptogramVersion>>;

/** Name of a row. */
export type CryptogramVersionName = keyof typeof cryptogramVersions;

function visa(
  row: Pick<CryptogramVersion, 'number' | 'sessionKey' | 'issuerPart' | 'padding' | 'responseMethod'>,
): CryptogramVersion {
  const masterKeyOption = row.sessionKey === 'common' ? 'B' : 'A';
  return { ...row, masterKeyOption, layout: 'visa', scriptKey: 'counter' };
}

function mChip(row: Pick<CryptogramVersion, 'number' | 'sessionKey' | 'issuerPart'>): CryptogramVersion {
  return {
    ...row,
    masterKeyOption: 'A',
    padding: '80',
    layout: 'm-chip',
    responseMethod: 1,
    scriptKey: 'cryptogram',
  };
}
