import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium, ensureProgram } from './system-packages.ts';
import { coloured } from './terminal-text.ts';

/** Runs the project's tests; further words go to vitest. @returns vitest's exit code */
export async function runTests(words: readonly string[]): Promise<number> {
  const note = (text: string): void => void process.stdout.write(`touchstone: ${text}\n`);
  const browser = await ensureProgram(chromium, note);
  if (!browser.isThere) note(coloured('yellow', `not run: ${chromium.purpose}; ${browser.advice}`));
  const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', ...words], {
    cwd: fileURLToPath(new URL('../', import.meta.url)),
    stdio: 'inherit',
  });
  const [code] = await once(child, 'close');
  return typeof code === 'number' ? code : 3;
}
