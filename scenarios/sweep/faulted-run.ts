import type { BookEntry, Recorded } from '#drivers/ports/evidence.ts';
import type { Hazard } from '#rigs/faults/hazard.ts';
import type { Opportunity, PlannedFault } from '#rigs/faults/opportunity.ts';
import type { Rig } from '#rigs/rig.ts';
import type { Journey } from './journey.ts';
import { judgeMoney, toldIn, type Ledgers, type Violation } from './money-oracle.ts';

/** A rig with the faults of a run and the cardholders' ledger. */
export type MoneyRig = Rig & { readonly hazard: Hazard; chargedMinor(): number; reusedKeyCount(): number };

/** Where faulted runs happen; made by whoever knows the benches. */
export type OpenMoneyRig = (options: {
  readonly seed: string;
  readonly faults: readonly PlannedFault[];
  readonly profile?: string;
}) => MoneyRig;

/** What one run came to. */
export interface FaultedRun {
  readonly met: readonly Opportunity[];
  /** How many of its faults struck: a run in which one did not is no evidence for it. */
  readonly struckCount: number;
  readonly violations: readonly Violation[];
  readonly events: readonly Recorded[];
}

/** In this time a terminal with power, link and disk must have delivered all that it owes. */
const recoveryMs = 3_600_000;
/** How long the recovery is tried while faults may still strike. */
const faultedRecoveryMs = 5_000;

/**
 * Acts with these faults in force, lets the world recover (power back, link back, terminal on, queues drained) and holds
 * the ledgers against each other. Never throws for what the subject did.
 */
export async function runWithFaults(
  order: { readonly journey: Journey; readonly openRig: OpenMoneyRig; readonly seed: string },
  faults: readonly PlannedFault[],
): Promise<FaultedRun> {
  const { seed, journey } = order;
  const rig = order.openRig({ seed, faults, ...(journey.profile === undefined ? {} : { profile: journey.profile }) });
  const { hazard } = rig;
  const violations = await judged(rig, journey);
  await putAway(rig);
  return { met: hazard.met, struckCount: hazard.struck.size, violations, events: rig.journal.events };
}

async function judged(rig: MoneyRig, journey: Journey): Promise<readonly Violation[]> {
  try {
    const { owedCount, reason } = await rig.clock.drive(actAndRecover(rig, journey));
    await rig.clock.drive(rig.conclude());
    const stuck: readonly Violation[] =
      reason === undefined ? [] : [{ invariant: 'sells-no-more', expected: 'approved', observed: reason }];
    return [...judgeMoney(ledgersOf(rig, owedCount)), ...stuck];
  } catch (error) {
    const observed = Error.isError(error) ? `${error.name}: ${error.message}` : 'something that is no error was thrown';
    return [{ invariant: 'no-end', expected: 'an outcome for every transaction', observed }];
  }
}

/** @returns what is still owed, and why a sale afterwards was not approved */
async function actAndRecover(
  rig: MoneyRig,
  journey: Journey,
): Promise<{ readonly owedCount: number; readonly reason: string | undefined }> {
  await journey.act(rig);
  await rig.terminal.restart();
  await rig.terminal.settle({ timeoutMs: faultedRecoveryMs });
  rig.hazard.lift();
  await rig.terminal.restart();
  await rig.terminal.settle({ timeoutMs: recoveryMs });
  const sold = await journey.afterwards?.(rig);
  const owedCount = await rig.terminal.settle({ timeoutMs: recoveryMs });
  return { owedCount, reason: sold === undefined || sold.outcome === 'approved' ? undefined : sold.reason };
}

function ledgersOf(rig: MoneyRig, owedCount: number): Ledgers {
  const { events } = rig.journal;
  return {
    told: toldIn(events),
    terminal: bookOf(events, 'terminal'),
    acquirer: bookOf(events, 'acquirer'),
    chargedMinor: rig.chargedMinor(),
    reusedKeyCount: rig.reusedKeyCount(),
    owedCount,
  };
}

function bookOf(events: readonly Recorded[], of: 'acquirer' | 'terminal'): readonly BookEntry[] {
  const book = events.findLast((event) => event.kind === 'book' && event.of === of);
  return book?.kind === 'book' ? book.entries : [];
}

/** A world that can't even be put away says nothing about money; the next run has a world of its own. */
async function putAway(rig: Rig): Promise<void> {
  await rig.clock.drive(Promise.resolve(rig[Symbol.asyncDispose]())).catch(() => undefined);
}
