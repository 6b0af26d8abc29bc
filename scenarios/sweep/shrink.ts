import type { PlannedFault } from '#rigs/faults/opportunity.ts';
import type { FaultedRun } from './faulted-run.ts';
import type { Violation } from './money-oracle.ts';

/** Faults that break a rule. */
export interface Breaking {
  readonly faults: readonly PlannedFault[];
  readonly violations: readonly Violation[];
}

/**
 * The smallest faults that still break one of the same rules: without each fault that is not needed, and once instead of
 * lasting where that is enough.
 */
export async function shrink(
  breaking: Breaking,
  run: (faults: readonly PlannedFault[]) => Promise<FaultedRun>,
): Promise<Breaking> {
  const rules = new Set(breaking.violations.map(({ invariant }) => invariant));
  let smallest = breaking;
  const tries = async (faults: readonly PlannedFault[]): Promise<boolean> => {
    const { violations } = await run(faults);
    if (!violations.some(({ invariant }) => rules.has(invariant))) return false;
    smallest = { faults, violations };
    return true;
  };
  for (const fault of breaking.faults) {
    if (smallest.faults.length > 1) await tries(smallest.faults.filter((each) => each !== fault));
  }
  for (const fault of smallest.faults) {
    if (fault.isLasting) {
      await tries(smallest.faults.map((each) => (each === fault ? { ...each, isLasting: false } : each)));
    }
  }
  return smallest;
}
