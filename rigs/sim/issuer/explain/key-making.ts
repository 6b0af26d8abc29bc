import { exclusiveOr, fromHex, joinBytes, toHex } from '../bytes.ts';
import type { SessionKeyMethod } from '../cryptogram-versions.table.ts';
import { deriveCardKey, deriveSessionKey } from '../keys.ts';
import type { Fault } from './fault-search.ts';

/** How a card's key and a transaction's key come about. */
export interface KeyMaking {
  readonly masterKey: Uint8Array;
  /** The master key is the card's own already. */
  readonly isCardKey: boolean;
  readonly pan: string;
  readonly panSequenceNumber: string;
  readonly derivationOption: 'A' | 'B';
  readonly sessionKeyMethod: SessionKeyMethod;
  /** Counter and number as the key takes them. */
  readonly keyCounter: Uint8Array;
  readonly keyNumber: Uint8Array;
}

/** The card's key. Derived once for the same inputs: a search asks for it thousands of times. */
export function createCardKeys(): (making: KeyMaking) => Uint8Array {
  const known = new Map<string, Uint8Array>();
  return (making) => {
    if (making.isCardKey) return making.masterKey;
    const { derivationOption, pan, panSequenceNumber } = making;
    const name = [toHex(making.masterKey), derivationOption, pan, panSequenceNumber].join(' ');
    const key = known.get(name) ?? deriveCardKey(making.masterKey, making, derivationOption);
    known.set(name, key);
    return key;
  };
}

/** The transaction's key from the card's. */
export function sessionKeyOf(making: KeyMaking, cardKey: Uint8Array): Uint8Array {
  if (making.sessionKeyMethod === 'card-key-itself') return cardKey;
  const tail = making.sessionKeyMethod === 'common' ? new Uint8Array(4) : making.keyNumber;
  return deriveSessionKey(cardKey, joinBytes([making.keyCounter, new Uint8Array(2), tail]));
}

/** What the methods are called in an explanation. */
const methodTexts: Readonly<Record<SessionKeyMethod, string>> = {
  common: 'the session key is made from the transaction counter alone (EMV common)',
  'counter-and-unpredictable-number':
    'the session key took the unpredictable number in (counter and unpredictable number, M/Chip)',
  'card-key-itself': "computed with the card's own key instead of a session key",
};

/** Another way to a session key. */
export function sessionKeyFaults<Making extends KeyMaking>(lawful: Making): readonly Fault<Making>[] {
  const methods = Object.keys(methodTexts) as SessionKeyMethod[];
  return methods
    .filter((method) => method !== lawful.sessionKeyMethod)
    .map((sessionKeyMethod) => ({
      about: 'session key method',
      text: methodTexts[sessionKeyMethod],
      apply: (making) => ({ ...making, sessionKeyMethod }),
    }));
}

/** Another card: sequence number, derivation option, account number. Nothing when the card's key is given as such. */
export function cardFaults<Making extends KeyMaking>(lawful: Making): readonly Fault<Making>[] {
  if (lawful.isCardKey) return [];
  const sequenceNumbers = Array.from({ length: 10 }, (_, number) => String(number).padStart(2, '0'));
  const otherOption = lawful.derivationOption === 'A' ? 'B' : 'A';
  return [
    ...sequenceNumbers
      .filter((number) => number !== lawful.panSequenceNumber)
      .map((panSequenceNumber): Fault<Making> => ({
        about: 'PAN sequence number',
        text: `the card key was derived with PAN sequence number ${panSequenceNumber}`,
        apply: (making) => ({ ...making, panSequenceNumber }),
      })),
    {
      about: 'derivation option',
      text: `the card key was derived by option ${otherOption} instead of option ${lawful.derivationOption}`,
      apply: (making) => ({ ...making, derivationOption: otherOption }),
    },
    {
      about: 'account number',
      text: 'the card key was derived without the check digit of the account number',
      apply: (making) => ({ ...making, pan: making.pan.slice(0, -1) }),
    },
    {
      about: 'account number',
      text: 'the card key was derived with the digits of the account number reversed',
      apply: (making) => ({ ...making, pan: Array.from(making.pan).toReversed().join('') }),
    },
  ];
}

/** Another key: one that the case offers, the same one with its halves swapped, or not diversified. */
export function keyFaults<Making extends KeyMaking>(
  lawful: Making,
  otherKeys: ReadonlyMap<string, Uint8Array>,
): readonly Fault<Making>[] {
  const swapped = joinBytes([lawful.masterKey.subarray(8), lawful.masterKey.subarray(0, 8)]);
  return [
    ...[...otherKeys].map(([name, masterKey]): Fault<Making> => ({
      about: 'key',
      text: `wrong key: it was made with the key that the case calls "${name}"`,
      apply: (making) => ({ ...making, masterKey }),
    })),
    {
      about: 'key',
      text: 'wrong key: the halves of the key are swapped',
      apply: (making) => ({ ...making, masterKey: swapped }),
    },
    {
      about: 'key derivation',
      text: lawful.isCardKey
        ? "the key that the case gives as the card's is the issuer's master key"
        : "the issuer's master key was used as if it were the card's own",
      apply: (making) => ({ ...making, isCardKey: !making.isCardKey }),
    },
  ];
}

/** Counters near this one, with how far they are. */
export function nearCounters(counter: Uint8Array): readonly { readonly by: string; readonly counter: Uint8Array }[] {
  const value = Number.parseInt(toHex(counter), 16);
  return [-1, 1, -2, 2, -3, 3].flatMap((step) => {
    const other = value + step;
    if (other < 0 || other > 0xffff) return [];
    const by = `${Math.abs(step)} ${step < 0 ? 'lower' : 'higher'}`;
    return [{ by, counter: fromHex(other.toString(16).padStart(4, '0')) }];
  });
}

/** The key is of another transaction, or read its counter or number wrongly. */
export function keyCounterFaults<Making extends KeyMaking>(lawful: Making): readonly Fault<Making>[] {
  const about = 'transaction counter';
  return [
    ...nearCounters(lawful.keyCounter).map(({ by, counter }): Fault<Making> => ({
      about,
      text: `stale transaction counter: the session key is of a counter ${by}`,
      apply: (making) => ({ ...making, keyCounter: counter }),
    })),
    {
      about,
      text: 'the session key took the transaction counter with its bytes in the wrong order',
      apply: (making) => ({ ...making, keyCounter: making.keyCounter.toReversed() }),
    },
    {
      about: 'unpredictable number',
      text: 'the session key took the unpredictable number with its bytes in the wrong order',
      apply: (making) => ({ ...making, keyNumber: making.keyNumber.toReversed() }),
    },
    {
      about: 'unpredictable number',
      text: 'the session key took the unpredictable number inverted',
      apply: (making) => ({ ...making, keyNumber: exclusiveOr(making.keyNumber, Uint8Array.of(255, 255, 255, 255)) }),
    },
  ];
}
