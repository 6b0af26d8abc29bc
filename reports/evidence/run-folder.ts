import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

import { RigFailure } from '#drivers/ports/failure.ts';
import { foldRun } from './fold-run.ts';
import { openJournalFile } from './journal-file.ts';
import type { JournalWriter } from './journal-file.ts';
import { readJournalFile } from './read-journal.ts';
import type { CaseResult, RunPlan, RunRecord, RunState } from './run-record.ts';
import { systemCode, writing } from './unwritable.ts';

const PLAN = 'plan.json';
const VERDICTS = 'verdicts.jsonl';
const RUN = 'run.json';
const MANIFEST = 'manifest.json';
/** Letters, digits and a few marks: a case's name becomes a path, and must not lead out of the run's folder. */
const CASE_NAME = /^[A-Za-z0-9][A-Za-z0-9._@+-]*\/[A-Za-z0-9][A-Za-z0-9._@+-]*$/u;

/** The folder of a run that is under way. */
export interface RunFolder {
  readonly path: string;
  /**
   * Begins the journal of a planned case.
   *
   * @throws {RigFailure} code RUN_FOLDER_UNWRITABLE
   */
  openJournal(caseName: string): JournalWriter;
  /**
   * Keeps the judgement of one case; on disk before it returns.
   *
   * @throws {RigFailure} code RUN_FOLDER_UNWRITABLE
   */
  keep(result: CaseResult): void;
  /**
   * Ends the run: writes run.json and the manifest over every file in the folder, and returns the record. Write
   * reports first if the manifest is to cover them, or call {@link writeManifest} again afterwards.
   *
   * @throws {RigFailure} code RUN_FOLDER_UNWRITABLE
   */
  finish(end: { readonly state: 'finished' | 'interrupted'; readonly finishedAtIso: string }): RunRecord;
}

/** One file that is not what the manifest says. */
export interface ManifestProblem {
  /** Relative to the run's folder, with forward slashes. */
  readonly file: string;
  readonly problem: 'changed' | 'missing' | 'unlisted';
}

/** Where the journal of a case lies, relative to the run's folder: `cases/<bench>/<slug>.journal.jsonl`. */
export function journalFileOf(caseName: string): string {
  assert(CASE_NAME.test(caseName), `a case's name is 'bench/scenario-slug' of letters, digits and ._@+-: ${caseName}`);
  return `cases/${caseName}.journal.jsonl`;
}

/**
 * Makes `<runsFolder>/<plan.id>` and writes the plan into it, before anything else is done.
 *
 * @throws {RigFailure} code RUN_FOLDER_UNWRITABLE, or RUN_EXISTS when there is a run of this id already
 */
export function createRunFolder(runsFolder: string, plan: RunPlan): RunFolder {
  const path = join(runsFolder, plan.id);
  if (existsSync(join(path, PLAN))) {
    const message = `could not begin run ${plan.id}: ${path} holds a run already; choose another id or another --out`;
    throw new RigFailure({ code: 'RUN_EXISTS', blame: 'bench', message, facts: { path } });
  }
  for (const planned of plan.cases) journalFileOf(planned.name);
  writeJson(join(path, PLAN), plan);
  const results: CaseResult[] = [];
  return {
    path,
    openJournal: (caseName) => openJournalFile(join(path, journalFileOf(caseName)), caseName),
    keep(result) {
      results.push(result);
      // Added to, not written anew: with hundreds of cases that would be gigabytes.
      const verdictsPath = join(path, VERDICTS);
      writing(verdictsPath, () => appendFileSync(verdictsPath, `${JSON.stringify(result)}\n`));
    },
    finish(end) {
      const record = collect(path, plan, { results, ...end });
      const cases = record.cases.map(({ events, ...rest }) => ({ ...rest, eventCount: events.length }));
      writeJson(join(path, RUN), { ...record, cases });
      writeManifest(path);
      return record;
    },
  };
}

/**
 * Reads a run from its folder, also one that was killed, and checks every journal's chain on the way.
 *
 * @throws {RigFailure} code RUN_UNREADABLE when the folder holds no run or its files are not ours
 */
export function readRun(folder: string): RunRecord {
  const plan = readJson(join(folder, PLAN)) as RunPlan;
  if (!Array.isArray(plan.cases) || !Array.isArray(plan.requirements)) {
    throw unreadable(join(folder, PLAN), 'it is no plan of a run');
  }
  for (const planned of plan.cases) {
    if (!CASE_NAME.test(planned.name)) throw unreadable(join(folder, PLAN), 'it names a case that cannot be a path');
  }
  const results = readVerdicts(join(folder, VERDICTS));
  const runPath = join(folder, RUN);
  if (!existsSync(runPath)) return collect(folder, plan, { results, state: 'cut-short' });
  const { state, finishedAtIso } = readJson(runPath) as Pick<RunRecord, 'state' | 'finishedAtIso'>;
  return collect(folder, plan, { results, state, ...(finishedAtIso === undefined ? {} : { finishedAtIso }) });
}

