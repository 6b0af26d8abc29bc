import type { Verdict } from '#drivers/ports/evidence.ts';
import type { CaseRecord, Finding, RunRecord, Severity } from '../evidence/run-record.ts';

const SEVERITIES: readonly Severity[] = ['blocker', 'major', 'minor', 'info'];

/** 'not applicable: …' and 'not run: …', as both JUnit and Allure tell skipped cases apart by their message. */
export function skipMessage(each: CaseRecord): string {
  return `${each.verdict === 'not-applicable' ? 'not applicable' : 'not run'}: ${each.reason}`;
}

/** Findings that speak against the subject or that could not be decided, worst first. */
export function adverseFindings(each: CaseRecord): readonly Finding[] {
  const order: readonly Verdict[] = ['error', 'fail', 'inconclusive'];
  return order.flatMap((verdict) => each.findings.filter((finding) => finding.verdict === verdict));
}

/** The ids that a case proves or that its findings name, each once. */
export function requirementIdsOf(each: CaseRecord): readonly string[] {
  return [...new Set([...each.proves, ...each.findings.flatMap((finding) => finding.requirementIds)])];
}

/** The gravest severity among a case's requirements; undefined when it names none of the run's. */
export function severityOf(each: CaseRecord, run: RunRecord): Severity | undefined {
  const ids = new Set(requirementIdsOf(each));
  const found = new Set(run.requirements.filter((row) => ids.has(row.id)).map((row) => row.severity));
  return SEVERITIES.find((severity) => found.has(severity));
}

/** 'bench/slug' without its bench. */
export function slugOf(each: CaseRecord): string {
  return each.name.slice(each.name.indexOf('/') + 1);
}
