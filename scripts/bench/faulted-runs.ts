import { wallClock } from '#drivers/clock/wall-clock.ts';
import { openSweepWorld, type SweepWorld } from '#rigs/benches/sweep-world.ts';
import type { PlannedFault } from '#rigs/faults/opportunity.ts';
import { rememberSignatures } from '#rigs/sim/card/cryptography/signature-memory.ts';
import { runWithFaults } from '#scenarios/sweep/faulted-run.ts';
import { journeys } from '#scenarios/sweep/journeys.table.ts';
import { singleFaults } from '#scenarios/sweep/sweep.ts';
import { heapKb } from './heap.ts';
import type { Row, Section } from './measured.ts';

const clock = wallClock();
const seed = '7';
/** Runs before anything is measured: until the compiler is through. */
const warmUpCount = 600;
/** Growth below this is noise of the collector. */
const growthKbMax = 1024;

const purchase = journeys.find(({ name }) => name === 'purchase');
if (purchase === undefined) throw new Error('there is no journey named purchase; name another one here');
const journey = purchase;

/** How fast a sweep goes through its faults, beside runs in which nothing goes wrong. */
export const faultedRuns: Section = {
  name: 'sweep',
  about: 'faulted runs of a contactless sale on the simulated bench, beside untouched ones',
  measure: async (effort) => {
    const rounds = effort === 'full' ? 6 : 1;
    const world = openSweepWorld();
    const untouched = await runWithFaults({ journey, openRig: world.openRig, seed }, []);
    const faults = singleFaults(untouched.met);
    for (let index = 0; index < warmUpCount; index += 1) await runOf(world, faults[index % faults.length]);
    const signing = await rates(world, { faults, rounds });
    using _memory = rememberSignatures();
    const remembering = await rates(world, { faults, rounds });
    return [
      rowOf('every card signature made', signing, 300),
      rowOf('card signatures remembered', remembering, 1000),
      await memoryRow(world, faults),
    ];
  },
};

interface Rates {
  readonly faultedPerSecond: number;
  readonly untouchedPerSecond: number;
  readonly count: number;
}

/** CPU of the process, so that others on the machine do not count; both kinds of runs by turns. */
async function rates(
  world: SweepWorld,
  { faults, rounds }: { readonly faults: readonly PlannedFault[]; readonly rounds: number },
): Promise<Rates> {
  let faultedUs = 0;
  let untouchedUs = 0;
  for (let round = 0; round < rounds; round += 1) {
    faultedUs += await cpuUs(async () => {
      for (const fault of faults) await runOf(world, fault);
    });
    untouchedUs += await cpuUs(async () => {
      for (const _ of faults) await runOf(world, undefined);
    });
  }
  const count = rounds * faults.length;
  return { faultedPerSecond: (count * 1e6) / faultedUs, untouchedPerSecond: (count * 1e6) / untouchedUs, count };
}

async function cpuUs(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

async function runOf(world: SweepWorld, fault: PlannedFault | undefined): Promise<void> {
  const run = await runWithFaults({ journey, openRig: world.openRig, seed }, fault === undefined ? [] : [fault]);
  if (run.violations.length > 0) throw new Error(`a run broke a rule: ${run.violations[0]?.observed ?? ''}`);
}

function rowOf(
  what: string,
  { faultedPerSecond, untouchedPerSecond, count }: Rates,
  target: number,
): Omit<Row, 'section'> {
  return {
    what: `faulted runs a second of CPU, ${what}`,
    unit: '1/s',
    p50: faultedPerSecond,
    count,
    baseline: { what: 'untouched runs', p50: untouchedPerSecond },
    ratio: faultedPerSecond / untouchedPerSecond,
    target: { text: `>= ${target} /s`, isMet: faultedPerSecond >= target },
  };
}

async function memoryRow(world: SweepWorld, faults: readonly PlannedFault[]): Promise<Omit<Row, 'section'>> {
  const all = async (): Promise<void> => {
    for (const fault of faults) await runOf(world, fault);
  };
  await all();
  const before = heapKb();
  const startMs = clock.nowMs();
  for (let round = 0; round < 10; round += 1) await all();
  const growth = heapKb() - before;
  return {
    what: `heap that stays, growth over ${faults.length * 10} runs (${Math.round((clock.nowMs() - startMs) / 1000)} s)`,
    unit: 'kB',
    p50: growth,
    count: 1,
    baseline: { what: 'heap before', p50: before },
    target: { text: `< ${growthKbMax} kB`, isMet: growth < growthKbMax },
  };
}