/**
 * The run that began last. A folder whose plan can't be read is passed over: one broken run must not hide the others.
 *
 * @returns the path of its folder, or undefined when there is none
 */
export function latestRun(runsFolder: string): string | undefined {
  if (!existsSync(runsFolder)) return undefined;
  const runs = readdirSync(runsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(runsFolder, entry.name, PLAN)))
    .map((entry) => join(runsFolder, entry.name))
    .flatMap((path) => {
      const startedAtIso = startOf(path);
      return startedAtIso === undefined ? [] : [{ path, startedAtIso }];
    })
    .sort((left, right) => order(left.startedAtIso, right.startedAtIso) || order(left.path, right.path));
  return runs.at(-1)?.path;
}

function startOf(path: string): string | undefined {
  try {
    const { startedAtIso } = readJson(join(path, PLAN)) as Partial<RunPlan>;
    return typeof startedAtIso === 'string' ? startedAtIso : undefined;
  } catch (error) {
    if (error instanceof RigFailure) return undefined;
    throw error;
  }
}

/**
 * Writes manifest.json: the SHA-256 of every other file in the folder.
 *
 * @throws {RigFailure} code RUN_FOLDER_UNWRITABLE
 */
export function writeManifest(folder: string): void {
  const files = Object.fromEntries(listFiles(folder).map((file) => [file, digestOf(join(folder, file))]));
  writeJson(join(folder, MANIFEST), { algorithm: 'sha256', files });
}

/**
 * Compares a run's folder with its manifest.
 *
 * @returns what differs; empty when nothing does
 * @throws {RigFailure} code RUN_UNREADABLE when there is no manifest
 */
export function checkManifest(folder: string): readonly ManifestProblem[] {
  const { files } = readJson(join(folder, MANIFEST)) as { readonly files: Readonly<Record<string, string>> };
  if (typeof files !== 'object' || files === null) throw unreadable(join(folder, MANIFEST), 'it is no manifest');
  const present = new Set(listFiles(folder));
  const listed = Object.entries(files).flatMap(([file, digest]): ManifestProblem[] => {
    if (!present.has(file)) return [{ file, problem: 'missing' }];
    return digestOf(join(folder, file)) === digest ? [] : [{ file, problem: 'changed' }];
  });
  const unlisted = [...present].filter((file) => !Object.hasOwn(files, file));
  return [...listed, ...unlisted.map((file): ManifestProblem => ({ file, problem: 'unlisted' }))];
}

function collect(
  folder: string,
  plan: RunPlan,
  end: { readonly results: readonly CaseResult[]; readonly state: RunState; readonly finishedAtIso?: string },
): RunRecord {
  const journals = new Map(
    plan.cases
      .map((planned) => ({ name: planned.name, path: join(folder, journalFileOf(planned.name)) }))
      .filter(({ path }) => existsSync(path))
      .map(({ name, path }) => [name, readJournalFile(path)] as const),
  );
  const record = foldRun(plan, { ...end, journals });
  const withFiles = record.cases.map((each) =>
    journals.has(each.name) ? { ...each, journalFile: journalFileOf(each.name) } : each,
  );
  return { ...record, cases: withFiles };
}

/** Writes beside the target and renames, so that a reader, or a kill, never meets half a file. */
function writeJson(path: string, value: unknown): void {
  writing(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    const half = `${path}.half`;
    writeFileSync(half, `${JSON.stringify(value, undefined, 2)}\n`);
    renameSync(half, path);
  });
}

function readJson(path: string): unknown {
  return parsed(path, readText(path));
}

/** One verdict a line. A last line without its end was being written when the run was killed, and is no verdict. */
function readVerdicts(path: string): readonly CaseResult[] {
  if (!existsSync(path)) return [];
  const lines = readText(path).split('\n').slice(0, -1);
  return lines.map((line) => {
    const verdict = parsed(path, line);
    if (typeof verdict !== 'object' || verdict === null || !('verdict' in verdict)) {
      throw unreadable(path, 'a line is no verdict');
    }
    return verdict as CaseResult;
  });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    throw unreadable(path, code, error);
  }
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw unreadable(path, 'it is not JSON', error);
    throw error;
  }
}

function unreadable(path: string, why: string, cause?: unknown): RigFailure {
  const message = `could not read a run's file ${path} (${why}): give the folder of a run, as runs/<id>`;
  return new RigFailure({ code: 'RUN_UNREADABLE', blame: 'bench', message, facts: { path } }, { cause });
}

function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => file !== MANIFEST && !file.endsWith('.half'))
    .sort(order);
}

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function order(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
