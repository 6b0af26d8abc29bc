import type { CaseRecord, RunRecord } from '../evidence/run-record.ts';
import { VERDICTS } from '../evidence/verdict.ts';
import type { VerdictCounts } from '../evidence/verdict.ts';
import { adverseFindings, requirementIdsOf } from './mapping.ts';

const SHOWN_MAX = 12;

/** What else the last lines can tell. */
export interface SummaryOptions {
  /** Path of the report that a person reads. */
  readonly reportPath?: string;
}

/**
 * The last lines of a run for a terminal: what went wrong and how to repeat it, then the counts, and the verdict last,
 * where the eye is. Plain text, ends with a line feed; control characters are taken out of everything.
 */
export function renderSummary(run: RunRecord, options: SummaryOptions = {}): string {
  const adverse = run.cases.filter((each) => ['error', 'fail', 'inconclusive'].includes(each.verdict));
  const ordered = VERDICTS.flatMap((verdict) => adverse.filter((each) => each.verdict === verdict));
  const hidden = ordered.length - SHOWN_MAX;
  const blocks = [
    ...ordered.slice(0, SHOWN_MAX).flatMap((each) => [...adverseLines(each), '']),
    ...(hidden > 0 ? [`… and ${hidden} more in the report`, ''] : []),
    `cases         ${countWords(run.cases.length, run.counts.cases)}`,
    `requirements  ${countWords(run.requirements.length, run.counts.requirements)}`,
    ...(run.state === 'finished' ? [] : [`run           ${run.state}: what did not run says nothing`]),
    `evidence      ${run.journalHash}`,
    ...(options.reportPath === undefined ? [] : [`report        ${options.reportPath}`]),
    `verdict       ${run.verdict.toUpperCase()}  ${run.subject.vendor} ${run.subject.product} ${run.subject.version}, run ${run.id}`,
    '              pre-certification evidence, not an approval',
  ];
  return `${blocks.map((line) => plain(line)).join('\n')}\n`;
}

function adverseLines(each: CaseRecord): readonly string[] {
  const [finding] = adverseFindings(each);
  const ids = requirementIdsOf(each);
  return [
    `${each.verdict.padEnd(13)} ${each.name}  ${each.title}`,
    `              ${each.reason}`,
    ...(finding === undefined
      ? []
      : [`              expected  ${finding.expected}`, `              observed  ${finding.observed}`]),
    ...(ids.length === 0 ? [] : [`              concerns  ${ids.join(' ')}`]),
    `              repeat    ${each.repeatCommand}`,
  ];
}

function countWords(total: number, counts: VerdictCounts): string {
  const parts = VERDICTS.filter((verdict) => counts[verdict] > 0).map(
    (verdict) => `${counts[verdict]} ${verdict.replaceAll('-', ' ')}`,
  );
  return `${total}${parts.length === 0 ? '' : `: ${parts.join(', ')}`}`;
}

function plain(line: string): string {
  return line.replaceAll(/\p{Cc}+/gu, ' ').trimEnd();
}
