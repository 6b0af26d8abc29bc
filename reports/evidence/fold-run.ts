import type { Verdict } from '#drivers/ports/evidence.ts';
import { runHash } from './chain.ts';
import type { ReadJournal } from './read-journal.ts';
import type {
  CaseRecord,
  CaseResult,
  PlannedCase,
  PlannedRequirement,
  RequirementRow,
  RunPlan,
  RunRecord,
  RunState,
} from './run-record.ts';
import { countVerdicts, isConcluded, worstVerdict } from './verdict.ts';

/** What is known of a run besides its plan. */
export interface RunRemains {
  readonly results: readonly CaseResult[];
  /** By the case's name; a case that never began has none. */
  readonly journals: ReadonlyMap<string, ReadJournal>;
  readonly state: RunState;
  readonly finishedAtIso?: string;
}

/**
 * Makes one record of a run out of its plan and of whatever it left behind. Never gives a pass that nobody saw: a case
 * that never began is not run, one whose journal is unsealed, changed or unjudged is an error, and a run that did not
 * finish is at best inconclusive.
 */
export function foldRun(plan: RunPlan, remains: RunRemains): RunRecord {
  const results = new Map(remains.results.map((result) => [result.name, result]));
  const cases = plan.cases.map((planned) =>
    foldCase(planned, results.get(planned.name), remains.journals.get(planned.name)),
  );
  const requirements = plan.requirements.map((requirement) => foldRequirement(requirement, cases, plan));
  const worst = worstVerdict(cases.map((each) => each.verdict));
  const { id, startedAtIso, commit, versions, seed, benches, subject } = plan;
  return {
    id,
    startedAtIso,
    ...(remains.finishedAtIso === undefined ? {} : { finishedAtIso: remains.finishedAtIso }),
    state: remains.state,
    commit,
    versions,
    seed,
    benches,
    subject,
    cases,
    requirements,
    verdict: remains.state === 'finished' ? worst : worstVerdict([worst, 'inconclusive']),
    counts: {
      cases: countVerdicts(cases.map((each) => each.verdict)),
      requirements: countVerdicts(requirements.map((each) => each.verdict)),
    },
    journalHash: runHash(cases),
  };
}

function foldCase(planned: PlannedCase, result: CaseResult | undefined, journal: ReadJournal | undefined): CaseRecord {
  if (journal === undefined) return foldWithoutJournal(planned, result);
  const evidence = { events: journal.events, journalState: journal.state, headHash: journal.headHash };
  const distrust = reasonForDistrust(planned, result, journal);
  if (result === undefined) {
    const durationMs = journal.events.at(-1)?.atMs ?? 0;
    return { ...unjudged(planned), ...evidence, verdict: 'error', reason: distrust ?? '', durationMs };
  }
  if (distrust === undefined) return { ...result, ...evidence };
  return { ...result, ...evidence, verdict: 'error', reason: distrust };
}

function foldWithoutJournal(planned: PlannedCase, result: CaseResult | undefined): CaseRecord {
  const nothing = { events: [], journalState: 'none' as const };
  if (result === undefined) return { ...unjudged(planned), ...nothing, verdict: 'not-run', reason: 'never begun' };
  // A bench that would not open leaves an error and no journal; what was observed must have one.
  const wasObserved = result.verdict === 'pass' || result.verdict === 'fail' || result.journalFile !== '';
  if (!isConcluded(result.verdict) || !wasObserved) return { ...result, ...nothing };
  return { ...result, ...nothing, verdict: 'error', reason: 'its journal is missing: there is no evidence left' };
}

function unjudged(planned: PlannedCase): Omit<CaseRecord, 'verdict' | 'reason'> {
  return {
    ...planned,
    findings: [],
    events: [],
    journalFile: '',
    journalState: 'none',
    headHash: '',
    durationMs: 0,
  };
}

function reasonForDistrust(
  planned: PlannedCase,
  result: CaseResult | undefined,
  journal: ReadJournal,
): string | undefined {
  if (journal.state === 'broken') {
    return `its journal was changed after it was written: line ${journal.firstBadLine ?? 1} does not continue the chain`;
  }
  if (journal.state === 'cut-short') return 'cut short: its journal has no seal';
  if (journal.caseName !== planned.name) return `its journal is that of another case, ${journal.caseName}`;
  if (result === undefined) return 'cut short: it was recorded, but never judged';
  if (result.headHash !== journal.headHash) return 'its journal is not the one that was judged: the hashes differ';
  return undefined;
}

function foldRequirement(requirement: PlannedRequirement, cases: readonly CaseRecord[], plan: RunPlan): RequirementRow {
  const { id, clause, text, severity, rig } = requirement;
  const naming = cases.filter(
    (each) => each.proves.includes(id) || each.findings.some((finding) => finding.requirementIds.includes(id)),
  );
  const physical = new Set(plan.benches.filter((bench) => bench.nature === 'physical').map((bench) => bench.name));
  const counting = rig === 'hw-only' ? naming.filter((each) => physical.has(each.bench)) : naming;
  const verdict = worstVerdict(counting.flatMap((each) => contribution(each, id)));
  return {
    id,
    clause,
    text,
    severity,
    rig,
    verdict,
    reason: reasonFor(verdict, { namingCount: naming.length, isOutOfReach: rig === 'hw-only' && physical.size === 0 }),
    cases: naming.map((each) => each.name),
  };
}

/**
 * What one case says about one requirement. A case that was meant to prove it and broke down before any check could
 * speak counts with its own verdict, so that a pass elsewhere does not hide it.
 */
function contribution(each: CaseRecord, requirementId: string): readonly Verdict[] {
  const findings = each.findings.filter((finding) => finding.requirementIds.includes(requirementId));
  const isUntrusted = each.journalState !== 'sealed';
  if (isUntrusted || findings.length === 0) {
    const brokeDown = each.verdict === 'error' || each.verdict === 'inconclusive' || each.verdict === 'not-applicable';
    return brokeDown ? [each.verdict] : [];
  }
  return findings.map((finding) => finding.verdict);
}

function reasonFor(verdict: Verdict, facts: { readonly namingCount: number; readonly isOutOfReach: boolean }): string {
  switch (verdict) {
    case 'pass':
      return 'observed as required';
    case 'fail':
      return 'observed otherwise';
    case 'inconclusive':
      return 'the bench could not decide';
    case 'error':
      return 'the harness itself failed';
    case 'not-applicable':
      return 'no bench of this run has the ability that its cases need';
    case 'not-run':
      if (facts.isOutOfReach) return 'needs hardware: no physical bench took part';
      return facts.namingCount === 0 ? 'no case of this run proves it' : 'its cases left no evidence for it';
    default:
      return verdict satisfies never;
  }
}
