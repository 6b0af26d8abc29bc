import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newFolder, newRun, touchstone, wordsOfNobody, type Ended } from './cli.fixture.ts';

interface Mount extends Disposable {
  readonly path: string;
  remount(options: string): void;
}

/** A small disk in memory. @returns undefined where we may not mount */
function mountDisk(sizeKib: number): Mount | undefined {
  const path = newFolder();
  const mount = (...words: readonly string[]): boolean => spawnSync('mount', [...words, path]).status === 0;
  if (!mount('-t', 'tmpfs', '-o', `size=${sizeKib}k`, 'touchstone-test')) return undefined;
  return {
    path,
    remount: (options) => expect(mount('-o', `remount,${options}`)).toBe(true),
    [Symbol.dispose]: () => void spawnSync('umount', ['-l', path]),
  };
}

const probe = mountDisk(16);
probe?.[Symbol.dispose]();
const run = (out: string, ...words: readonly string[]): Promise<Ended> =>
  touchstone(['certify', '--bench', 'sim', '--no-allure', '--out', out, ...words]);

describe.skipIf(probe === undefined)('a disk (needs the right to mount one)', () => {
  /** Ends the run with one message, and without a verdict. */
  const expectFull = ({ out, err }: Ended): void => {
    expect(err).toMatch(/^touchstone: could not write .*RUN_FOLDER_UNWRITABLE\)$/mu);
    expect(err).toMatch(/full|free space/u);
    expect(out + err).not.toMatch(/^\s+at |verdict +PASS/mu);
  };

  test('that is full before the plan is written is said to be, and the folder is good for the next run', async () => {
    using disk = mountDisk(8);
    const out = join(disk?.path ?? '', 'run');
    const ended = await run(out);
    expectFull(ended);
    expect(ended.code).toBe(3);
    disk?.remount('size=16m');
    expect((await run(out, '--only', 'two-cards')).code).toBe(0);
  });

  test('that gets full in the middle of a run cuts it short; it can be reported once there is space', async () => {
    using disk = mountDisk(400);
    const out = join(disk?.path ?? '', 'run');
    const ended = await run(out);
    expectFull(ended);
    expect(ended.code).toBe(3);
    disk?.remount('size=16m');
    const reported = await touchstone(['report', out, '--no-allure']);
    expect(reported.out).toMatch(/^run +cut-short/mu);
    expect(reported.code).toBe(3);
  });

  test('that gets full when the reports are written is said to be, and they can be rendered later', async () => {
    const words = ['--only', 'two-cards', '--seed', '7'];
    const whole = newRun();
    await run(whole, ...words);
    const kibOf = (file: string): number => Math.ceil(statSync(join(whole, file)).size / 4096) * 4;
    const evidence = ['plan.json', 'verdicts.jsonl', 'run.json', 'cases/sim/two-cards.journal.jsonl'];
    const needed = evidence.map(kibOf).reduce((sum, kib) => sum + kib);
    using disk = mountDisk(needed + kibOf('report.html') / 2);
    const out = join(disk?.path ?? '', 'run');
    const ended = await run(out, ...words);
    expectFull(ended);
    expect(ended.err).toContain('report.html');
    expect(ended.code).toBe(3);
    disk?.remount('size=16m');
    expect((await touchstone(['report', out, '--no-allure'])).code).toBe(0);
    expect((await touchstone(['verify', out])).code).toBe(0);
  });

  test('that is read-only is refused with what to do', async () => {
    using disk = mountDisk(64);
    disk?.remount('ro');
    const ended = await run(join(disk?.path ?? '', 'run'));
    expect(ended.err).toMatch(/^touchstone: could not write .*read-only: give another place with --out/mu);
    expect(ended.code).toBe(3);
  });
});

const isRoot = process.getuid?.() === 0;
test.skipIf(isRoot && wordsOfNobody === undefined)('a folder in which one may not write is refused', async () => {
  const folder = newFolder();
  for (const path of [dirname(folder), folder]) chmodSync(path, 0o755);
  mkdirSync(join(folder, 'closed'), { mode: 0o555 });
  const words = ['run', 'two-cards', '--bench', 'sim', '--no-allure', '--out', join(folder, 'closed', 'run')];
  const ended = await touchstone(words, { under: isRoot ? (wordsOfNobody ?? []) : [] });
  expect(ended.err).toMatch(/^touchstone: could not write .*forbidden: change its permissions/mu);
  expect(ended.code).toBe(3);
  expect(readdirSync(join(folder, 'closed'))).toEqual([]);
});

test.skipIf(!existsSync('/dev/full'))(
  'output that can’t be written ends with exit code 3 and one message',
  async () => {
    const under = ['sh', '-c', '"$@" >/dev/full', 'sh'];
    const ended = await touchstone(['bench', 'list'], { under });
    expect(ended.err).toMatch(/^touchstone: could not write to standard output \(ENOSPC\)/u);
    expect(ended.err).not.toMatch(/^\s+at /mu);
    expect(ended.code).toBe(3);
  },
);
