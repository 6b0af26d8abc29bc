import { isDeepStrictEqual } from 'node:util';
import type { Masked } from '#drivers/ports/evidence.ts';
import { createMask } from '#rigs/mask.ts';
import type { Rig } from '#rigs/rig.ts';

/** What a scenario holds to be lawful at one point. */
export interface Expectation {
  /** What must be so, as a sentence: 'the purchase is declined'. */
  readonly text: string;
  readonly observed: unknown;
  readonly expected: unknown;
  /** The requirement ids that this observation decides. */
  readonly proves: readonly string[];
}

/**
 * Writes an expectation and what was observed into the journal; the judgement is made from there. It does not throw
 * when the expectation fails, so that one case shows everything that it can.
 */
export function expectEqual(rig: Rig, expectation: Expectation): void {
  const mask = createMask();
  const show = (value: unknown): Masked =>
    mask.text(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing'));
  rig.journal.append({
    kind: 'expectation',
    text: expectation.text,
    proves: expectation.proves,
    expected: show(expectation.expected),
    observed: show(expectation.observed),
    holds: isDeepStrictEqual(expectation.observed, expectation.expected),
  });
}
