import type { DerivationOption } from './keys.ts';

/** Which key an application cryptogram is made with: the card's own, or one from the counter, or from that and the number. */
export type SessionKeyMethod = 'common' | 'counter-and-unpredictable-number' | 'card-key-itself';

/** What a cryptogram version number stands for. */
export interface CryptogramVersion {
  /** As tag 9F10 carries it. */
  readonly number: number;
  readonly derivationOption: Exclude<DerivationOption, 'C'>;
  readonly sessionKeyMethod: SessionKeyMethod;
  /** What follows the transaction counter: card verification results, these and the counters, all of tag 9F10; `minimum`
   *  is the short input of fast contactless cards: amount, unpredictable number, counter and one byte. */
  readonly issuerPart: 'results' | 'results-and-counters' | 'whole' | 'minimum';
  readonly padding: 'method-1' | 'method-2';
  /** `m-chip`: results are bytes 3 to 8 of tag 9F10; `visa`: 4 to 7, after a length; `visa-long`: 4 to 8 after format 2. */
  readonly layout: 'm-chip' | 'visa' | 'visa-long';
  /** Method 1: eight bytes from the response code. Method 2: four bytes from the card status update. */
  readonly responseMethod: 1 | 2;
  readonly responseKey: 'session' | 'card';
  /** Script keys: the counter laid over the card's key, or the common method over the application cryptogram. */
  readonly scriptKey: 'counter' | 'cryptogram';
  /** Whether counter and cryptogram stand between the script command's header and its data in the MAC. */
  readonly isScriptBound: boolean;
  readonly encipherment: 'VISA' | 'MASTERCARD';
  /** PIN block without the current PIN; with it, it is always the first. */
  readonly pinBlock: 'keyed' | 'format-2';
}

type Row = Pick<CryptogramVersion, 'number'> & Partial<CryptogramVersion>;

const visa = (row: Row): CryptogramVersion => ({
  derivationOption: 'B',
  sessionKeyMethod: 'common',
  issuerPart: 'whole',
  padding: 'method-2',
  layout: 'visa',
  responseMethod: 2,
  responseKey: 'session',
  scriptKey: 'counter',
  isScriptBound: true,
  encipherment: 'VISA',
  pinBlock: 'keyed',
  ...row,
});

const mChip = (row: Row): CryptogramVersion => ({
  derivationOption: 'A',
  sessionKeyMethod: 'common',
  issuerPart: 'results',
  padding: 'method-2',
  layout: 'm-chip',
  responseMethod: 1,
  responseKey: 'session',
  scriptKey: 'cryptogram',
  isScriptBound: true,
  encipherment: 'MASTERCARD',
  pinBlock: 'format-2',
  ...row,
});

/** With these the response cryptogram's key is the card's own although there is a session key: a trap for many. */
const unpredictable = { sessionKeyMethod: 'counter-and-unpredictable-number', responseKey: 'card' } as const;
const bareCardKey = { derivationOption: 'A', sessionKeyMethod: 'card-key-itself', padding: 'method-1' } as const;

/**
 * Cryptogram versions by the names people give them: 10, 17, 18 and 16 are decimal, 14, 15 and 22 hexadecimal.
 *
 * Facts on which knovichikhin/pyemv (MIT) and jPOS (AGPL; facts only) agree, held by `cryptogram-vectors.table.ts`.
 */
export const cryptogramVersions = {
  '10': visa({ number: 0x0a, ...bareCardKey, issuerPart: 'results', responseMethod: 1 }),
  '17': visa({ number: 0x11, ...bareCardKey, issuerPart: 'minimum', responseMethod: 1 }),
  '18': visa({ number: 0x12 }),
  '22': visa({ number: 0x22, layout: 'visa-long', scriptKey: 'cryptogram', pinBlock: 'format-2' }),
  '16': mChip({ number: 0x10, ...unpredictable }),
  '17-m-chip': mChip({ number: 0x11, ...unpredictable, issuerPart: 'results-and-counters' }),
  '14': mChip({ number: 0x14 }),
  '15': mChip({ number: 0x15, issuerPart: 'results-and-counters' }),
  '133': mChip({
    number: 0x85,
    sessionKeyMethod: 'counter-and-unpredictable-number',
    layout: 'visa',
    issuerPart: 'whole',
    isScriptBound: false,
  }),
} as const satisfies Readonly<Record<string, CryptogramVersion>>;

/** Name of a row. */
export type CryptogramVersionName = keyof typeof cryptogramVersions;
