import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { Recorded } from '#drivers/ports/evidence.ts';
import { chainHash } from './chain.ts';
import { checkManifest, createRunFolder, journalFileOf, latestRun, readRun } from './run-folder.ts';
import type { RunFolder } from './run-folder.ts';
import type { BenchRecord, CaseResult, PlannedCase, RunPlan } from './run-record.ts';
import { temporaryFolder } from './temporary-folder.fixture.ts';

const EVENTS: readonly Recorded[] = [
  { kind: 'step', text: 'buy', index: 0, atMs: 0 },
  { kind: 'display', text: 'Approved', index: 1, atMs: 812 },
];

const SIM: BenchRecord = {
  name: 'sim',
  nature: 'simulated',
  description: '',
  whatIsSimulated: ['card'],
  whatIsReal: ['terminal'],
};

function planned(slug: string, proves: readonly string[] = ['REQ-1']): PlannedCase {
  return { name: `sim/${slug}`, title: slug, scenarioFile: 's.ts', bench: 'sim', proves, repeatCommand: `run ${slug}` };
}

function planOf(changes: Partial<RunPlan> = {}): RunPlan {
  return {
    state: 'running',
    pid: 1,
    id: 'run-1',
    startedAtIso: '2026-11-22T01:30:00.000Z',
    commit: 'abc',
    versions: { touchstone: '0.1.0', node: '24', platform: 'linux x64', packageLockDigest: '00' },
    seed: 's',
    benches: [SIM],
    subject: { vendor: 'v', product: 'p', version: '1' },
    cases: [planned('first'), planned('second')],
    requirements: [{ id: 'REQ-1', clause: 'c', text: 't', severity: 'blocker', rig: 'sim-and-hw' }],
    ...changes,
  };
}

function resultOf(each: PlannedCase, changes: Partial<CaseResult> = {}): CaseResult {
  const finding = { check: 'c', clause: 'c', requirementIds: each.proves, expected: 'e', observed: 'o', text: 't' };
  return {
    ...each,
    verdict: 'pass',
    reason: 'observed as required',
    findings: [{ ...finding, verdict: changes.verdict ?? 'pass' }],
    journalFile: journalFileOf(each.name),
    headHash: chainHash(each.name, EVENTS),
    durationMs: 812,
    ...changes,
  };
}

function folderOf(plan: RunPlan): RunFolder {
  return createRunFolder(temporaryFolder(), plan);
}

function record(folder: RunFolder, each: PlannedCase): void {
  using journal = folder.openJournal(each.name);
  for (const event of EVENTS) journal.append(event);
  journal.seal();
}

function runWhole(folder: RunFolder, each: PlannedCase, changes: Partial<CaseResult> = {}): void {
  record(folder, each);
  folder.keep(resultOf(each, changes));
}

const END = { state: 'finished', finishedAtIso: '2026-11-22T01:31:00.000Z' } as const;

