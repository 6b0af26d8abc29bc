import type { Recorded, Verdict } from '#drivers/ports/evidence.ts';
import type { Identity } from '#drivers/ports/terminal.ts';
import type { JournalState } from './read-journal.ts';
import type { VerdictCounts } from './verdict.ts';

/** How a run ended: by itself, by an operator's interruption, or by being killed. */
export type RunState = 'finished' | 'interrupted' | 'cut-short';

/** How serious it is when a requirement does not hold. */
export type Severity = 'blocker' | 'major' | 'minor' | 'info';

/** Which bench can prove a requirement: a simulated one too, in part, or only hardware. */
export type RequiredRig = 'sim-and-hw' | 'sim-partial-hw-for-physical' | 'hw-only';

/** What made this run, so that it can be made again. */
export interface RunVersions {
  readonly touchstone: string;
  readonly node: string;
  /** Operating system and processor, such as 'linux x64'. */
  readonly platform: string;
  /** SHA-256 of the package lock, hexadecimal. */
  readonly packageLockDigest: string;
}

/** A bench as the report presents it. */
export interface BenchRecord {
  readonly name: string;
  readonly nature: 'simulated' | 'loopback' | 'physical';
  readonly description: string;
  readonly whatIsSimulated: readonly string[];
  readonly whatIsReal: readonly string[];
}

/** One judgement of one check, or of one expectation of the scenario. */
export interface Finding {
  /** Name of the check. */
  readonly check: string;
  /** Document and clause that it rests on. */
  readonly clause: string;
  readonly requirementIds: readonly string[];
  readonly verdict: Verdict;
  /** What is lawful, in words; masked. */
  readonly expected: string;
  /** What was seen, in words; masked. */
  readonly observed: string;
  /** The event that shows it, when a single one does. */
  readonly eventIndex?: number;
  /** One sentence for a reader who sees nothing else. */
  readonly text: string;
}

/** What a case is, before it is run. */
export interface PlannedCase {
  /** 'bench/scenario-slug', unique in the run. */
  readonly name: string;
  readonly title: string;
  /** Path of the scenario's file, relative to the project. */
  readonly scenarioFile: string;
  /** Name of the bench. */
  readonly bench: string;
  /** Ids of the requirements that the case is meant to prove. */
  readonly proves: readonly string[];
  /** The command that repeats exactly this case. */
  readonly repeatCommand: string;
}

/** How a case was judged; its events are in its journal. */
export interface CaseResult extends PlannedCase {
  readonly verdict: Verdict;
  /** Why the verdict is what it is, in one sentence. */
  readonly reason: string;
  readonly findings: readonly Finding[];
  /** Path of the journal relative to the run's folder; empty when the case never began. */
  readonly journalFile: string;
  /** Head hash of the journal that was judged; empty when the case never began. */
  readonly headHash: string;
  /** On the bench's clock. */
  readonly durationMs: number;
  /** When the case began, on the wall clock. */
  readonly startedAtIso?: string;
}

/** A case with its evidence. */
export interface CaseRecord extends CaseResult {
  readonly events: readonly Recorded[];
  /** `none` when the case never began, and nothing was recorded. */
  readonly journalState: JournalState | 'none';
}

/** A requirement as it was brought to the run. */
export interface PlannedRequirement {
  readonly id: string;
  /** Document, version and clause. */
  readonly clause: string;
  /** In our own words. */
  readonly text: string;
  readonly severity: Severity;
  readonly rig: RequiredRig;
}

/** A requirement with what the run says about it. */
export interface RequirementRow extends PlannedRequirement {
  readonly verdict: Verdict;
  /** Why, in one sentence. */
  readonly reason: string;
  /** Names of the cases that name this requirement, in the order of the run. */
  readonly cases: readonly string[];
}

/** What is common to a run that is planned and one that is over. */
export interface RunFacts {
  readonly id: string;
  readonly startedAtIso: string;
  /** Git commit of the project, with '+changes' when the checkout was not clean. */
  readonly commit: string;
  readonly versions: RunVersions;
  readonly seed: string;
  readonly benches: readonly BenchRecord[];
  /** What was under test. */
  readonly subject: Identity;
}

/** What is written before anything is done. */
export interface RunPlan extends RunFacts {
  readonly state: 'running';
  /** Process that does the run. */
  readonly pid: number;
  readonly cases: readonly PlannedCase[];
  readonly requirements: readonly PlannedRequirement[];
}

/** Everything that a report needs: a run, its cases, its evidence and what follows from it. */
export interface RunRecord extends RunFacts {
  readonly state: RunState;
  readonly finishedAtIso?: string;
  readonly cases: readonly CaseRecord[];
  readonly requirements: readonly RequirementRow[];
  /** The worst of the cases; at best inconclusive when the run did not finish. */
  readonly verdict: Verdict;
  readonly counts: { readonly cases: VerdictCounts; readonly requirements: VerdictCounts };
  /** SHA-256 over the names and head hashes of all cases. */
  readonly journalHash: string;
}
