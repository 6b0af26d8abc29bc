/**
 * Faulty kernels in one process: for each mutant the terminal and the benches are loaded anew with its edits, everything else
 * is shared, and the scenarios that must catch it are run on the simulated bench.
 *
 *   node scripts/mutate.ts                       all of them, against the scenarios of their rows
 *   node scripts/mutate.ts --share 1/2           the first of two shares, for two processors
 *   node scripts/mutate.ts NAME … --against all  which scenarios of the library catch these
 *
 * Writes one line of JSON a mutant: name, and by scenario the verdict and the requirements that a failed finding names, or
 * what is stale about it. The name `right-kernel` stands for the terminal without a fault.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { fileURLToPath } from 'node:url';
import { argv } from 'zx';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import type { Bench } from '#rigs/rig.ts';
import { loadChecks, loadScenarios } from '#scenarios/library.ts';
import { kernelMutants } from '#scenarios/mutants/kernel-mutants.ts';
import type { Edit } from '#scenarios/mutants/mutants.table.ts';
import { runCase } from '#scenarios/run-case.ts';

const root = new URL('../', import.meta.url).href;
/** What a mutant has of its own: the terminal, and the benches that plug it in. */
const renewed = /^(?:reference-terminal|rigs\/benches)\//u;
const seed = '7';

const editsOf = new Map<string, readonly Edit[]>();
const plainSources = new Map<string, string>();

registerHooks({
  resolve: (specifier, context, next) => {
    const found = next(specifier, context);
    const mutant = mutantOf(context.parentURL);
    return mutant === undefined || !renewed.test(pathOf(found.url))
      ? found
      : { ...found, url: `${found.url}?${mutant}` };
  },
  load: (url, context, next) => {
    const mutant = mutantOf(url);
    if (mutant === undefined) return next(url, context);
    const edits = (editsOf.get(mutant) ?? []).filter(({ file }) => file === pathOf(url));
    return { format: 'module', source: sourceOf(url, edits), shortCircuit: true };
  },
});

function mutantOf(url: string | undefined): string | undefined {
  return url?.split('?')[1];
}

function pathOf(url: string): string {
  return url.startsWith(root) ? (url.slice(root.length).split('?')[0] ?? '') : '';
}

/** Sources that nobody breaks are stripped of their types once. */
function sourceOf(url: string, edits: readonly Edit[]): string {
  const path = pathOf(url);
  const known = edits.length === 0 ? plainSources.get(path) : undefined;
  if (known !== undefined) return known;
  let text = readFileSync(fileURLToPath(url.split('?')[0] ?? ''), 'utf8');
  for (const { file, find, replace } of edits) {
    assert.equal(text.split(find).length - 1, 1, `${file} holds exactly once what the mutant replaces: ${find}`);
    text = text.replace(find, () => replace);
  }
  const source = stripTypeScriptTypes(text);
  if (edits.length === 0) plainSources.set(path, source);
  return source;
}

const [scenarios, checks] = [await loadScenarios(), await loadChecks()];

async function resultOf(name: string, slugs: readonly string[]): Promise<unknown> {
  const loaded: unknown = await import(`${root}rigs/benches/sim.bench.ts?${name}`);
  const { bench } = loaded as { readonly bench: Bench };
  await using opened = await bench.open({ ports: {} });
  const cases: Record<string, { readonly verdict: string; readonly failed: readonly string[] }> = {};
  for (const slug of slugs) {
    const scenario = scenarios.find((each) => each.slug === slug);
    assert(scenario !== undefined, `${name} names a scenario that is there: ${slug}`);
    const { verdict, findings } = await runCase({ scenario, bench, opened, checks, rng: seededRng(seed).fork(slug) });
    const failed = findings
      .filter((finding) => finding.verdict === 'fail')
      .flatMap((finding) => finding.requirementIds);
    cases[slug] = { verdict, failed: [...new Set(failed)] };
  }
  return { name, cases };
}

const wanted = argv._.length === 0 ? kernelMutants : kernelMutants.filter(({ name }) => argv._.includes(name));
const [share = 1, shares = 1] = String(argv['share'] ?? '1/1')
  .split('/')
  .map(Number);
const against = argv['against'] === 'all' ? scenarios.map(({ slug }) => slug) : undefined;
const mine = wanted.filter((_, place) => place % shares === share - 1);
const rows = [
  { name: 'right-kernel', edits: [], caughtBy: [...new Set(mine.flatMap(({ caughtBy }) => caughtBy))] },
  ...mine,
];
for (const { name, edits, caughtBy } of rows) {
  editsOf.set(name, edits);
  console.log(JSON.stringify(await resultOrStale(name, against ?? caughtBy)));
}

/** A mutant whose text somebody changed meanwhile is told, and the others go on. */
async function resultOrStale(name: string, slugs: readonly string[]): Promise<unknown> {
  try {
    return await resultOf(name, slugs);
  } catch (error) {
    if (!(error instanceof assert.AssertionError)) throw error;
    return { name, cases: {}, stale: error.message };
  }
}
