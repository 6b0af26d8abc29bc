import { toHex } from '../bytes.ts';
import { computeResponseCryptogram, computeStatusUpdateCryptogram } from '../cryptogram.ts';
import { cryptogramVersions } from '../cryptogram-versions.table.ts';
import type { CryptogramVersionName } from '../cryptogram-versions.table.ts';
import { searchFaults } from './fault-search.ts';
import type { Fault, FaultSearch } from './fault-search.ts';
import {
  cardFaults,
  createCardKeys,
  keyCounterFaults,
  keyFaults,
  sessionKeyFaults,
  sessionKeyOf,
} from './key-making.ts';
import type { KeyMaking } from './key-making.ts';

/** A response cryptogram that a card refused. */
export interface ResponseCryptogramCase {
  readonly masterKey: Uint8Array;
  readonly isCardKey: boolean;
  readonly pan: string;
  readonly panSequenceNumber: string;
  readonly version: CryptogramVersionName;
  /** Tags 9F26, 9F36 and, where the session key takes it in, 9F37. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
  /** Tag 91: 10 bytes of method 1, or 8 to 16 of method 2. */
  readonly issuerAuthenticationData: Uint8Array;
  readonly otherKeys: ReadonlyMap<string, Uint8Array>;
  readonly alternatives: ReadonlyMap<string, readonly Uint8Array[]>;
}

interface Making extends KeyMaking {
  readonly cryptogram: Uint8Array;
  readonly method: 1 | 2;
  readonly key: 'session' | 'card';
  readonly word: Uint8Array;
}

const cryptogramLengths = { 1: 8, 2: 4 } as const;

/** Says which mistakes would explain a response cryptogram (tag 91), see `explainApplicationCryptogram`. */
export function explainResponseCryptogram(each: ResponseCryptogramCase, triesMax: number): FaultSearch {
  const { masterKey, isCardKey, pan, panSequenceNumber, objects } = each;
  const version = cryptogramVersions[each.version];
  const lawful: Making = {
    masterKey,
    isCardKey,
    pan,
    panSequenceNumber,
    derivationOption: version.derivationOption,
    sessionKeyMethod: version.sessionKeyMethod,
    keyCounter: objects.get('9F36') ?? new Uint8Array(2),
    keyNumber: objects.get('9F37') ?? new Uint8Array(4),
    cryptogram: objects.get('9F26') ?? new Uint8Array(8),
    method: version.responseMethod,
    key: version.responseKey,
    word: each.issuerAuthenticationData.slice(cryptogramLengths[version.responseMethod]),
  };
  const cardKeyOf = createCardKeys();
  const explains = (making: Making): boolean => {
    const found = each.issuerAuthenticationData.slice(0, cryptogramLengths[making.method]);
    return toHex(computed(making, cardKeyOf(making))) === toHex(found);
  };
  return searchFaults(lawful, faultsOf(each, lawful), { explains, triesMax });
}

function computed(making: Making, cardKey: Uint8Array): Uint8Array {
  const key = making.key === 'card' ? cardKey : sessionKeyOf(making, cardKey);
  const { cryptogram, word } = making;
  return making.method === 1
    ? computeResponseCryptogram(key, { cryptogram, responseCode: word.slice(0, 8) })
    : computeStatusUpdateCryptogram(key, { cryptogram, cardStatusUpdate: word });
}

function faultsOf(each: ResponseCryptogramCase, lawful: Making): readonly Fault<Making>[] {
  return [
    ...methodFaults(each, lawful),
    ...wordFaults(lawful),
    ...sessionKeyFaults(lawful),
    ...alternativeFaults(each),
    ...keyCounterFaults(lawful),
    ...cardFaults(lawful),
    ...keyFaults(lawful, each.otherKeys),
  ];
}

function methodFaults({ issuerAuthenticationData }: ResponseCryptogramCase, lawful: Making): readonly Fault<Making>[] {
  const method = lawful.method === 1 ? 2 : 1;
  const key = lawful.key === 'card' ? 'session' : 'card';
  const keyWords = { session: 'the session key', card: "the card's own key" } as const;
  return [
    {
      about: 'response key',
      text: `wrong key: made with ${keyWords[key]} instead of ${keyWords[lawful.key]}`,
      apply: (making) => ({ ...making, key }),
    },
    {
      about: 'response method',
      text: `made by method ${method}, this card's version takes method ${lawful.method}`,
      apply: (making) => ({ ...making, method, word: issuerAuthenticationData.slice(cryptogramLengths[method]) }),
    },
    {
      about: 'cryptogram',
      text: 'took the request cryptogram with its bytes in the wrong order',
      apply: (making) => ({ ...making, cryptogram: making.cryptogram.toReversed() }),
    },
  ];
}

/** Another response code, or another place for it. */
function wordFaults(lawful: Making): readonly Fault<Making>[] {
  const codes: readonly (readonly [string, readonly number[]])[] =
    lawful.method === 1
      ? [
          ['00 as text (3030)', [0x30, 0x30]],
          ['00 as bytes (0000)', [0x00, 0x00]],
          ['0010, as M/Chip issuers send it', [0x00, 0x10]],
          ['Y3 (approved offline)', [0x59, 0x33]],
          ['Z3 (declined offline)', [0x5a, 0x33]],
          ['05 as text (3035)', [0x30, 0x35]],
          ['51 as text (3531)', [0x35, 0x31]],
        ]
      : [
          ['all zeros', [0, 0, 0, 0]],
          ['issuer approves (00800000)', [0, 0x80, 0, 0]],
        ];
  const others = codes.map(([text, bytes]): Fault<Making> => ({
    about: 'response code',
    text: `made over the ${lawful.method === 1 ? 'response code' : 'card status update'} ${text}, tag 91 ends in another`,
    apply: (making) => ({ ...making, word: Uint8Array.from(bytes) }),
  }));
  return [
    ...others.filter(({ apply }) => toHex(apply(lawful).word) !== toHex(lawful.word)),
    {
      about: 'response code',
      text: 'the response code was laid over the last two bytes of the cryptogram instead of the first two',
      apply: (making) => ({ ...making, word: Uint8Array.of(0, 0, 0, 0, 0, 0, ...making.word) }),
    },
    {
      about: 'response code',
      text: 'the response code was taken with its bytes in the wrong order',
      apply: (making) => ({ ...making, word: making.word.toReversed() }),
    },
    {
      about: 'proprietary data',
      text: 'made over the first four bytes after the cryptogram only, without the proprietary data',
      apply: (making) => ({ ...making, word: making.word.slice(0, 4) }),
    },
  ];
}

function alternativeFaults({ alternatives }: ResponseCryptogramCase): readonly Fault<Making>[] {
  const places: readonly (readonly [string, string, (value: Uint8Array) => Partial<Making>])[] = [
    ['9F26', 'request cryptogram', (cryptogram) => ({ cryptogram })],
    ['9F36', 'transaction counter', (keyCounter) => ({ keyCounter })],
    ['9F37', 'unpredictable number', (keyNumber) => ({ keyNumber })],
  ];
  return places.flatMap(([tag, name, change]) =>
    (alternatives.get(tag) ?? []).map((value, index): Fault<Making> => ({
      about: name,
      text: `${name} is another: the value that the case offers as number ${index + 1} for tag ${tag}`,
      apply: (making) => ({ ...making, ...change(value) }),
    })),
  );
}
