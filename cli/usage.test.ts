import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newFolder, newRun, touchstone, type Ended } from './cli.fixture.ts';

/** One message for a person: no stack, no class of an error, and it begins with who speaks. */
function expectOneMessage({ err }: Ended, words: string): void {
  expect(err).toContain(words);
  expect(err).toMatch(/^touchstone: /u);
  expect(err).not.toMatch(/^\s+at |Error:|defect of Touchstone/mu);
  expect(err.trim().split('\n').length).toBeLessThanOrEqual(2);
}

describe.concurrent('words that mean nothing', () => {
  test.each([
    { words: ['nonsense'], says: "unknown command 'nonsense'" },
    { words: ['run'], says: "missing required argument 'scenario'" },
    { words: ['certify', '--nope'], says: "unknown option '--nope'" },
    { words: ['certify', '--bench', 'simm'], says: 'there are loopback, sim' },
    { words: ['certify', '--bench', 'sim', '--bench', 'sim'], says: "two benches named 'sim'" },
    { words: ['run', 'two-crads', '--bench', 'sim'], says: 'did you mean two-cards?' },
    { words: ['certify', '--bench', 'sim', '--only', ''], says: 'names no scenario' },
    { words: ['certify', '--bench', 'sim', '--seed', 'a b;rm'], says: '1 to 64 letters' },
    { words: ['certify', '--port', '/dev/ttyUSB0'], says: 'must be reader=PATH or arm=PATH' },
    { words: ['certify', '--bench', 'sim', '--port', 'reader=/dev/a'], says: 'simulated and has none' },
    { words: ['certify', '--firmware', '/dev/zero'], says: 'is no file of at most' },
    { words: ['certify', '--bench', 'sim', '--out', '/etc/passwd'], says: 'is a file' },
    { words: ['config', 'check', 'no-such.yaml'], says: 'could not read the configuration no-such.yaml: ENOENT' },
    { words: ['card', 'serve', 'standrad', '--vpcd', 'localhost:35963'], says: 'no card is named standrad' },
    { words: ['card', 'serve', 'standard', '--vpcd', 'localhost'], says: 'is not HOST:PORT' },
    { words: ['card', 'serve', '--vpcd', 'localhost:35963'], says: 'name a card, or a recording' },
    { words: ['card', 'serve', '--transcript', 'no-such.json', '--vpcd', 'localhost:35963'], says: 'ENOENT' },
    { words: ['card', 'show', 'attack-any'], says: 'no card is named attack-any' },
    { words: ['card', 'serve', 'standard', '--vpcd', 'localhost:0'], says: 'is not HOST:PORT' },
    { words: ['sweep', 'purchse'], says: 'there are purchase' },
    { words: ['sweep', 'purchase', '--fault', 'to-host#1:refused'], says: 'must be KIND#NUMBER:STRIKE' },
    { words: ['endure', '--kills', '0'], says: 'must be a whole number' },
    { words: ['sweep', '--pairs', 'many'], says: 'must be a whole number' },
    { words: ['replay', 'no-such-run'], says: 'neither the id of a run' },
    { words: ['verify', 'no-such-run'], says: 'neither the id of a run' },
  ])('end with exit code 2 and one message: $words', async ({ words, says }) => {
    const ended = await touchstone(words);
    expectOneMessage(ended, says);
    expect(ended).toMatchObject({ code: 2, out: '' });
  });

  test('leave a folder as it was, and the same folder good for the next run', async () => {
    const folder = newRun();
    const run = ['run', 'two-cards', '--bench', 'sim', '--no-allure', '--out', folder];
    await touchstone([...run, '--seed', 'a b']);
    expect(existsSync(folder)).toBe(false);
    expect((await touchstone(run)).code).toBe(0);
    const again = await touchstone(run);
    expectOneMessage(again, 'holds a run already');
    expect(again.code).toBe(2);
  });

  test('keep evidence apart from files that lie there already', async () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'thesis.txt'), 'mine');
    const ended = await touchstone(['run', 'two-cards', '--bench', 'sim', '--no-allure', '--out', folder]);
    expectOneMessage(ended, 'is not empty (thesis.txt lies there)');
    expect(ended.code).toBe(2);
    expect(readdirSync(folder)).toEqual(['thesis.txt']);
  });
});

const description = `{ name: 'mine', nature: 'simulated', summary: 'mine', simulated: [], real: [],
  abilities: new Set(['contactless', 'online', 'refund', 'battery', 'store-and-forward']) }`;

/** Writes a bench file and runs one scenario on it. */
async function runOn(text: string): Promise<Ended & { readonly folder: string }> {
  const place = newFolder();
  const file = join(place, 'mine.bench.ts');
  const folder = join(place, 'run');
  writeFileSync(file, text);
  const ended = await touchstone(['run', 'two-cards', '--bench', file, '--no-allure', '--out', folder]);
  return { ...ended, folder };
}

