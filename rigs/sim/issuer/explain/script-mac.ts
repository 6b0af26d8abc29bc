import { joinBytes, toHex } from '../bytes.ts';
import { cryptogramVersions } from '../cryptogram-versions.table.ts';
import type { CryptogramVersionName } from '../cryptogram-versions.table.ts';
import { deriveCounterKey, deriveSessionKey } from '../keys.ts';
import { retailMac } from '../triple-des.ts';
import type { Padding } from '../triple-des.ts';
import { searchFaults } from './fault-search.ts';
import type { Fault, FaultSearch } from './fault-search.ts';
import { cardFaults, createCardKeys, keyFaults, nearCounters } from './key-making.ts';
import type { KeyMaking } from './key-making.ts';

/** A script command whose MAC a card refused. */
export interface ScriptMacCase {
  /** The issuer's key for script integrity, or the card's. */
  readonly masterKey: Uint8Array;
  readonly isCardKey: boolean;
  readonly pan: string;
  readonly panSequenceNumber: string;
  readonly version: CryptogramVersionName;
  /** Tags 9F26 and 9F36. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
  /** The whole command, its MAC last. */
  readonly command: Uint8Array;
  /** 4 to 8. */
  readonly macLength: number;
  /** MAC of the command before it in the script. */
  readonly previousMac?: Uint8Array | undefined;
  readonly otherKeys: ReadonlyMap<string, Uint8Array>;
  readonly alternatives: ReadonlyMap<string, readonly Uint8Array[]>;
}

type ScriptKeyMethod = 'counter' | 'cryptogram' | 'common-counter' | 'card-key-itself';

interface Making extends KeyMaking {
  readonly scriptKey: ScriptKeyMethod;
  readonly counter: Uint8Array;
  readonly cryptogram: Uint8Array;
  /** In the MAC, between header and data. */
  readonly binding: readonly ('counter' | 'cryptogram')[];
  readonly header: Uint8Array;
  readonly data: Uint8Array;
  readonly padding: Padding;
  readonly start: Uint8Array;
}

/** Says which mistakes would explain a script command's MAC, see `explainApplicationCryptogram`. */
export function explainScriptMac(each: ScriptMacCase, triesMax: number): FaultSearch {
  const lawful = lawfulMaking(each);
  const wantedHex = toHex(each.command.slice(-each.macLength));
  const cardKeyOf = createCardKeys();
  const explains = (making: Making): boolean => {
    const bound = making.binding.map((what) => making[what]);
    const message = joinBytes([making.header, ...bound, making.data]);
    const mac = retailMac(scriptKeyOf(making, cardKeyOf(making)), message, making.padding, making.start);
    return toHex(mac.slice(0, each.macLength)) === wantedHex;
  };
  return searchFaults(lawful, faultsOf(each, lawful), { explains, triesMax });
}

function lawfulMaking(each: ScriptMacCase): Making {
  const { masterKey, isCardKey, pan, panSequenceNumber, objects, command } = each;
  const version = cryptogramVersions[each.version];
  const counter = objects.get('9F36') ?? new Uint8Array(2);
  return {
    masterKey,
    isCardKey,
    pan,
    panSequenceNumber,
    derivationOption: version.derivationOption,
    sessionKeyMethod: version.sessionKeyMethod,
    keyCounter: counter,
    keyNumber: new Uint8Array(4),
    scriptKey: version.scriptKey,
    counter,
    cryptogram: objects.get('9F26') ?? new Uint8Array(8),
    binding: version.isScriptBound ? ['counter', 'cryptogram'] : [],
    header: command.slice(0, 5),
    data: command.slice(5, -each.macLength),
    padding: 'method-2',
    start: new Uint8Array(8),
  };
}

function scriptKeyOf(making: Making, cardKey: Uint8Array): Uint8Array {
  switch (making.scriptKey) {
    case 'counter':
      return deriveCounterKey(cardKey, making.keyCounter);
    case 'cryptogram':
      return deriveSessionKey(cardKey, making.cryptogram);
    case 'common-counter':
      return deriveSessionKey(cardKey, joinBytes([making.keyCounter, new Uint8Array(6)]));
    case 'card-key-itself':
      return cardKey;
    default:
      return making.scriptKey satisfies never;
  }
}

function faultsOf(each: ScriptMacCase, lawful: Making): readonly Fault<Making>[] {
  return [
    ...bindingFaults(lawful),
    ...chainFaults(each),
    ...scriptKeyFaults(lawful),
    ...headerFaults(each),
    {
      about: 'padding',
      text: 'padded by zeros (method 1) instead of 80 and zeros (method 2)',
      apply: (making) => ({ ...making, padding: 'method-1' }),
    },
    ...counterFaults(lawful),
    ...cryptogramFaults(each),
    ...cardFaults(lawful),
    ...keyFaults(lawful, each.otherKeys),
  ];
}

