import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { bench } from '#rigs/benches/sim.bench.ts';
import type { Rig } from '#rigs/rig.ts';
import { payByTap, purchaseOf } from '#scenarios/payment.ts';
import { summarize, type Row, type Section } from './measured.ts';
import { openSaleBench, type SaleBench } from './sales.ts';

const clock = wallClock();
const amountMinor = 1250;
const warmUpCount = 5;

/** Sales one after the other, with what each cost. */
interface SaleSeries {
  readonly wallMs: readonly number[];
  readonly virtualMs: readonly number[];
  /** User and system time of the whole process for one sale. */
  readonly cpuMs: number;
}

/** How fast the simulated bench sells. */
export const salesPerSecond: Section = {
  name: 'sales',
  about: 'sales on the simulated bench, beside the virtual time that they fill',
  measure: async (effort) => {
    const count = effort === 'full' ? 120 : 20;
    await using sales = await openSaleBench(bench);
    const cases = await series(count, async () => (await sales.sell()).durationMs);
    const within = await withinOneRig(sales, count);
    return [...rowsOf('whole case', cases), ...rowsOf('sale in one rig', within)];
  },
};

function rowsOf(what: string, { wallMs, virtualMs, cpuMs }: SaleSeries): readonly Omit<Row, 'section'>[] {
  const count = wallMs.length;
  const wallTotalMs = sum(wallMs);
  return [
    {
      what: `${what}, time`,
      unit: 'ms',
      ...summarize(wallMs),
      baseline: { what: 'its virtual time', ...summarize(virtualMs) },
    },
    {
      what: `${what}, rate`,
      unit: '1/s',
      p50: (count * 1000) / wallTotalMs,
      count,
      baseline: { what: 'in real time', p50: (count * 1000) / sum(virtualMs) },
      ratio: sum(virtualMs) / wallTotalMs,
    },
    { what: `${what}, CPU of the process`, unit: 'ms', p50: cpuMs, count },
  ];
}

async function withinOneRig({ opened }: SaleBench, count: number): Promise<SaleSeries> {
  const rig = await opened.openRig({ caseName: 'many-sales', rng: seededRng('7').fork('many-sales') });
  const measured = await series(count, () => rig.clock.drive(sellOnce(rig)));
  await rig.clock.drive(rig.conclude());
  await rig.clock.drive(Promise.resolve(rig[Symbol.asyncDispose]()));
  return measured;
}

async function sellOnce(rig: Rig): Promise<number> {
  const startMs = rig.clock.nowMs();
  const report = await payByTap(rig, { request: purchaseOf(amountMinor), card: 'standard' });
  if (report.outcome !== 'approved') throw new Error(`a sale came out ${report.outcome}, ${report.reason}`);
  return rig.clock.nowMs() - startMs;
}

/** @param sell  makes one sale and returns the virtual time that it took, in milliseconds */
async function series(count: number, sell: () => Promise<number>): Promise<SaleSeries> {
  for (let index = 0; index < warmUpCount; index += 1) await sell();
  const wallMs: number[] = [];
  const virtualMs: number[] = [];
  const before = process.cpuUsage();
  for (let index = 0; index < count; index += 1) {
    const startMs = clock.nowMs();
    virtualMs.push(await sell());
    wallMs.push(clock.nowMs() - startMs);
  }
  const { user, system } = process.cpuUsage(before);
  return { wallMs, virtualMs, cpuMs: (user + system) / 1000 / count };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
