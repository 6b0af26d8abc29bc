import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Edit } from './mutants.table.ts';

/** What a run of the program in a copy of the project came to. */
export interface CertifyResult {
  readonly exitCode: number;
  /** By short name of the scenario. */
  readonly verdicts: Readonly<Record<string, string>>;
}

/** A copy of the project that may be broken. */
export interface Checkout extends AsyncDisposable {
  /** Breaks the copy until the handle is disposed. Every edit must find its text exactly once. */
  mutate(edits: readonly Edit[]): Promise<AsyncDisposable>;
  /**
   * Certifies the copy on the simulated bench, always with the same seed; all scenarios when none is named.
   *
   * @throws {AssertionError} with the program's own words when it ends with neither 0 nor 1, so without a decision
   */
  certify(slugs: readonly string[]): Promise<CertifyResult>;
  /**
   * Sweeps one journey in the copy, always with the same seed.
   *
   * @throws {AssertionError} as `certify` does
   */
  sweep(journey: string): Promise<SweptResult>;
  /**
   * Replays the last run that was certified in the copy, from its journals.
   *
   * @throws {AssertionError} as `certify` does
   */
  replay(): Promise<ReplayedResult>;
}

/** What a replay in a copy of the project came to, for the cases that diverge. */
export interface ReplayedResult {
  readonly exitCode: number;
  readonly divergences: readonly { readonly side: string; readonly name: string; readonly part: string }[];
}

/** What a sweep in a copy of the project came to. */
export interface SweptResult {
  readonly exitCode: number;
  readonly found: readonly {
    readonly faults: readonly string[];
    readonly violations: readonly { readonly invariant: string }[];
  }[];
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const rooms = ['cli', 'drivers', 'reference-terminal', 'reports', 'rigs', 'scenarios'];
const manifests = ['package.json', 'package-lock.json'];

/** Copies the project, its libraries by reference, into a folder for temporary files. */
export async function copyProject(): Promise<Checkout> {
  const path = await mkdtemp(join(tmpdir(), 'touchstone-mutants-'));
  await Promise.all(
    [...rooms, ...manifests].map((name) => cp(join(root, name), join(path, name), { recursive: true })),
  );
  await symlink(join(root, 'node_modules'), join(path, 'node_modules'), 'dir');
  let runs = 0;
  return {
    mutate: (edits) => mutate(path, edits),
    certify: (slugs) => {
      runs += 1;
      return certify(path, { slugs, out: join(path, 'runs', String(runs)) });
    },
    sweep: (journey) => sweep(path, journey),
    replay: () => replay(path, join(path, 'runs', String(runs))),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

async function mutate(path: string, edits: readonly Edit[]): Promise<AsyncDisposable> {
  const originals = new Map<string, string>();
  for (const { file, find, replace } of edits) {
    const text = await readFile(join(path, file), 'utf8');
    assert.equal(text.split(find).length - 1, 1, `${file} holds exactly once what the mutant replaces: ${find}`);
    if (!originals.has(file)) originals.set(file, text);
    await writeFile(
      join(path, file),
      text.replace(find, () => replace),
    );
  }
  return {
    [Symbol.asyncDispose]: async () => {
      for (const [file, text] of originals) await writeFile(join(path, file), text);
    },
  };
}

async function certify(
  path: string,
  order: { readonly slugs: readonly string[]; readonly out: string },
): Promise<CertifyResult> {
  const only = order.slugs.length === 0 ? [] : ['--only', order.slugs.join(',')];
  const words = ['certify', '--bench', 'sim', '--seed', '7', '--no-allure', '--json', ...only, '--out', order.out];
  const { exitCode } = await decided(path, words);
  const text = await readFile(join(order.out, 'verdicts.jsonl'), 'utf8');
  const cases = text
    .trimEnd()
    .split('\n')
    .map((line): { readonly name: string; readonly verdict: string } => JSON.parse(line));
  const verdicts = Object.fromEntries(cases.map(({ name, verdict }) => [name.split('/').at(-1) ?? name, verdict]));
  return { exitCode, verdicts };
}

async function sweep(path: string, journey: string): Promise<SweptResult> {
  const { exitCode, out } = await decided(path, ['sweep', journey, '--seed', '7', '--pairs', '0', '--json']);
  const { journeys }: { readonly journeys: readonly Pick<SweptResult, 'found'>[] } = JSON.parse(out);
  return { exitCode, found: journeys.flatMap(({ found }) => found) };
}

async function replay(path: string, run: string): Promise<ReplayedResult> {
  const { exitCode, out } = await decided(path, ['replay', run, '--json']);
  interface Case {
    readonly verdict: string;
    readonly comparison?: { readonly divergence?: ReplayedResult['divergences'][number] };
  }
  const { cases }: { readonly cases: readonly Case[] } = JSON.parse(out);
  const divergences = cases.flatMap(({ verdict, comparison }) =>
    verdict === 'diverges' && comparison?.divergence !== undefined ? [comparison.divergence] : [],
  );
  return { exitCode, divergences };
}

/** Runs the copy's command line until it decides for or against the subject. */
async function decided(
  path: string,
  words: readonly string[],
): Promise<{ readonly exitCode: number; readonly out: string }> {
  // Compiled code is kept by the digest of its source, so a broken file is never taken for the right one.
  const env = { NO_COLOR: '1', PATH: process.env['PATH'], NODE_COMPILE_CACHE: join(path, '.compile-cache') };
  const ended = Promise.withResolvers<{ readonly exitCode: number; readonly out: string; readonly said: string }>();
  const child = execFile(
    process.execPath,
    ['cli/main.ts', ...words],
    { cwd: path, timeout: 240_000, env, maxBuffer: 64 * 1024 * 1024 },
    (_error, out, said) => ended.resolve({ exitCode: child.exitCode ?? -1, out, said }),
  );
  const { exitCode, out, said } = await ended.promise;
  assert.ok(exitCode === 0 || exitCode === 1, `${words[0]} ended with ${exitCode}: ${said}`);
  return { exitCode, out };
}