function bindingFaults(lawful: Making): readonly Fault<Making>[] {
  const bindings: readonly (readonly [string, Making['binding']])[] = [
    ['without transaction counter and cryptogram between header and data', []],
    ['with transaction counter and cryptogram between header and data', ['counter', 'cryptogram']],
    ['with the transaction counter alone between header and data', ['counter']],
    ['with the cryptogram alone between header and data', ['cryptogram']],
    ['with the cryptogram before the transaction counter', ['cryptogram', 'counter']],
  ];
  return bindings
    .filter(([, binding]) => binding.join(' ') !== lawful.binding.join(' '))
    .map(([text, binding]) => ({
      about: 'binding',
      text: `made ${text}`,
      apply: (making) => ({ ...making, binding }),
    }));
}

/** Each command's MAC may go on from the one before it; one side does so and the other does not. */
function chainFaults({ previousMac }: ScriptMacCase): readonly Fault<Making>[] {
  const first: Fault<Making> = {
    about: 'chaining',
    text: 'chained: the application cryptogram went before the header, as for the first command of a chain',
    apply: (making) => ({ ...making, header: joinBytes([making.cryptogram, making.header]) }),
  };
  if (previousMac === undefined) return [first];
  const start = new Uint8Array(8);
  start.set(previousMac.slice(0, 8));
  return [
    {
      about: 'chaining',
      text: "chained: started from the previous command's MAC instead of zeros",
      apply: (making) => ({ ...making, start }),
    },
    {
      about: 'chaining',
      text: "chained: the previous command's MAC went before the header",
      apply: (making) => ({ ...making, header: joinBytes([previousMac, making.header]) }),
    },
    first,
  ];
}

const scriptKeyTexts: Readonly<Record<ScriptKeyMethod, string>> = {
  counter: "the script key is the card's with the transaction counter laid over it (Visa)",
  cryptogram: 'the script key is made from the application cryptogram (EMV common, M/Chip)',
  'common-counter': 'the script key is made from the transaction counter, as keys for cryptograms are',
  'card-key-itself': "the card's own script key was used instead of a session key",
};

function scriptKeyFaults(lawful: Making): readonly Fault<Making>[] {
  const methods = Object.keys(scriptKeyTexts) as ScriptKeyMethod[];
  return methods
    .filter((method) => method !== lawful.scriptKey)
    .map((scriptKey) => ({
      about: 'script key',
      text: scriptKeyTexts[scriptKey],
      apply: (making) => ({ ...making, scriptKey }),
    }));
}

function headerFaults({ macLength }: ScriptMacCase): readonly Fault<Making>[] {
  const withByte = (index: number, change: (byte: number) => number) => (making: Making) => ({
    ...making,
    header: making.header.map((byte, at) => (at === index ? change(byte) & 0xff : byte)),
  });
  return [
    {
      about: 'length byte',
      text: 'the length byte in the MAC does not count the MAC itself',
      apply: withByte(4, (byte) => byte - macLength),
    },
    {
      about: 'length byte',
      text: 'the length byte was left out of the MAC',
      apply: (making) => ({ ...making, header: making.header.slice(0, -1) }),
    },
    {
      about: 'class byte',
      text: 'the class byte in the MAC has secure messaging switched off',
      apply: withByte(0, (byte) => byte & 0xf3),
    },
    {
      about: 'class byte',
      text: 'the class byte in the MAC says secure messaging (4)',
      apply: withByte(0, (byte) => byte | 0x04),
    },
  ];
}

function counterFaults(lawful: Making): readonly Fault<Making>[] {
  return nearCounters(lawful.counter).map(({ by, counter }) => ({
    about: 'transaction counter',
    text: `stale transaction counter: the MAC is of a counter ${by}`,
    apply: (making) => ({ ...making, counter, keyCounter: counter }),
  }));
}

/** M/Chip cards count the cryptogram up for each further command of a script; some issuers forget to. */
function cryptogramFaults({ alternatives, objects }: ScriptMacCase): readonly Fault<Making>[] {
  const first = BigInt(`0x${toHex(objects.get('9F26') ?? new Uint8Array(1))}`);
  const counted = [1n, 2n, -1n].map((step): Fault<Making> => {
    const hex = BigInt.asUintN(64, first + step)
      .toString(16)
      .padStart(16, '0');
    const cryptogram = Uint8Array.from(Buffer.from(hex, 'hex'));
    return {
      about: 'cryptogram',
      text: `made for another command of the script: the cryptogram is counted by ${step}`,
      apply: (making) => ({ ...making, cryptogram }),
    };
  });
  const offered = (alternatives.get('9F26') ?? []).map((cryptogram, index): Fault<Making> => ({
    about: 'cryptogram',
    text: `application cryptogram is another: the value that the case offers as number ${index + 1} for tag 9F26`,
    apply: (making) => ({ ...making, cryptogram }),
  }));
  return [...offered, ...counted];
}
