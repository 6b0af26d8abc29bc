import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadCatalogue } from '#reports/requirements/catalogue.ts';
import { loadChecks, loadScenarios } from '../library.ts';
import { kernelMutants } from './kernel-mutants.ts';
import { mutants } from './mutants.table.ts';

/**
 * Requirements of EMV that a simulated bench decides, that a scenario or a check names, and that no faulty terminal breaks.
 * The number may only fall: whoever adds a mutant lowers it.
 */
const withoutMutantMax = 0;

const root = fileURLToPath(new URL('../../', import.meta.url));
const sharesCount = 2;
const timeoutMs = 300_000;

interface MutantResult {
  readonly name: string;
  /** The text that the mutant replaces is not there any more. */
  readonly stale?: string;
  readonly cases: Readonly<Record<string, { readonly verdict: string; readonly failed: readonly string[] }>>;
}

const results = new Map<string, MutantResult[]>();

/** A share of all faulty kernels, one after the other in one process. */
async function runShare(share: number): Promise<readonly MutantResult[]> {
  const ended = Promise.withResolvers<string>();
  const words = ['--disable-warning=ExperimentalWarning', 'scripts/mutate.ts', '--share', `${share}/${sharesCount}`];
  execFile(process.execPath, words, { cwd: root, timeout: timeoutMs, maxBuffer: 2 ** 26 }, (error, out, said) => {
    if (error === null) ended.resolve(out);
    else ended.reject(new Error(`the mutants could not be run: ${said}`, { cause: error }));
  });
  const lines = (await ended.promise).trim().split('\n');
  return lines.map((line): MutantResult => JSON.parse(line));
}

describe('the cases of the books', { timeout: timeoutMs }, () => {
  beforeAll(async () => {
    const shares = await Promise.all(Array.from({ length: sharesCount }, (_, place) => runShare(place + 1)));
    for (const result of shares.flat()) results.set(result.name, [...(results.get(result.name) ?? []), result]);
  }, timeoutMs);

  test('pass the kernel as it is', () => {
    const right = (results.get('right-kernel') ?? []).flatMap(({ cases }) => Object.entries(cases));
    expect(right.length).toBeGreaterThan(100);
    expect(right.filter(([, { verdict }]) => verdict !== 'pass').map(([slug]) => slug)).toEqual([]);
  });

  test.each(kernelMutants)('catch $name: $fault', ({ name, violates, caughtBy }) => {
    const [result] = results.get(name) ?? [];
    expect(result?.stale).toBe(undefined);
    const cases = result?.cases ?? {};
    const verdicts = Object.fromEntries(caughtBy.map((slug) => [slug, cases[slug]?.verdict]));
    expect(verdicts).toEqual(Object.fromEntries(caughtBy.map((slug) => [slug, 'fail'])));
    // Each must fail for what the mutant does, not for something else that it breaks.
    const elsewhere = caughtBy.filter((slug) => !(cases[slug]?.failed ?? []).some((id) => violates.includes(id)));
    expect(elsewhere).toEqual([]);
  });
});

test('every mutant has a name of its own and breaks requirements that there are', () => {
  const names = [...kernelMutants, ...mutants].map(({ name }) => name);
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
  const known = new Set(loadCatalogue().map(({ id }) => id));
  expect(kernelMutants.flatMap(({ violates }) => violates).filter((id) => !known.has(id))).toEqual([]);
});

test('no more requirements than yesterday are without a faulty terminal that breaks them', async () => {
  const scenarios = await loadScenarios();
  const proved = new Set([...scenarios, ...(await loadChecks())].flatMap(({ proves }) => proves));
  // A mutant of the whole program is held to its scenarios, and counts for what these alone prove.
  const caught = new Set(mutants.flatMap(({ caughtBy }) => caughtBy));
  const broken = new Set([
    ...kernelMutants.flatMap(({ violates }) => violates),
    ...scenarios.filter(({ slug }) => caught.has(slug)).flatMap(({ proves }) => proves),
  ]);
  const without = loadCatalogue()
    .filter(({ id, rig }) => /^(?:EMV|L3)-/u.test(id) && rig === 'sim-and-hw')
    .filter(({ id }) => proved.has(id) && !broken.has(id))
    .map(({ id }) => id);
  expect(without.length, `without a mutant: ${without.join(', ')}`).toBe(withoutMutantMax);
});
