import { processingRestrictions as restrictionsOf, terminalVerificationResults } from '#terminal/vectors.ts';
import { toHex } from '#terminal/vectors.ts';
import { dataOf } from './data-of-case.ts';

/**
 * Processing restrictions of one case: `config`, `params` and `icc` hold values by tag.
 *
 * @returns the terminal verification results (tag 95) in upper-case hexadecimal text
 */
export function processingRestrictions(input: unknown): unknown {
  const values = dataOf(input);
  const tvr = toHex(terminalVerificationResults(restrictionsOf({ get: (tag) => values.get(tag) })));
  return { tvr, expected_tvr: tvr };
}
