import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { jsonOf, newFolder, newRun, startTouchstone, touchstone, type Started } from './cli.fixture.ts';

/** A case on real wires that lasts five seconds: long enough to be hit in its middle. */
const longCase = 'presented-too-far-aside';

interface Place {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A folder for evidence and a temporary folder of its own, so that what is left behind can be counted. */
function newPlace(): Place {
  return { folder: newRun(), env: { TMPDIR: newFolder() } };
}

const leftIn = ({ env }: Place): readonly string[] => readdirSync(env['TMPDIR'] ?? '');

/** Begins a run on real wires and comes back in the middle of its long case. */
async function inTheMiddle({ folder, env }: Place, ...words: readonly string[]): Promise<Started> {
  const started = startTouchstone(
    ['run', longCase, 'two-cards', '--bench', 'loopback', '--no-allure', '--out', folder, ...words],
    { env },
  );
  await started.says('opening bench loopback');
  const clock = wallClock();
  // Progress of a case is seen on terminals only; its journal grows on disk anywhere.
  for (let look = 0; look < 200; look += 1) {
    const { length } = journalsOf(folder);
    if (length > 0) break;
    await clock.sleep(50);
  }
  await clock.sleep(1000);
  return started;
}

/** Begins a run on a bench that takes half a minute to open, and comes back while it does. */
async function openingSlowly({ heeds }: { readonly heeds: boolean }): Promise<Started> {
  const file = join(newFolder(), 'slow.bench.ts');
  const url = (path: string): string => new URL(`../${path}`, import.meta.url).href;
  writeFileSync(
    file,
    `import { bench as sim } from '${url('rigs/benches/sim.bench.ts')}';
     import { wallClock } from '${url('drivers/clock/wall-clock.ts')}';
     export const bench = { description: { ...sim.description, name: 'slow' },
       open: ({ signal }) => wallClock().sleep(30_000, ${heeds ? 'signal' : 'undefined'}) };`,
  );
  const run = startTouchstone(['certify', '--bench', file, '--no-allure', '--json', '--out', newRun()]);
  await run.says('opening bench slow');
  return run;
}

function journalsOf(folder: string): readonly string[] {
  try {
    return readdirSync(join(folder, 'cases/loopback'));
  } catch (error) {
    if (!Error.isError(error)) throw error;
    return [];
  }
}

test('a run that hears Ctrl-C ends within seconds as interrupted, with reports, and passes nothing it did not see', async () => {
  const place = newPlace();
  const run = await inTheMiddle(place, '--json');
  run.child.kill('SIGINT');
  const toldMs = wallClock().nowMs();
  const ended = await run.ended;
  expect(wallClock().nowMs() - toldMs).toBeLessThan(8000);
  expect(ended.code).toBe(130);
  expect(jsonOf(ended)).toMatchObject({
    state: 'interrupted',
    verdict: 'error',
    counts: { cases: { pass: 0, error: 1, 'not-run': 1 } },
  });
  expect(readdirSync(place.folder)).toEqual(expect.arrayContaining(['report.html', 'junit.xml', 'manifest.json']));
  expect(leftIn(place)).toEqual([]);
  expect((await touchstone(['verify', place.folder])).code).toBe(0);
  const { out, code } = await touchstone(['report', place.folder, '--no-allure']);
  expect(out).toMatch(/^run +interrupted/mu);
  expect(code).toBe(3);
});

test.concurrent.each(['SIGTERM', 'SIGHUP'] as const)(
  'a run that hears %s is closed as interrupted too',
  async (signal) => {
    const run = await openingSlowly({ heeds: true });
    run.child.kill(signal);
    const ended = await run.ended;
    expect(ended.code).toBe(130);
    expect(jsonOf(ended)).toMatchObject({ state: 'interrupted', counts: { cases: { pass: 0, error: 0 } } });
  },
);

test.concurrent('a second Ctrl-C ends the run at once', async () => {
  const run = await openingSlowly({ heeds: false });
  run.child.kill('SIGINT');
  await run.says('once more to stop at once');
  run.child.kill('SIGINT');
  const toldMs = wallClock().nowMs();
  expect((await run.ended).code).toBe(130);
  expect(wallClock().nowMs() - toldMs).toBeLessThan(2000);
});

test('a run that was killed is cut short, passes nothing, and leaves nothing in the way of the next', async () => {
  const place = newPlace();
  const run = await inTheMiddle(place);
  run.child.kill('SIGKILL');
  expect(await run.ended).toMatchObject({ code: null, signal: 'SIGKILL' });
  expect(leftIn(place)).toHaveLength(1);

  const verified = await touchstone(['verify', place.folder]);
  expect(verified.code).toBe(1);
  expect(verified.out).toContain('manifest.json: missing');
  expect(verified.out).toContain(`${longCase}.journal.jsonl: the chain of hashes is cut-short`);

  const reported = await touchstone(['report', place.folder, '--no-allure']);
  expect(reported.out).toMatch(/^run +cut-short/mu);
  expect(reported.out).not.toMatch(/\d pass/u);
  expect(reported.code).toBe(3);
  expect((await touchstone(['verify', place.folder])).code).toBe(1);

  const words = ['run', 'over-limit', '--bench', 'loopback', '--no-allure', '--json'];
  const next = jsonOf(await touchstone([...words, '--out', `${place.folder}-2`], { env: place.env }));
  expect(next).toMatchObject({ state: 'finished', verdict: 'pass' });
  expect(leftIn(place)).toEqual([]);
});

test('two runs at once on real wires come to verdicts of their own', async () => {
  const env = { TMPDIR: newFolder() };
  const runs = ['1', '2'].map(async (seed) => {
    const folder = newRun();
    const words = ['run', 'approved-online', '--bench', 'loopback', '--no-allure', '--json'];
    const ended = await touchstone([...words, '--seed', seed, '--out', folder], { env });
    return { folder, ended, result: jsonOf(ended) };
  });
  for (const { folder, ended, result } of await Promise.all(runs)) {
    expect(result.state).toBe('finished');
    // On a busy machine the emulated board may lose real time; then the case says so instead of deciding.
    const { pass = 0, inconclusive = 0 } = result.counts.cases;
    expect(pass + inconclusive).toBe(1);
    expect(inconclusive === 0 || /lost \d+ ms|real time/u.test(ended.err)).toBe(true);
    expect(ended.code).toBe(inconclusive > 0 ? 3 : 0);
    expect((await touchstone(['verify', folder])).code).toBe(0);
  }
});