describe('the folder of a run', () => {
  test('gives back the record that was made when the run finished', () => {
    const folder = folderOf(planOf());
    for (const each of planOf().cases) runWhole(folder, each);
    const finished = folder.finish(END);
    expect(finished).toMatchObject({ state: 'finished', verdict: 'pass', finishedAtIso: END.finishedAtIso });
    expect(readRun(folder.path)).toEqual(finished);
  });

  test('holds the plan before anything else happens', () => {
    const folder = folderOf(planOf());
    expect(JSON.parse(readFileSync(join(folder.path, 'plan.json'), 'utf8'))).toMatchObject({
      state: 'running',
      pid: 1,
    });
  });

  test('folds a run that was killed in the middle of its second case', () => {
    const folder = folderOf(planOf({ cases: [planned('first'), planned('second'), planned('third')] }));
    runWhole(folder, planned('first'));
    using journal = folder.openJournal('sim/second');
    journal.append(EVENTS[0] ?? ({} as Recorded));

    const run = readRun(folder.path);
    expect(run.state).toBe('cut-short');
    expect(run.cases.map((each) => [each.verdict, each.journalState])).toEqual([
      ['pass', 'sealed'],
      ['error', 'cut-short'],
      ['not-run', 'none'],
    ]);
    expect(run.cases[1]?.reason).toMatch(/^cut short/u);
    expect(run.requirements[0]?.verdict).toBe('error');
  });

  test('is at best inconclusive when it was killed between two cases that passed', () => {
    const folder = folderOf(planOf());
    runWhole(folder, planned('first'));
    expect(readRun(folder.path).verdict).toBe('inconclusive');
  });

  test('does not believe the verdict on a journal that was changed afterwards', () => {
    const folder = folderOf(planOf());
    for (const each of planOf().cases) runWhole(folder, each);
    folder.finish(END);
    const path = join(folder.path, journalFileOf('sim/second'));
    writeFileSync(path, readFileSync(path, 'utf8').replace('Approved', 'Declined'));

    const run = readRun(folder.path);
    expect(run.cases[1]).toMatchObject({ verdict: 'error', journalState: 'broken' });
    expect(run.verdict).toBe('error');
    expect(checkManifest(folder.path)).toEqual([{ file: 'cases/sim/second.journal.jsonl', problem: 'changed' }]);
  });

  test('does not believe a verdict whose journal was exchanged for another whole one', () => {
    const folder = folderOf(planOf());
    runWhole(folder, planned('first'), { headHash: '0'.repeat(64) });
    expect(readRun(folder.path).cases[0]).toMatchObject({ verdict: 'error', journalState: 'sealed' });
  });

  test('does not believe a verdict whose journal is gone', () => {
    const folder = folderOf(planOf());
    runWhole(folder, planned('first'));
    rmSync(join(folder.path, journalFileOf('sim/first')));
    expect(readRun(folder.path).cases[0]).toMatchObject({ verdict: 'error', journalState: 'none' });
  });

  test('believes no pass that names no journal, but does believe an error of a bench that would not open', () => {
    const folder = folderOf(planOf());
    folder.keep(resultOf(planned('first'), { journalFile: '', headHash: '' }));
    folder.keep(resultOf(planned('second'), { journalFile: '', headHash: '', verdict: 'inconclusive', findings: [] }));
    expect(readRun(folder.path).cases.map((each) => each.verdict)).toEqual(['error', 'inconclusive']);
  });

  test('reads what was judged before a verdict that was cut short', () => {
    const folder = folderOf(planOf());
    folder.keep(resultOf(planned('first'), { journalFile: '', headHash: '' }));
    const path = join(folder.path, 'verdicts.jsonl');
    const whole = readRun(folder.path).cases.map((each) => each.verdict);
    appendFileSync(path, '{"name":"sim/second","verdict":"pa');
    expect(readRun(folder.path).cases.map((each) => each.verdict)).toEqual(whole);
    appendFileSync(path, '\n');
    expect(() => readRun(folder.path)).toThrow(/verdicts\.jsonl \(it is not JSON\)/u);
  });

  test('lists every file in its manifest and notices added and missing ones', () => {
    const folder = folderOf(planOf());
    for (const each of planOf().cases) runWhole(folder, each);
    folder.finish(END);
    expect(checkManifest(folder.path)).toEqual([]);
    appendFileSync(join(folder.path, 'note.txt'), 'hello');
    rmSync(join(folder.path, 'verdicts.jsonl'));
    expect(checkManifest(folder.path)).toEqual([
      { file: 'verdicts.jsonl', problem: 'missing' },
      { file: 'note.txt', problem: 'unlisted' },
    ]);
  });

  test('refuses to write over a run that is there', () => {
    const runs = temporaryFolder();
    createRunFolder(runs, planOf());
    expect(() => createRunFolder(runs, planOf())).toThrow(expect.objectContaining({ code: 'RUN_EXISTS' }));
  });

  test('refuses names of cases that would lead out of it', () => {
    const runs = temporaryFolder();
    expect(() => createRunFolder(runs, planOf({ cases: [{ ...planned('x'), name: '../evil' }] }))).toThrow(/name/u);
    expect(existsSync(join(runs, 'run-1'))).toBe(false);
  });

  test('is found as the latest by when it began, not by its name', () => {
    const runs = temporaryFolder();
    createRunFolder(runs, planOf({ id: 'z', startedAtIso: '2026-11-20T00:00:00.000Z' }));
    createRunFolder(runs, planOf({ id: 'a', startedAtIso: '2026-11-22T00:00:00.000Z' }));
    expect(latestRun(runs)).toBe(join(runs, 'a'));
    mkdirSync(join(runs, 'broken'));
    writeFileSync(join(runs, 'broken', 'plan.json'), '{"half');
    expect(latestRun(runs)).toBe(join(runs, 'a'));
    expect(latestRun(join(runs, 'nowhere'))).toBeUndefined();
  });

  test('says that a folder without a plan is no run', () => {
    expect(() => readRun(temporaryFolder())).toThrow(expect.objectContaining({ code: 'RUN_UNREADABLE' }));
  });
});

describe('the verdict of a requirement', () => {
  function verdictFor(
    requirement: Partial<RunPlan['requirements'][number]>,
    results: readonly Partial<CaseResult>[],
  ): string {
    const cases = results.map((_, index) => planned(`case-${index}`));
    const base = { id: 'REQ-1', clause: 'c', text: 't', severity: 'blocker', rig: 'sim-and-hw' } as const;
    const folder = folderOf(planOf({ cases, requirements: [{ ...base, ...requirement }] }));
    for (const [index, each] of cases.entries()) runWhole(folder, each, results[index]);
    return folder.finish(END).requirements[0]?.verdict ?? '';
  }

  test('is the worst of its findings', () => {
    expect(verdictFor({}, [{ verdict: 'pass' }, { verdict: 'fail' }, { verdict: 'inconclusive' }])).toBe('fail');
  });

  test('is not run when no finding speaks about it', () => {
    expect(verdictFor({ id: 'REQ-2' }, [{ verdict: 'pass' }])).toBe('not-run');
  });

  test('needs hardware when only hardware can prove it, whatever a simulated case says', () => {
    expect(verdictFor({ rig: 'hw-only' }, [{ verdict: 'pass' }])).toBe('not-run');
    expect(verdictFor({ rig: 'hw-only' }, [{ verdict: 'fail' }])).toBe('not-run');
  });

  test('is not a pass when another case that should prove it broke down before any finding', () => {
    expect(verdictFor({}, [{ verdict: 'pass' }, { verdict: 'error', findings: [] }])).toBe('error');
  });

  test('is not applicable when all its cases are', () => {
    expect(verdictFor({}, [{ verdict: 'not-applicable', findings: [] }])).toBe('not-applicable');
  });
});
