import type { Happening, Recorded } from '#drivers/ports/evidence.ts';

/**
 * One rule of what is lawful: pure, repeatable on a journal of years ago. Gives no finding at all when the case held
 * no occasion to break the rule.
 */
export interface Check {
  readonly name: string;
  /** Where the rule is written. */
  readonly clause: string;
  /** Requirements that its findings decide. */
  readonly proves: readonly string[];
  /** Kinds of evidence without which it can't judge. */
  readonly needs: readonly Happening['kind'][];
  /** What a broken rule means: a verdict against the subject, or an error of the bench that made the record. */
  readonly breach?: 'fail' | 'error';
  judge(events: readonly Recorded[]): readonly CheckFinding[];
}

/** What a check says; the name and the requirement ids are added by `judge` unless the check narrows them. */
export interface CheckFinding {
  readonly holds: boolean;
  readonly text: string;
  readonly expected: string;
  readonly observed: string;
  readonly eventIndex?: number;
  readonly requirementIds?: readonly string[];
}
