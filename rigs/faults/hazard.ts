import type { Opportunity, OpportunityKind, PlannedFault, StrikeAt } from './opportunity.ts';

/** Counts the opportunities of a run and says at which of them something goes wrong. */
export interface Hazard {
  /** Called at every opportunity, in order; says what strikes there, if anything does. */
  meet<Kind extends OpportunityKind>(kind: Kind, what: string): StrikeAt<Kind> | undefined;
  /** Everything met so far, in order. */
  readonly met: readonly Opportunity[];
  /** Faults that have struck at least once. */
  readonly struck: ReadonlySet<PlannedFault>;
  /** From now on nothing goes wrong any more, not even what was to go wrong at the end of something under way. */
  lift(): void;
  isLifted(): boolean;
}

/** Most opportunities of one run: a bound for a terminal that runs in circles. */
const opportunitiesMax = 20_000;

/** A hazard with these faults in it. Of two that would strike at the same opportunity the first one does. */
export function createHazard(faults: readonly PlannedFault[], onStrike?: (fault: PlannedFault) => void): Hazard {
  const met: Opportunity[] = [];
  const struck = new Set<PlannedFault>();
  const counts = new Map<OpportunityKind, number>();
  let isLifted = false;
  return {
    met,
    struck,
    meet: <Kind extends OpportunityKind>(kind: Kind, what: string): StrikeAt<Kind> | undefined => {
      const ordinal = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, ordinal);
      if (met.length >= opportunitiesMax) throw new TooManyOpportunities();
      met.push({ kind, ordinal, what });
      if (isLifted) return undefined;
      const fault = faults.find(
        (each) => each.kind === kind && (each.isLasting ? ordinal >= each.ordinal : ordinal === each.ordinal),
      );
      if (fault === undefined) return undefined;
      struck.add(fault);
      onStrike?.(fault);
      return fault.strike;
    },
    lift: () => {
      isLifted = true;
    },
    isLifted: () => isLifted,
  };
}

/** The subject does the same things over and over. */
export class TooManyOpportunities extends Error {
  override readonly name = 'TooManyOpportunities';

  constructor() {
    super(`the terminal used its surroundings more than ${opportunitiesMax} times in one run and came to no end`);
  }
}
