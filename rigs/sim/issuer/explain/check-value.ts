import { exclusiveOr, fromHex, joinBytes, toHex } from '../bytes.ts';
import { encipherBlock } from '../triple-des.ts';
import { searchFaults } from './fault-search.ts';
import type { Fault, FaultSearch } from './fault-search.ts';
import { cardFaults, createCardKeys, keyFaults, nearCounters } from './key-making.ts';
import type { KeyMaking } from './key-making.ts';

/** A dynamic card verification value (dCVV) of a track that does not verify. */
export interface CheckValueCase {
  readonly masterKey: Uint8Array;
  readonly isCardKey: boolean;
  readonly pan: string;
  readonly panSequenceNumber: string;
  readonly derivationOption: 'A' | 'B';
  /** YYMM. */
  readonly expiry: string;
  /** Three digits. */
  readonly serviceCode: string;
  /** Tag 9F36, two bytes. */
  readonly counter: Uint8Array;
  /** Three to five digits. */
  readonly checkValue: string;
  readonly otherKeys: ReadonlyMap<string, Uint8Array>;
}

interface Making extends KeyMaking {
  readonly expiry: string;
  readonly serviceCode: string;
  /** What stands for the first four digits of the account number; nothing in a static value. */
  readonly counterDigits: string;
}

/**
 * Says which single mistake would explain a dCVV. Two at once are not tried: so short a value fits by chance too often,
 * one candidate in a thousand.
 *
 * @reads No public clause. Two public implementations agree: the check value of a magnetic stripe under the card's own
 *   key, with the counter's digits in place of the account number's first four.
 */
export function explainCheckValue(each: CheckValueCase): FaultSearch {
  const { masterKey, isCardKey, pan, panSequenceNumber, derivationOption, expiry, serviceCode, counter } = each;
  const lawful: Making = {
    masterKey,
    isCardKey,
    pan,
    panSequenceNumber,
    derivationOption,
    expiry,
    serviceCode,
    counterDigits: toHex(counter),
    sessionKeyMethod: 'card-key-itself',
    keyCounter: counter,
    keyNumber: new Uint8Array(4),
  };
  const cardKeyOf = createCardKeys();
  const explains = (making: Making): boolean =>
    checkValueOf(making, cardKeyOf(making), each.pan).slice(0, each.checkValue.length) === each.checkValue;
  const faults = faultsOf(each, lawful);
  const search = searchFaults(lawful, faults, { explains, triesMax: faults.length + 1 });
  return { ...search, isCut: false };
}

/** Digits from the left; where they do not do, letters as digits, a as 0 and so on. */
function checkValueOf(making: Making, key: Uint8Array, pan: string): string {
  const { counterDigits, expiry, serviceCode } = making;
  const number = `${counterDigits}${pan.slice(counterDigits.length)}`;
  const block = fromHex(`${number}${expiry}${serviceCode}`.padEnd(32, '0').slice(0, 32));
  const left = joinBytes([key.subarray(0, 8), key.subarray(0, 8)]);
  const first = encipherBlock(left, block.slice(0, 8));
  const hex = toHex(encipherBlock(key, exclusiveOr(first, block.slice(8))));
  const letters = hex.replaceAll(/\d/gu, '').replaceAll(/[A-F]/gu, (letter) => String('ABCDEF'.indexOf(letter)));
  return hex.replaceAll(/\D/gu, '') + letters;
}

function faultsOf(each: CheckValueCase, lawful: Making): readonly Fault<Making>[] {
  const { counter, expiry, serviceCode } = each;
  const withCounter = (text: string, counterDigits: string): Fault<Making> => ({
    about: 'transaction counter',
    text,
    apply: (making) => ({ ...making, counterDigits }),
  });
  const withCode = (code: string, meaning: string): Fault<Making> => ({
    about: 'service code',
    text: `made with service code ${code}, as ${meaning} is`,
    apply: (making) => ({ ...making, serviceCode: code }),
  });
  return [
    withCounter('static: made over the whole account number, without the transaction counter (CVV, iCVV)', ''),
    ...nearCounters(counter).map(({ by, counter: other }) =>
      withCounter(`stale transaction counter: made with a counter ${by}`, toHex(other)),
    ),
    withCounter('took the transaction counter with its bytes in the wrong order', toHex(counter.toReversed())),
    withCounter(
      'took the transaction counter as a decimal number',
      String(Number.parseInt(toHex(counter), 16))
        .padStart(4, '0')
        .slice(-4),
    ),
    {
      about: 'expiry',
      text: 'took the expiry as MMYY instead of YYMM',
      apply: (making) => ({ ...making, expiry: `${expiry.slice(2)}${expiry.slice(0, 2)}` }),
    },
    ...[
      withCode('000', 'the value printed on the card (CVV2)'),
      withCode('999', 'that of a chip’s track (iCVV)'),
    ].filter(({ apply }) => apply(lawful).serviceCode !== serviceCode),
    ...cardFaults(lawful),
    ...keyFaults(lawful, each.otherKeys),
  ];
}
