import { fromHex, joinBytes, toHex } from './bytes.ts';
import { computeCryptogram } from './cryptogram.ts';
import type { CryptogramRecipe } from './cryptogram.ts';

/** A cryptogram that did not verify, and what it would have to be computed from. */
export interface FailedCryptogram {
  readonly recipe: CryptogramRecipe;
  readonly cryptogram: Uint8Array;
  /** Tag 9F10 as it came. */
  readonly issuerApplicationData: Uint8Array;
  /** DE 4. */
  readonly amountMinor: number;
}

interface Hypothesis {
  readonly text: string;
  readonly change: Partial<CryptogramRecipe>;
}

/**
 * Says which single mistake would explain a cryptogram that did not verify. Tries about twenty neighbours of the lawful
 * recipe, each with one thing changed, and names the first that gives the cryptogram; never more than that.
 */
export function explainCryptogram(failed: FailedCryptogram): string {
  const wantedHex = toHex(failed.cryptogram);
  const found = hypotheses(failed).find(
    ({ change }) => toHex(computeCryptogram({ ...failed.recipe, ...change })) === wantedHex,
  );
  return found?.text ?? 'no known mistake explains it: an input, the key or the cryptogram itself was altered';
}

function hypotheses(failed: FailedCryptogram): readonly Hypothesis[] {
  return [...wrongMethods(failed), ...wrongCounters(failed), ...wrongInputs(failed), ...wrongSequenceNumbers(failed)];
}

function wrongMethods({ issuerApplicationData }: FailedCryptogram): readonly Hypothesis[] {
  return [
    { text: 'padded by zeros (method 1) instead of 80 and zeros (method 2)', change: { padding: 'method-1' } },
    {
      text: "computed with the card's own key instead of a session key",
      change: { sessionKeyMethod: 'card-key-itself' },
    },
    {
      text: 'cryptogram version 10: the session key took the unpredictable number in',
      change: { sessionKeyMethod: 'counter-and-unpredictable-number' },
    },
    {
      text: "cryptogram version 10, the other scheme's: the card's own key, four bytes of card verification results, zeros",
      change: {
        sessionKeyMethod: 'card-key-itself',
        padding: 'method-1',
        issuerPart: issuerApplicationData.slice(3, 7),
      },
    },
    { text: 'took in the whole of tag 9F10', change: { issuerPart: issuerApplicationData } },
    {
      text: 'cryptogram version 15: took in the counters at the end of tag 9F10',
      change: { issuerPart: joinBytes([issuerApplicationData.slice(2, 8), issuerApplicationData.slice(10)]) },
    },
  ];
}

function wrongCounters({ recipe }: FailedCryptogram): readonly Hypothesis[] {
  const counterValue = Number.parseInt(toHex(recipe.counter), 16);
  return [-2, -1, 1].flatMap((step): Hypothesis[] => {
    const value = counterValue + step;
    if (value < 0 || value > 0xffff) return [];
    const other = fromHex(value.toString(16).padStart(4, '0'));
    const by = `${Math.abs(step)} ${step < 0 ? 'lower' : 'higher'}`;
    return [
      { text: `stale transaction counter: the session key is of a counter ${by}`, change: { keyCounter: other } },
      {
        text: `stale transaction counter: all was computed with a counter ${by}`,
        change: { keyCounter: other, counter: other },
      },
    ];
  });
}

function wrongInputs({ recipe, amountMinor }: FailedCryptogram): readonly Hypothesis[] {
  const amount = fromHex(String(amountMinor).padStart(12, '0'));
  return [
    {
      text: "the card took DE 4's amount, tag 9F02 holds another",
      change: { terminalInputs: joinBytes([amount, recipe.terminalInputs.slice(amount.length)]) },
    },
  ];
}

function wrongSequenceNumbers({ recipe }: FailedCryptogram): readonly Hypothesis[] {
  const others = ['00', '01', '02', '03'].filter((number) => number !== recipe.panSequenceNumber);
  return others.map((number) => ({
    text: `the card key was derived with PAN sequence number ${number}`,
    change: { panSequenceNumber: number },
  }));
}
