import { fromHex, joinBytes, toHex } from '../bytes.ts';
import { terminalInputTags } from '../cryptogram.ts';
import { cryptogramVersions } from '../cryptogram-versions.table.ts';
import type { CryptogramVersion, CryptogramVersionName } from '../cryptogram-versions.table.ts';
import { issuerDataOf } from '../issuer-application-data.ts';
import { retailMac } from '../triple-des.ts';
import type { Padding } from '../triple-des.ts';
import { searchFaults } from './fault-search.ts';
import type { Fault, FaultSearch } from './fault-search.ts';
import { cardFaults, createCardKeys, keyCounterFaults, keyFaults, nearCounters } from './key-making.ts';
import { sessionKeyFaults, sessionKeyOf } from './key-making.ts';
import type { KeyMaking } from './key-making.ts';

/** An application cryptogram that does not verify, and all that is known about it. */
export interface ApplicationCryptogramCase {
  readonly masterKey: Uint8Array;
  readonly isCardKey: boolean;
  readonly pan: string;
  readonly panSequenceNumber: string;
  readonly version: CryptogramVersionName;
  /** By tag, 9F26 and 9F10 among them. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
  /** DE 4. */
  readonly amountMinor?: number | undefined;
  readonly otherKeys: ReadonlyMap<string, Uint8Array>;
  /** Other values that an object may have had, such as the unpredictable number of the tap before. */
  readonly alternatives: ReadonlyMap<string, readonly Uint8Array[]>;
}

interface Making extends KeyMaking {
  readonly tags: readonly string[];
  readonly values: ReadonlyMap<string, Uint8Array>;
  readonly issuerPart: Uint8Array;
  readonly padding: Padding;
  /** Objects go into the message with tag and length. */
  readonly isTagged: boolean;
}

/**
 * Says which mistakes would explain an application cryptogram.
 *
 * @param triesMax  cap on computed cryptograms, each about a tenth of a millisecond
 */
export function explainApplicationCryptogram(each: ApplicationCryptogramCase, triesMax: number): FaultSearch {
  const lawful = lawfulMaking(each);
  const wantedHex = toHex(each.objects.get('9F26') ?? new Uint8Array());
  const cardKeyOf = createCardKeys();
  const explains = (making: Making): boolean => {
    const key = sessionKeyOf(making, cardKeyOf(making));
    return toHex(retailMac(key, messageOf(making), making.padding)) === wantedHex;
  };
  return searchFaults(lawful, faultsOf(each, lawful), { explains, triesMax });
}

function lawfulMaking(each: ApplicationCryptogramCase): Making {
  const { masterKey, isCardKey, pan, panSequenceNumber, objects } = each;
  const version = cryptogramVersions[each.version];
  const making = { masterKey, isCardKey, pan, panSequenceNumber, values: objects, isTagged: false };
  return {
    ...making,
    keyCounter: valueOf(objects, '9F36'),
    keyNumber: valueOf(objects, '9F37'),
    ...partsOf(version, objects),
  };
}

/** All that a version says about the making. */
function partsOf(version: CryptogramVersion, objects: ReadonlyMap<string, Uint8Array>) {
  return {
    derivationOption: version.derivationOption,
    sessionKeyMethod: version.sessionKeyMethod,
    padding: version.padding,
    tags: version.issuerPart === 'minimum' ? ['9F02', '9F37', '9F36'] : [...terminalInputTags, '9F36'],
    issuerPart: issuerDataOf(valueOf(objects, '9F10'), version)?.part ?? valueOf(objects, '9F10'),
  };
}

function messageOf({ tags, values, issuerPart, isTagged }: Making): Uint8Array {
  const parts = tags.map((tag) => {
    const value = valueOf(values, tag);
    return isTagged ? joinBytes([fromHex(tag), Uint8Array.of(value.length), value]) : value;
  });
  return joinBytes([...parts, issuerPart]);
}

function faultsOf(each: ApplicationCryptogramCase, lawful: Making): readonly Fault<Making>[] {
  return [
    ...paddingFaults(lawful),
    ...sessionKeyFaults(lawful),
    ...issuerPartFaults(each),
    ...versionFaults(each),
    ...alternativeFaults(each),
    ...keyCounterFaults(lawful),
    ...counterFaults(lawful),
    ...amountFaults(each),
    ...cardFaults(lawful),
    ...keyFaults(lawful, each.otherKeys),
    ...valueFaults(lawful),
    ...changedBits(lawful),
  ];
}

function paddingFaults(lawful: Making): readonly Fault<Making>[] {
  const isSecond = lawful.padding === 'method-2';
  const text = isSecond
    ? 'padded by zeros (method 1) instead of 80 and zeros (method 2)'
    : 'padded by 80 and zeros (method 2) instead of zeros (method 1)';
  const padding = isSecond ? 'method-1' : 'method-2';
  return [{ about: 'padding', text, apply: (making) => ({ ...making, padding }) }];
}

