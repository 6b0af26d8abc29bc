import type { Verdict } from '#drivers/ports/evidence.ts';

/** The verdicts that something was concluded from, in the order in which one outweighs another. */
const RANK: Readonly<Record<Verdict, number>> = {
  'not-run': 0,
  'not-applicable': 0,
  pass: 1,
  inconclusive: 2,
  fail: 3,
  error: 4,
};

/** All verdicts, worst first: the order of tables and legends. */
export const VERDICTS: readonly Verdict[] = ['error', 'fail', 'inconclusive', 'pass', 'not-run', 'not-applicable'];

/** How many of each verdict. */
export type VerdictCounts = Readonly<Record<Verdict, number>>;

/**
 * The verdict of a whole from those of its parts: the worst one. What was not run or does not apply says nothing about
 * the whole, unless there is nothing else: then the whole is not run, or, when no part applies, not applicable.
 *
 * @clause ETSI ES 201 873-1 clause 24 (a verdict only gets worse; error outweighs fail)
 */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  let worst: Verdict = 'not-applicable';
  for (const verdict of verdicts) if (RANK[verdict] > RANK[worst]) worst = verdict;
  if (RANK[worst] > 0) return worst;
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === 'not-applicable')
    ? 'not-applicable'
    : 'not-run';
}

/** Whether the verdict rests on something that was observed or went wrong, as opposed to not run or not applicable. */
export function isConcluded(verdict: Verdict): boolean {
  return RANK[verdict] > 0;
}

/** Counts each verdict. */
export function countVerdicts(verdicts: readonly Verdict[]): VerdictCounts {
  const counts: Record<Verdict, number> = {
    error: 0,
    fail: 0,
    inconclusive: 0,
    pass: 0,
    'not-run': 0,
    'not-applicable': 0,
  };
  for (const verdict of verdicts) counts[verdict] += 1;
  return counts;
}
