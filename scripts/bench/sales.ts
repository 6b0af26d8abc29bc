import { seededRng } from '#drivers/clock/seeded-rng.ts';
import type { Bench, OpenBench } from '#rigs/rig.ts';
import { loadChecks, loadScenarios } from '#scenarios/library.ts';
import { runCase, type CaseResult } from '#scenarios/run-case.ts';

/** Sales on an opened bench, each one a whole case: a fresh rig, the scenario, the checks. */
export interface SaleBench extends AsyncDisposable {
  readonly opened: OpenBench;
  /** @throws when the case does not pass: the time of a sale that went wrong is no time of a sale */
  sell(): Promise<CaseResult>;
}

const slug = 'approved-online';

/** Opens a bench for sales of the scenario `approved-online`. */
export async function openSaleBench(bench: Bench): Promise<SaleBench> {
  const scenario = (await loadScenarios()).find((each) => each.slug === slug);
  if (scenario === undefined) throw new Error(`the library has no scenario ${slug}; name another one here`);
  const checks = await loadChecks();
  const opened = await bench.open({ ports: {} });
  let count = 0;
  return {
    opened,
    sell: async () => {
      count += 1;
      // A name of its own: the bench keeps a terminal's store under it.
      const named = { ...scenario, slug: `${slug}-${count}` };
      const result = await runCase({ scenario: named, bench, opened, checks, rng: seededRng('7').fork(named.slug) });
      if (result.verdict !== 'pass') throw new Error(`sale ${count} on ${bench.description.name}: ${result.reason}`);
      return result;
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}
