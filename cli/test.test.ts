import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newFolder, startTouchstone, touchstone } from './cli.fixture.ts';

/** A project of one test file; vitest gives it its words as globals. */
function projectOf(text: string): readonly string[] {
  const root = newFolder();
  writeFileSync(join(root, 'some.test.ts'), text);
  return ['test', '--root', root, '--globals'];
}

const lastLine = (text: string): string | undefined => text.trimEnd().split('\n').at(-1);

test.concurrent('the last line of the tests counts them, and the exit code is that of the test runner', async () => {
  const words = projectOf(
    `test('good', () => {}); test.skip('later', () => {}); test('bad', () => { throw new Error('x'); });`,
  );
  const mixed = await touchstone(words);
  expect(lastLine(mixed.out)).toBe('1 passed, 1 failed, 1 skipped');
  expect(mixed.code).toBe(1);
  const good = await touchstone([...words, '-t', 'good']);
  expect(lastLine(good.out)).toBe('1 passed, 0 failed, 2 skipped');
  expect(good.code).toBe(0);
});

test.concurrent('a file that can’t be loaded counts as failed', async () => {
  const { out, code } = await touchstone(projectOf("import './nothing.ts';"));
  expect(lastLine(out)).toBe('0 passed, 1 failed, 0 skipped');
  expect(code).toBe(1);
});

test.concurrent('a reporter of one’s own choice takes the place of the usual one, and the tests are counted still', async () => {
  const { out } = await touchstone([...projectOf("test('good', () => {});"), '--reporter=tap-flat']);
  expect(out).toContain('TAP version 13');
  expect(lastLine(out)).toBe('1 passed, 0 failed, 0 skipped');
});

test.concurrent('tests that hear Ctrl-C alone end within seconds, with 130', async () => {
  const words = projectOf(`test('long', async () => { console.log('begun'); await new Promise(() => {}); }, 50_000);`);
  const run = startTouchstone(words);
  await run.says('begun');
  run.child.kill('SIGINT');
  expect((await run.ended).code).toBe(130);
}, 15_000);
