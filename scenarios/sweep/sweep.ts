import type { Rng } from '#drivers/ports/surroundings.ts';
import {
  faultText,
  opportunityKinds,
  strikesAt,
  type Opportunity,
  type OpportunityKind,
  type PlannedFault,
  type Strike,
} from '#rigs/faults/opportunity.ts';
import type { FaultedRun } from './faulted-run.ts';
import type { Violation } from './money-oracle.ts';
import { shrink } from './shrink.ts';

/** What a sweep of one journey needs. */
export interface SweepOrder {
  readonly run: (faults: readonly PlannedFault[]) => Promise<FaultedRun>;
  /** Chooses the pairs. */
  readonly rng: Rng;
  /** How many pairs of faults are tried after every single fault. */
  readonly pairCount: number;
  /** Only every n-th single fault, for a sweep that must be short; 1 tries all. */
  readonly stride?: number;
  readonly signal?: AbortSignal;
  /** Told after every run. */
  readonly onRun?: (soFar: { readonly runCount: number; readonly plannedCount: number }) => void;
}

/** A rule that was broken, with the fewest faults that break it. */
export interface Found {
  readonly faults: readonly PlannedFault[];
  readonly violations: readonly Violation[];
}

/** What a sweep came to. */
export interface SweepResult {
  readonly opportunities: Readonly<Record<OpportunityKind, number>>;
  readonly opportunityCount: number;
  /** Distinct single faults, transient and lasting. */
  readonly singleCount: number;
  readonly pairCount: number;
  /** Faulted runs, without those that shrinking took. */
  readonly runCount: number;
  /** Runs in which not every planned fault came to strike, as the run took another way before. */
  readonly missedCount: number;
  readonly violatingRunCount: number;
  readonly found: readonly Found[];
  readonly isComplete: boolean;
}

/** Distinct violations that are shrunk; one defect makes hundreds of runs fail. */
const shrunkMax = 5;

/**
 * Runs a journey untouched, then with every fault at every opportunity, once and lasting, then with pairs of faults
 * that chance picks.
 *
 * @throws {UntouchedFails} when the journey breaks a rule without any fault
 */
export async function sweep(order: SweepOrder): Promise<SweepResult> {
  const untouched = await order.run([]);
  if (untouched.violations.length > 0) throw new UntouchedFails(untouched.violations);
  const all = singleFaults(untouched.met);
  const singles = all.filter((_, index) => index % (order.stride ?? 1) === 0);
  const tally = new Tally(order, singles.length + order.pairCount);
  const reached: { readonly fault: PlannedFault; readonly met: readonly Opportunity[] }[] = [];
  for (const fault of singles) {
    if (order.signal?.aborted === true) break;
    const run = await tally.run([fault]);
    reached.push({ fault, met: run.met });
  }
  const seen = new Set<string>();
  // Chance may pick a pair twice; a journey with few opportunities has fewer pairs than were asked for.
  for (let tries = 0; seen.size < order.pairCount && tries < order.pairCount * 3; tries += 1) {
    if (order.signal?.aborted === true) break;
    const pair = pickPair(reached, order.rng);
    const name = pair.map(faultText).join(' ');
    if (pair.length < 2 || seen.has(name)) continue;
    seen.add(name);
    await tally.run(pair);
  }
  return {
    ...tally.result(),
    opportunities: countByKind(untouched.met),
    opportunityCount: untouched.met.length,
    singleCount: singles.length,
    pairCount: seen.size,
    isComplete: order.signal?.aborted !== true,
  };
}

/** The journey itself is wrong: no fault is needed to break a rule. */
export class UntouchedFails extends Error {
  override readonly name = 'UntouchedFails';
  readonly violations: readonly Violation[];

  constructor(violations: readonly Violation[]) {
    super(
      `ran the journey without any fault, found ${violations.map(({ invariant, observed }) => `${invariant}: ${observed}`).join('; ')}; mend that before sweeping`,
    );
    this.violations = violations;
  }
}

/** Every fault that can strike at these opportunities, once and lasting. */
export function singleFaults(met: readonly Opportunity[]): readonly PlannedFault[] {
  return met.flatMap(({ kind, ordinal }) =>
    strikesAt[kind].flatMap((strike: Strike) =>
      [false, true].map((isLasting) => ({ kind, ordinal, strike, isLasting })),
    ),
  );
}

function countByKind(met: readonly Opportunity[]): Readonly<Record<OpportunityKind, number>> {
  const counts = opportunityKinds.map((kind) => [kind, met.filter((each) => each.kind === kind).length] as const);
  return Object.fromEntries(counts) as Record<OpportunityKind, number>;
}

/** A fault, and a second one at an opportunity that the run with the first alone came to. */
function pickPair(
  reached: readonly { readonly fault: PlannedFault; readonly met: readonly Opportunity[] }[],
  rng: Rng,
): readonly PlannedFault[] {
  const first = reached[rng.below(reached.length)];
  const at = first?.met[rng.below(Math.max(1, first.met.length))];
  if (first === undefined || at === undefined) return [];
  const strikes: readonly Strike[] = strikesAt[at.kind];
  const strike = strikes[rng.below(strikes.length)];
  if (strike === undefined) return [];
  const second = { kind: at.kind, ordinal: at.ordinal, strike, isLasting: rng.below(4) === 0 };
  return faultText(first.fault) === faultText(second) ? [] : [first.fault, second];
}

class Tally {
  readonly #order: SweepOrder;
  readonly #plannedCount: number;
  readonly #found = new Map<string, Found>();
  #runCount = 0;
  #missedCount = 0;
  #violatingRunCount = 0;

  constructor(order: SweepOrder, plannedCount: number) {
    this.#order = order;
    this.#plannedCount = plannedCount;
  }

  async run(faults: readonly PlannedFault[]): Promise<FaultedRun> {
    const run = await this.#order.run(faults);
    this.#runCount += 1;
    if (run.struckCount < faults.length) this.#missedCount += 1;
    if (run.violations.length > 0) await this.#note(faults, run.violations);
    this.#order.onRun?.({ runCount: this.#runCount, plannedCount: this.#plannedCount });
    return run;
  }

  async #note(faults: readonly PlannedFault[], violations: readonly Violation[]): Promise<void> {
    this.#violatingRunCount += 1;
    if (this.#found.size >= shrunkMax) return;
    const found = await shrink({ faults, violations }, this.#order.run);
    const name = found.violations.map(({ invariant }) => invariant).join(' ');
    const at = found.faults.map(({ kind, strike }) => `${kind}:${strike}`).join(' ');
    const known = this.#found.get(`${name} ${at}`);
    if (known === undefined) this.#found.set(`${name} ${at}`, found);
  }

  result(): Pick<SweepResult, 'runCount' | 'missedCount' | 'violatingRunCount' | 'found'> {
    return {
      runCount: this.#runCount,
      missedCount: this.#missedCount,
      violatingRunCount: this.#violatingRunCount,
      found: [...this.#found.values()],
    };
  }
}
