import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

/** How a command ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A command that is still going on. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Settles when the words stand in its output; rejects when it ends without them. */
  says(words: string): Promise<void>;
}

/** Where and as whom a command runs. */
export interface Circumstances {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Words in front, such as `setpriv --reuid 65534`. */
  readonly under?: readonly string[];
  /** What stands on its standard input, which is closed behind it; nothing there without it. */
  readonly input?: string;
}

/** Nothing that a test starts lives longer. */
const killAfterMs = 60_000;

/** The project's root, with a slash at its end. */
export const projectRoot = fileURLToPath(new URL('../', import.meta.url));

/**
 * Words in front of a command that make it run as a user without rights; undefined where we may not become nobody, or
 * where nobody may not read the project.
 */
export const wordsOfNobody = becomeNobody();

function becomeNobody(): readonly string[] | undefined {
  const words = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'] as const;
  const [program, ...rest] = words;
  const tried = spawnSync(program, [...rest, process.execPath, `${projectRoot}cli/main.ts`, '--version']);
  return tried.status === 0 ? words : undefined;
}

const base = mkdtempSync(join(tmpdir(), 'touchstone-cli-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

/** A folder of a test's own, gone when its file is through; tests that run side by side may ask for theirs. */
export function newFolder(): string {
  return mkdtempSync(join(base, 'folder-'));
}

/** A path in such a folder where nothing is yet: good for `--out`. */
export function newRun(): string {
  return join(newFolder(), 'run');
}

/** Starts a program as a shell without a terminal would. */
export function startProgram(words: readonly string[], circumstances: Circumstances = {}): Started {
  const [program = '', ...rest] = [...(circumstances.under ?? []), ...words];
  const child = spawn(program, rest, {
    cwd: circumstances.cwd ?? projectRoot,
    env: { ...plainEnvironment(), ...circumstances.env },
    stdio: [circumstances.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    timeout: killAfterMs,
    killSignal: 'SIGKILL',
  });
  // A command that ends before it has read all is no trouble of the test.
  child.stdin?.on('error', () => undefined).end(circumstances.input);
  const said = { out: '', err: '' };
  const listeners = new Set<() => void>();
  const hear = (name: 'out' | 'err') => (text: string) => {
    said[name] += text;
    for (const listener of listeners) listener();
  };
  child.stdout?.setEncoding('utf8').on('data', hear('out'));
  child.stderr?.setEncoding('utf8').on('data', hear('err'));
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code, signal, ...said }));
  return {
    child,
    ended,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (`${said.out}${said.err}`.includes(text)) resolve();
        };
        listeners.add(look);
        look();
        ended.then(
          (how) => reject(new Error(`it ended with ${how.code} and never said '${text}': ${how.out}${how.err}`)),
          reject,
        );
      }),
  };
}

/** Starts `./touchstone` on the Node that runs the tests. */
export function startTouchstone(words: readonly string[], circumstances?: Circumstances): Started {
  return startProgram([process.execPath, `${projectRoot}cli/main.ts`, ...words], circumstances);
}

/** Runs `./touchstone` to its end. */
export function touchstone(words: readonly string[], circumstances?: Circumstances): Promise<Ended> {
  return startTouchstone(words, circumstances).ended;
}

/** What the last lines of a run with `--json` say. */
export interface JsonResult {
  readonly id: string;
  readonly seed: string;
  readonly state: string;
  readonly verdict: string;
  readonly counts: { readonly cases: Readonly<Record<string, number>> };
  readonly journalHash: string;
}

/** Standard output of a run with `--json`; throws when a single byte beside it is there. */
export function jsonOf({ out }: Ended): JsonResult {
  return JSON.parse(out) as JsonResult;
}

/** Whatever the test runner set for itself is none of the command's business. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(?:VITEST|NODE_ENV$|FORCE_COLOR$|NO_COLOR$|TOUCHSTONE_|CI$|TEST$)/u;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}
