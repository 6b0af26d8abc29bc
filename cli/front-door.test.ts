import { cpSync, existsSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { newFolder, projectRoot, startProgram, type Ended, type Started } from './cli.fixture.ts';

/** The shell file in a copy of the project that has nothing installed, with an old Node and a made-up npm on the path. */
interface Door {
  readonly root: string;
  readonly start: (words?: readonly string[], command?: readonly string[]) => Started;
  /** How often npm was called. */
  readonly installations: () => number;
  readonly path: (name: string) => string;
  /** A file in which a made-up npm can keep what it has to remember; `$TRIED` to it. */
  readonly tried: string;
}

/** What `npm ci` leaves behind: every package, as links to those of the real project. */
const installs = 'mkdir node_modules && for each in "$REAL"/node_modules/*; do ln -s "$each" node_modules/; done';

interface DoorOptions {
  /** What the made-up npm does. */
  readonly npm?: string;
  readonly name?: string;
  readonly hasNpm?: boolean;
}

function newDoor({ npm = installs, name = 'project', hasNpm = true }: DoorOptions = {}): Door {
  const root = join(newFolder(), name);
  const bin = join(newFolder(), 'bin');
  mkdirSync(root);
  mkdirSync(bin);
  for (const file of ['touchstone', 'package.json', 'package-lock.json'])
    cpSync(join(projectRoot, file), join(root, file));
  for (const folder of ['cli', 'drivers']) symlinkSync(join(projectRoot, folder), join(root, folder));
  // npm removes what is there before it installs, and runs in the folder of the lock.
  const script = `echo "$@" >> "$CALLS"\nrm -rf node_modules\n${npm}`;
  const program = (file: string, text: string): void =>
    writeFileSync(join(bin, file), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  program('node', 'echo "old node: bad option" >&2; exit 9');
  if (hasNpm) program('npm', script);
  const calls = join(bin, 'calls');
  const tried = join(bin, 'tried');
  const system = hasNpm ? '/usr/bin:/bin' : linksTo(bin);
  const env = { PATH: `${bin}:${system}`, REAL: projectRoot.replace(/\/$/u, ''), CALLS: calls, TRIED: tried };
  return {
    root,
    tried,
    path: (file) => join(root, file),
    start: (words = ['--version'], command = [join(root, 'touchstone')]) =>
      startProgram([...command, ...words], { cwd: dirname(root), env }),
    installations: () => (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n').length : 0),
  };
}

/** A path that has what a shell needs, but no npm. */
function linksTo(bin: string): string {
  for (const name of ['readlink', 'dirname', 'cmp', 'cat', 'cp', 'mv', 'rm', 'ln', 'sleep', 'tail']) {
    symlinkSync(existsSync(`/usr/bin/${name}`) ? `/usr/bin/${name}` : `/bin/${name}`, join(bin, name));
  }
  return bin;
}

const good = { code: 0, out: '0.1.0\n' } as const;

function expectNoStack({ err }: Ended): void {
  expect(err).not.toMatch(/^\s+at /mu);
}

describe.concurrent('./touchstone', () => {
  test('installs once, says so, and runs on the pinned Node whatever Node is on the path', async () => {
    const door = newDoor();
    const first = await door.start().ended;
    expect(first).toMatchObject(good);
    expect(first.err).toContain('touchstone: installing the locked dependencies');
    expect(first.err).toMatch(/installed; running on Node v24\./u);
    expect(await door.start().ended).toEqual({ ...good, err: '', signal: null });
    expect(door.installations()).toBe(1);
  });

  test('leaves neither lock nor log behind', async () => {
    const door = newDoor();
    await door.start().ended;
    expect(existsSync(door.path('.touchstone-install'))).toBe(false);
    expect(existsSync(door.path('.touchstone-install.log'))).toBe(false);
  });

  test('installs again when the lock file changed, and only then', async () => {
    const door = newDoor();
    await door.start().ended;
    writeFileSync(door.path('package.json'), `${readFileSync(door.path('package.json'), 'utf8')}\n`);
    await door.start().ended;
    expect(door.installations()).toBe(1);
    writeFileSync(door.path('package-lock.json'), `${readFileSync(door.path('package-lock.json'), 'utf8')}\n`);
    expect(await door.start().ended).toMatchObject(good);
    expect(door.installations()).toBe(2);
  });

  test('works through a symbolic link, from another folder, in a path with blanks', async () => {
    const door = newDoor({ name: 'my project (1)' });
    const link = join(newFolder(), 'ts');
    symlinkSync(door.path('touchstone'), link);
    expect(await door.start(['--version'], [link]).ended).toMatchObject(good);
    expect(await door.start(['--version'], ['sh', 'my project (1)/touchstone']).ended).toMatchObject(good);
    expect(door.installations()).toBe(1);
  });

  test('hands words on as they are', async () => {
    const door = newDoor();
    const { err, code } = await door.start(['verify', 'no such  run', '']).ended;
    expect(err).toContain("too many arguments for 'verify'");
    expect(err).toContain('no such  run');
    expect(code).toBe(2);
  });
});

describe.concurrent('./touchstone that can’t install', () => {
  test('shows the end of what npm said, what to check, and ends with 3', async () => {
    const door = newDoor({ npm: 'i=0; while [ $i -lt 40 ]; do i=$((i+1)); echo "line $i" >&2; done; exit 1' });
    const ended = await door.start().ended;
    expect(ended.code).toBe(3);
    expect(ended.err).toContain('line 40\ntouchstone: npm ci failed (see above); check that the npm registry');
    expect(ended.err).not.toContain('line 20\n');
    expectNoStack(ended);
    expect(existsSync(door.path('.touchstone-install'))).toBe(false);
  });

  test('tries again the next time', async () => {
    const door = newDoor({ npm: `if [ ! -e "$TRIED" ]; then echo > "$TRIED"; exit 1; fi; ${installs}` });
    expect((await door.start().ended).code).toBe(3);
    expect(await door.start().ended).toMatchObject(good);
  });

  test('says that Node’s install script was blocked when npm left no Node', async () => {
    const ended = await newDoor({ npm: 'mkdir node_modules' }).start().ended;
    expect(ended.err).toContain("try 'npm ci --ignore-scripts=false' in ");
    expect(ended.code).toBe(3);
  });

  test('says how to get npm where there is none', async () => {
    const door = newDoor({ hasNpm: false });
    const ended = await door.start(['--version'], ['/bin/sh', door.path('touchstone')]).ended;
    expect(ended.err).toBe(
      'touchstone: npm was not found; install Node.js with npm (on Debian: apt-get install nodejs npm) and try again\n',
    );
    expect(ended.code).toBe(3);
  });

  test('ends npm as well when it is told to stop, and the next run begins anew', async () => {
    const door = newDoor({
      npm: `if [ ! -e "$TRIED" ]; then echo $$ > "$TRIED"; exec sleep 30; fi; ${installs}`,
    });
    const run = door.start();
    for (let look = 0; look < 100 && !existsSync(door.tried); look += 1) await wallClock().sleep(50);
    const npm = Number(readFileSync(door.tried, 'utf8'));
    run.child.kill('SIGTERM');
    expect((await run.ended).code).toBe(130);
    await untilGone(npm);
    expect(existsSync(door.path('.touchstone-install'))).toBe(false);
    expect(await door.start().ended).toMatchObject(good);
  });
});

describe.concurrent('two ./touchstone at once', () => {
  test('install once: the second waits for the first and says so', async () => {
    const door = newDoor({ npm: `sleep 1; ${installs}` });
    const first = door.start();
    await first.says('installing the locked');
    const [one, two] = await Promise.all([first.ended, door.start().ended]);
    expect(one).toMatchObject(good);
    expect(two).toMatchObject(good);
    expect(two.err).toBe('touchstone: another run is installing; waiting for it (at most 10 minutes)\n');
    expect(door.installations()).toBe(1);
  });

  test('take over the lock of a run that is dead', async () => {
    const door = newDoor();
    const dead = door.start(['-c', 'exit 0'], ['/bin/sh']);
    await dead.ended;
    symlinkSync(String(dead.child.pid), door.path('.touchstone-install'));
    expect(await door.start().ended).toMatchObject(good);
    expect(door.installations()).toBe(1);
  });

  test('never take the lock of one that lives', async () => {
    const door = newDoor();
    const alive = door.start(['30'], ['sleep']);
    symlinkSync(String(alive.child.pid), door.path('.touchstone-install'));
    const waiting = door.start();
    await waiting.says('another run is installing');
    expect(door.installations()).toBe(0);
    expect(readlinkSync(door.path('.touchstone-install'))).toBe(String(alive.child.pid));
    alive.child.kill();
    await alive.ended;
    expect(await waiting.ended).toMatchObject(good);
    rmSync(door.root, { recursive: true });
  });
});

/** A process that has ended may stay in the list until its new parent looks after it: that is gone enough. */
async function untilGone(pid: number): Promise<void> {
  for (let look = 0; look < 100; look += 1) {
    const state = existsSync(`/proc/${pid}/stat`)
      ? /\) (\w)/u.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]
      : 'X';
    if (state === 'X' || state === 'Z') return;
    await wallClock().sleep(50);
  }
  throw new Error(`process ${pid} is still alive`);
}