describe.concurrent('a bench file of one’s own', () => {
  test('that is none is refused before anything is written', async () => {
    const ended = await runOn('export const bench = {');
    expectOneMessage(ended, 'could not be loaded');
    expect(ended.code).toBe(2);
    expect(existsSync(ended.folder)).toBe(false);
  });

  test.each([
    { what: 'throws', open: "() => { throw new Error('plain trouble'); }", says: 'plain trouble' },
    { what: 'opens to nothing', open: '() => undefined', says: 'got nothing to run cases on' },
    {
      what: 'has no rig to give',
      open: "() => ({ identities: [], openRig: () => Promise.reject(new Error('no rig')), [Symbol.asyncDispose]() {} })",
      says: 'no rig',
    },
  ])('that $what is an error of the bench, with reports, and no verdict on the subject', async ({ open, says }) => {
    const ended = await runOn(`export const bench = { description: ${description}, open: async ${open} };`);
    expect(ended.out).toContain(says);
    expect(ended.out).toMatch(/^error +mine\/two-cards .*(?:BENCH|HARNESS)_DEFECT/mu);
    expect(ended.out).toMatch(/^verdict +ERROR/mu);
    expect(ended.out + ended.err).not.toMatch(/^\s+at /mu);
    expect(ended.code).toBe(3);
    expect((await touchstone(['verify', ended.folder])).code).toBe(0);
  });

  test('that can’t be had says in its own words which device is missing', async () => {
    const failure = `Object.assign(new RigFailure({ code: 'ARM_MISSING', blame: 'bench', message: 'plug the arm in' }))`;
    const library = new URL('../drivers/ports/failure.ts', import.meta.url).href;
    const ended = await runOn(
      `import { RigFailure } from '${library}';
       export const bench = { description: ${description}, open: async () => { throw ${failure}; } };`,
    );
    expect(ended.out).toContain('ARM_MISSING: plug the arm in');
    expect(ended.code).toBe(3);
  });

  test('that breaks when it is put away keeps its verdicts and ends with exit code 3', async () => {
    const sim = new URL('../rigs/benches/sim.bench.ts', import.meta.url).href;
    const ended = await runOn(
      `import { bench as sim } from '${sim}';
       const broken = async () => { throw new Error('the lid is stuck'); };
       export const bench = { description: { ...sim.description, name: 'mine' },
         open: async (options) => ({ ...(await sim.open(options)), [Symbol.asyncDispose]: broken }) };`,
    );
    expect(ended.out).toMatch(/^verdict +PASS/mu);
    expect(ended.err).toContain('could not be put away: the lid is stuck');
    expect(ended.code).toBe(3);
  });

  test('that throws in a callback never ends as a verdict', async () => {
    const sim = new URL('../rigs/benches/sim.bench.ts', import.meta.url).href;
    const ended = await runOn(
      `import { bench as sim } from '${sim}';
       export const bench = { description: { ...sim.description, name: 'mine' },
         open: async (options) => { queueMicrotask(() => { throw new Error('from nowhere'); }); return sim.open(options); } };`,
    );
    expect(ended.err).toContain('from nowhere');
    expect(ended.err).not.toMatch(/^\s+at /mu);
    expect(ended.code).toBe(3);
  });

  test('that never opens, with nothing under way, ends with exit code 3', async () => {
    const ended = await runOn(
      `export const bench = { description: ${description}, open: () => new Promise(() => {}) };`,
    );
    expect(ended.err).toMatch(/^touchstone: waited for something that can never come.*NEVER_ENDS\)\n$/u);
    expect(ended.code).toBe(3);
  });

  test('works by a relative path from any folder', async () => {
    const place = newFolder();
    mkdirSync(join(place, 'benches'));
    const sim = new URL('../rigs/benches/sim.bench.ts', import.meta.url).href;
    writeFileSync(
      join(place, 'benches', 'mine.bench.ts'),
      `import { bench as sim } from '${sim}';
       export const bench = { ...sim, description: { ...sim.description, name: 'mine' } };`,
    );
    const words = ['run', 'two-cards', '--bench', 'benches/mine.bench.ts', '--no-allure', '--out', 'run'];
    expect(await touchstone(words, { cwd: place })).toMatchObject({ code: 0 });
    expect((await touchstone(['verify', 'run'], { cwd: place })).code).toBe(0);
  });
});

describe.concurrent('help', () => {
  const commands = [
    'certify',
    'run',
    'sweep',
    'replay',
    'endure',
    'report',
    'verify',
    'test',
    'decode',
    'vector',
    'bench',
    'bench doctor',
  ];

  test.each(['', ...commands])('of "%s" teaches with examples and exit codes', async (command) => {
    const { out, err, code } = await touchstone([...command.split(' ').filter((word) => word !== ''), '--help']);
    expect(out).toMatch(/^Examples:\n {2}\.\/touchstone /mu);
    expect(out).toContain('Exit codes: 0 all as required, 1 verdict against the subject, 2 wrong usage');
    expect({ err, code }).toEqual({ err: '', code: 0 });
  });
});
