import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { newFolder, newRun, touchstone } from './cli.fixture.ts';

let sealed = '';
beforeAll(async () => {
  sealed = newRun();
  const words = ['run', 'two-cards', 'late-answer', '--bench', 'sim', '--seed', '7', '--no-allure', '--out', sealed];
  await touchstone(words);
});

/** A copy of the sealed run, to do something to. */
function copyOfRun(): string {
  const copy = join(newFolder(), 'copy');
  cpSync(sealed, copy, { recursive: true });
  return copy;
}

/** Changes one byte in the middle of a file, a digit or letter to another. */
function changeOneByte(path: string): void {
  const bytes = readFileSync(path);
  const middle = bytes.findIndex((byte, index) => index >= bytes.length / 2 && byte >= 0x30 && byte <= 0x38);
  bytes[middle] = (bytes[middle] ?? 0) + 1;
  writeFileSync(path, bytes);
}

test('a run that nobody touched is as it was sealed', async () => {
  const { out, code } = await touchstone(['verify', sealed]);
  expect(out).toMatch(/every journal and every file is as it was sealed\nevidence [0-9a-f]{64}\n$/u);
  expect(code).toBe(0);
});

test.concurrent.each([
  'cases/sim/two-cards.journal.jsonl',
  'verdicts.jsonl',
  'plan.json',
  'run.json',
  'report.html',
  'junit.xml',
])('one changed byte in %s is found and named', async (file) => {
  const run = copyOfRun();
  changeOneByte(join(run, file));
  const { out, err, code } = await touchstone(['verify', run]);
  expect(out).toMatch(new RegExp(`^${RegExp.escape(file)}: changed$`, 'mu'));
  expect(out).toContain('is not as it was sealed');
  expect({ err, code }).toEqual({ err: '', code: 1 });
});

test('a torn file, a missing one and an added one are all named', async () => {
  const run = copyOfRun();
  writeFileSync(join(run, 'verdicts.jsonl'), '[{"na');
  rmSync(join(run, 'junit.xml'));
  writeFileSync(join(run, 'cases/sim/more.journal.jsonl'), '');
  const { out, err, code } = await touchstone(['verify', run]);
  expect(out).toContain('verdicts.jsonl: changed');
  expect(out).toContain('junit.xml: missing');
  expect(out).toContain('cases/sim/more.journal.jsonl: unlisted');
  expect({ err, code }).toEqual({ err: '', code: 1 });
});

test('a journal whose line was changed breaks its chain as well', async () => {
  const run = copyOfRun();
  const path = join(run, 'cases/sim/late-answer.journal.jsonl');
  writeFileSync(path, readFileSync(path, 'utf8').replace('"atMs":0', '"atMs":1'));
  const { out, code } = await touchstone(['verify', run]);
  expect(out).toContain('late-answer.journal.jsonl: the chain of hashes is broken');
  expect(code).toBe(1);
});

test('a run without its manifest is not as it was sealed, and the message says what that means', async () => {
  const run = copyOfRun();
  rmSync(join(run, 'manifest.json'));
  const { out, code } = await touchstone(['verify', run]);
  expect(out).toContain(
    'manifest.json: missing, so nothing says what the files were; a run that was cut short has none',
  );
  expect(code).toBe(1);
});

test('a manifest that is none is told as such', async () => {
  const run = copyOfRun();
  writeFileSync(join(run, 'manifest.json'), '{}');
  const { out, err, code } = await touchstone(['verify', run]);
  expect(out + err).toContain('manifest.json');
  expect(out + err).not.toMatch(/^\s+at |defect of Touchstone/mu);
  expect(code).not.toBe(0);
});

test('reports can be made again, and the run is sealed with them', async () => {
  const run = copyOfRun();
  rmSync(join(run, 'report.html'));
  changeOneByte(join(run, 'junit.xml'));
  expect((await touchstone(['report', run, '--no-allure'])).code).toBe(0);
  expect(readFileSync(join(run, 'junit.xml'), 'utf8')).toBe(readFileSync(join(sealed, 'junit.xml'), 'utf8'));
  expect((await touchstone(['verify', run])).code).toBe(0);
});

test('no report covers up that evidence was changed after it was sealed', async () => {
  const run = copyOfRun();
  const path = join(run, 'verdicts.jsonl');
  writeFileSync(path, readFileSync(path, 'utf8').replace('"verdict":"pass"', '"verdict":"fail"'));
  const reported = await touchstone(['report', run, '--no-allure']);
  expect(reported.out).toBe('verdicts.jsonl: changed\n');
  expect(reported.err).toMatch(/^touchstone: the evidence in .* is not as it was sealed, so no report is made of it/u);
  expect(reported.code).toBe(1);
  expect((await touchstone(['verify', run])).code).toBe(1);
});
