/** One mistake that somebody may have made. */
export interface Fault<Making> {
  /** What it is about; two faults about one thing are never tried together. */
  readonly about: string;
  /** In plain words, without keys and account numbers. */
  readonly text: string;
  readonly apply: (making: Making) => Making;
}

/** What a search came to. */
export interface FaultSearch {
  /** Each a list of faults that together give what was received; the most plausible first. Empty when none was found. */
  readonly explanations: readonly (readonly string[])[];
  /** Whether what was received is right as it stands. */
  readonly isRight: boolean;
  readonly triedCount: number;
  /** Whether the cap ended the search. */
  readonly isCut: boolean;
}

/** More explanations than that tell a reader nothing. */
const explanationsMax = 8;

/**
 * Looks for the mistakes that explain a value: none, each alone, then each two, in the order of the list, which is the
 * order of plausibility. What one mistake explains is not explained with two. Always the same answer for the same case.
 *
 * @param faults  the most plausible first
 * @param explains  whether this making gives the value that was received
 */
export function searchFaults<Making>(
  making: Making,
  faults: readonly Fault<Making>[],
  options: { readonly explains: (making: Making) => boolean; readonly triesMax: number },
): FaultSearch {
  const { explains, triesMax } = options;
  if (explains(making)) return { explanations: [], isRight: true, triedCount: 1, isCut: false };
  const explanations: (readonly string[])[] = [];
  let triedCount = 1;
  for (const level of [singles(faults), pairs(faults)]) {
    for (const together of level) {
      if (triedCount >= triesMax) return { explanations, isRight: false, triedCount, isCut: true };
      triedCount += 1;
      const changed = together.reduce((soFar, { apply }) => apply(soFar), making);
      if (explains(changed)) explanations.push(together.map(({ text }) => text));
      if (explanations.length === explanationsMax) return { explanations, isRight: false, triedCount, isCut: true };
    }
    if (explanations.length > 0) break;
  }
  return { explanations, isRight: false, triedCount, isCut: false };
}

function singles<Making>(faults: readonly Fault<Making>[]): readonly (readonly Fault<Making>[])[] {
  return faults.map((fault) => [fault]);
}

/**
 * Pairs of faults about different things.
 *
 * @yields those whose places add up to less first
 */
function* pairs<Making>(faults: readonly Fault<Making>[]): Generator<readonly Fault<Making>[]> {
  for (let sum = 1; sum < 2 * faults.length; sum += 1) {
    for (let first = 0; 2 * first < sum; first += 1) {
      const [left, right] = [faults[first], faults[sum - first]];
      if (left !== undefined && right !== undefined && left.about !== right.about) yield [left, right];
    }
  }
}