function issuerPartFaults({ objects }: ApplicationCryptogramCase): readonly Fault<Making>[] {
  const whole = valueOf(objects, '9F10');
  const parts: readonly (readonly [string, Uint8Array])[] = [
    ['took in the whole of tag 9F10', whole],
    ['took in only bytes 3 to 8 of tag 9F10, the card verification results of M/Chip', whole.slice(2, 8)],
    ['took in only bytes 4 to 7 of tag 9F10, the card verification results of Visa', whole.slice(3, 7)],
    [
      'took in the card verification results and the counters at the end of tag 9F10 (M/Chip)',
      joinBytes([whole.slice(2, 8), whole.slice(10)]),
    ],
    ['took in nothing of tag 9F10', new Uint8Array()],
    ['took in tag 9F10 without its first byte', whole.slice(1)],
  ];
  return parts.map(([text, issuerPart]) => ({
    about: 'issuer application data',
    text,
    apply: (making) => ({ ...making, issuerPart }),
  }));
}

function versionFaults(each: ApplicationCryptogramCase): readonly Fault<Making>[] {
  const names = Object.keys(cryptogramVersions) as CryptogramVersionName[];
  return names
    .filter((name) => name !== each.version)
    .map((name) => ({
      about: 'session key method',
      text: `made the way of cryptogram version ${name}, not of version ${each.version}`,
      apply: (making) => ({ ...making, ...partsOf(cryptogramVersions[name], making.values) }),
    }));
}

function alternativeFaults({ alternatives }: ApplicationCryptogramCase): readonly Fault<Making>[] {
  return [...alternatives].flatMap(([tag, values]) =>
    values.map((value, index): Fault<Making> => ({
      about: tag,
      text: `${wordFor(tag)} is another: the value that the case offers as number ${index + 1} for tag ${tag}`,
      apply: (making) => {
        const changed = changedIn(making, tag, value);
        if (tag === '9F36') return { ...changed, keyCounter: value };
        return tag === '9F37' ? { ...changed, keyNumber: value } : changed;
      },
    })),
  );
}

function counterFaults(lawful: Making): readonly Fault<Making>[] {
  const counter = valueOf(lawful.values, '9F36');
  const both = (other: Uint8Array) => (making: Making) => ({
    ...changedIn(making, '9F36', other),
    keyCounter: other,
  });
  return [
    ...nearCounters(counter).map(({ by, counter: other }): Fault<Making> => ({
      about: 'transaction counter',
      text: `stale transaction counter: all was computed with a counter ${by}`,
      apply: both(other),
    })),
    {
      about: 'transaction counter',
      text: 'all took the transaction counter with its bytes in the wrong order',
      apply: both(counter.toReversed()),
    },
  ];
}

function amountFaults({ objects, amountMinor }: ApplicationCryptogramCase): readonly Fault<Making>[] {
  const [amount, other] = [valueOf(objects, '9F02'), valueOf(objects, '9F03')];
  const swapped: Fault<Making> = {
    about: 'amount',
    text: 'amount (9F02) and other amount (9F03) are swapped',
    apply: (making) => changedIn(changedIn(making, '9F02', other), '9F03', amount),
  };
  const others = [swapped, ...unitFaults(amount)];
  if (amountMinor === undefined) return others;
  const outside = fromHex(String(amountMinor).padStart(12, '0').slice(-12));
  return [
    {
      about: 'amount',
      text: "the card took DE 4's amount, tag 9F02 holds another",
      apply: (making) => changedIn(making, '9F02', outside),
    },
    ...others,
  ];
}

/** The amount in another unit, or a single one as some test cards sign it. */
function unitFaults(amount: Uint8Array): readonly Fault<Making>[] {
  const digits = toHex(amount);
  if (!/^\d{12}$/u.test(digits)) return [];
  const amounts: readonly (readonly [string, string])[] = [
    ['in whole units: a hundredth of 9F02', digits.slice(0, -2).padStart(12, '0')],
    ['a hundred times 9F02', `${digits}00`.slice(-12)],
    ['a tenth of 9F02', digits.slice(0, -1).padStart(12, '0')],
    ['ten times 9F02', `${digits}0`.slice(-12)],
    ['of one minor unit, whatever 9F02 says', '1'.padStart(12, '0')],
    ['as a binary number', Number(digits).toString(16).padStart(12, '0')],
  ];
  return amounts
    .filter(([, other]) => other !== digits)
    .map(([text, other]) => ({
      about: 'amount',
      text: `the card took an amount ${text}`,
      apply: (making) => changedIn(making, '9F02', fromHex(other)),
    }));
}

