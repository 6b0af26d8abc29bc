import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '#reports/evidence/temporary-folder.fixture.ts';
import { ensureProgram, type SystemPackage } from './system-packages.ts';

const wanted: SystemPackage = { purpose: 'a test', program: 'touchstone-frob', debianPackage: 'frob' };
const advice = 'install touchstone-frob (on Debian: apt-get install frob)';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Makes a folder the whole PATH, and puts programs into it; `$bin` in their text is the folder. */
function onlyOnPath(programs: Readonly<Record<string, string>>): string {
  const bin = temporaryFolder();
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\nbin='${bin}'\n${text}\n`, { mode: 0o755 });
  }
  vi.stubEnv('PATH', bin);
  return bin;
}

const asUser = (uid: number): void => void vi.spyOn(process, 'getuid').mockReturnValue(uid);

async function ensured(): Promise<{ readonly result: object; readonly notes: readonly string[] }> {
  const notes: string[] = [];
  const result = await ensureProgram(wanted, (text) => void notes.push(text));
  return { result, notes };
}

describe('a program outside npm', () => {
  test('that is on the path is used as it is', async () => {
    onlyOnPath({ 'touchstone-frob': '' });
    expect(await ensured()).toEqual({ result: { isThere: true }, notes: [] });
  });

  test('that can’t be executed is not there', async () => {
    const bin = onlyOnPath({});
    writeFileSync(join(bin, 'touchstone-frob'), '', { mode: 0o644 });
    asUser(1000);
    expect(await ensured()).toEqual({ result: { isThere: false, advice }, notes: [] });
  });

  test('is never installed for a user who is not root: the advice says how', async () => {
    const bin = onlyOnPath({ 'apt-get': 'echo > "$bin/was-called"' });
    asUser(1000);
    expect(await ensured()).toEqual({ result: { isThere: false, advice }, notes: [] });
    expect(existsSync(join(bin, 'was-called'))).toBe(false);
  });

  test('is never installed where there is no apt', async () => {
    onlyOnPath({});
    asUser(0);
    expect(await ensured()).toEqual({ result: { isThere: false, advice }, notes: [] });
  });
});

describe.skipIf(!existsSync('/etc/debian_version'))('a program outside npm, on Debian as root,', () => {
  test('is installed, and what is done is said', async () => {
    asUser(0);
    const install =
      'if [ "$1" = install ]; then echo "$@" > "$bin/words"; echo > "$bin/touchstone-frob"; /bin/chmod 755 "$bin/touchstone-frob"; fi';
    const bin = onlyOnPath({ 'apt-get': install });
    expect(await ensured()).toEqual({
      result: { isThere: true },
      notes: ['installing frob with apt for a test (once)'],
    });
    expect(existsSync(join(bin, 'words'))).toBe(true);
  });

  test('that apt can’t install is told with apt’s last words, and nothing is thrown', async () => {
    asUser(0);
    onlyOnPath({ 'apt-get': 'echo "E: Unable to locate package frob" >&2; exit 100' });
    const { result } = await ensured();
    expect(result).toEqual({
      isThere: false,
      advice: `${advice}; apt could not do it here: E: Unable to locate package frob`,
    });
  });
});
