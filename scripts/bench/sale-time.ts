import { bench as loopback } from '#rigs/benches/loopback.bench.ts';
import { bench as simulated } from '#rigs/benches/sim.bench.ts';
import type { Bench } from '#rigs/rig.ts';
import { percentile, summarize, type Section } from './measured.ts';
import { openSaleBench } from './sales.ts';
import { splitSale, type SaleSplit, type Share } from './split-sale.ts';

const shares: readonly { readonly share: Share; readonly what: string }[] = [
  { share: 'arm', what: 'arm: card to the reader and away' },
  { share: 'reader', what: 'reader: finding, frames, field reset' },
  { share: 'card', what: 'card: computing and air' },
  { share: 'kernel', what: 'kernel: terminal' },
  { share: 'host', what: 'host: connect, ask, answer' },
];

/** Where the time of one sale goes, from the journals of whole cases. */
export const saleTime: Section = {
  name: 'sale',
  about: 'one contactless sale (approved-online) on real wires, beside the same sale in virtual time',
  measure: async (effort) => {
    const onWires = await splitsOn(loopback, effort === 'full' ? 8 : 2);
    const inVirtualTime = await splitsOn(simulated, effort === 'full' ? 8 : 2);
    const row = (what: string, pick: (split: SaleSplit) => number) => {
      const measured = summarize(onWires.map(pick));
      const virtual = percentile(inVirtualTime.map(pick), 0.5);
      const baseline = { what: 'sim, virtual time', p50: virtual };
      return { what, unit: 'ms', ...measured, baseline, ...(virtual > 0 ? { ratio: measured.p50 / virtual } : {}) };
    };
    return [
      row('whole sale on loopback', (split) => shares.reduce((sum, { share }) => sum + split[share], 0)),
      ...shares.map(({ share, what }) => row(what, (split) => split[share])),
    ];
  },
};

async function splitsOn(bench: Bench, count: number): Promise<readonly SaleSplit[]> {
  await using sales = await openSaleBench(bench);
  const splits: SaleSplit[] = [];
  for (let index = 0; index < count; index += 1) splits.push(splitSale((await sales.sell()).events));
  return splits;
}