/** Each input missing, zero, or back to front; and the message laid out otherwise. */
function valueFaults(lawful: Making): readonly Fault<Making>[] {
  const inputs = lawful.tags.filter((tag) => tag !== '9F36');
  const zeros = inputs.map((tag): Fault<Making> => ({
    about: tag,
    text: `${wordFor(tag)} (${tag}) was taken as zeros`,
    apply: (making) => changedIn(making, tag, new Uint8Array(valueOf(making.values, tag).length)),
  }));
  const reversed = inputs
    .filter((tag) => valueOf(lawful.values, tag).length > 1)
    .map((tag): Fault<Making> => ({
      about: tag,
      text: `${wordFor(tag)} (${tag}) was taken with its bytes in the wrong order`,
      apply: (making) => changedIn(making, tag, valueOf(making.values, tag).toReversed()),
    }));
  const missing = lawful.tags.map((tag): Fault<Making> => ({
    about: tag,
    text: `${wordFor(tag)} (${tag}) was left out`,
    apply: (making) => ({ ...making, tags: making.tags.filter((known) => known !== tag) }),
  }));
  return [...zeros, ...reversed, ...missing, ...layoutFaults()];
}

function layoutFaults(): readonly Fault<Making>[] {
  return [
    {
      about: 'country',
      text: 'terminal country (9F1A) and currency (5F2A) are swapped',
      apply: (making) => ({ ...making, tags: exchanged(making.tags, '9F1A', '5F2A') }),
    },
    {
      about: 'layout',
      text: 'application interchange profile (82) and transaction counter (9F36) are swapped',
      apply: (making) => ({ ...making, tags: exchanged(making.tags, '82', '9F36') }),
    },
    {
      about: 'layout',
      text: 'the objects went in with their tags and lengths',
      apply: (making) => ({ ...making, isTagged: true }),
    },
  ];
}

/** Somebody between card and terminal, or a terminal that sends other results than it gave the card. */
function changedBits(lawful: Making): readonly Fault<Making>[] {
  const [profile, results] = [valueOf(lawful.values, '82'), valueOf(lawful.values, '95')];
  const profiles = Array.from({ length: 0x80 }, (_, byte) => Uint8Array.of(byte, ...profile.slice(1)))
    .map((value) => ({ tag: '82', value }))
    .toSorted((left, right) => distance(left.value, profile) - distance(right.value, profile));
  const flipped = Array.from({ length: results.length * 8 }, (_, bit) => ({
    tag: '95',
    value: results.map((byte, at) => (at === bit >> 3 ? byte ^ (0x80 >> (bit & 7)) : byte)),
  }));
  return [...profiles, ...flipped]
    .filter(({ tag, value }) => lawful.tags.includes(tag) && toHex(value) !== toHex(valueOf(lawful.values, tag)))
    .map(({ tag, value }) => ({
      about: tag,
      text: `${wordFor(tag)} (${tag}) was ${toHex(value)} for the card and is ${toHex(valueOf(lawful.values, tag))} here: ${bitsOf(value, valueOf(lawful.values, tag))}`,
      apply: (making) => changedIn(making, tag, value),
    }));
}

/** Which bits differ: `byte 1 bit 6`. */
function bitsOf(left: Uint8Array, right: Uint8Array): string {
  const bits = [...left].flatMap((byte, at) =>
    [8, 7, 6, 5, 4, 3, 2, 1]
      .filter((bit) => ((byte ^ (right[at] ?? 0)) & (1 << (bit - 1))) !== 0)
      .map((bit) => `byte ${at + 1} bit ${bit}`),
  );
  return `${bits.join(', ')} changed`;
}

const distance = (left: Uint8Array, right: Uint8Array): number => bitsOf(left, right).split(',').length;

const words: ReadonlyMap<string, string> = new Map([
  ['9F02', 'amount'],
  ['9F03', 'other amount'],
  ['9F1A', 'terminal country'],
  ['95', 'terminal verification results'],
  ['5F2A', 'currency'],
  ['9A', 'date'],
  ['9C', 'transaction type'],
  ['9F37', 'unpredictable number'],
  ['82', 'application interchange profile'],
  ['9F36', 'transaction counter'],
]);

const wordFor = (tag: string): string => words.get(tag) ?? 'object';

function exchanged(tags: readonly string[], left: string, right: string): readonly string[] {
  return tags.map((tag) => (tag === left ? right : tag === right ? left : tag));
}

function changedIn(making: Making, tag: string, value: Uint8Array): Making {
  return { ...making, values: new Map([...making.values, [tag, value]]) };
}

function valueOf(values: ReadonlyMap<string, Uint8Array>, tag: string): Uint8Array {
  return values.get(tag) ?? new Uint8Array();
}
