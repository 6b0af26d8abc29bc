import { createHash } from 'node:crypto';

import { failedVerifications, verificationLine } from '../decode/failed-verifications.ts';
import { describeEvents, logLine } from '../decode/event-words.ts';
import type { CaseRecord, Finding, RunRecord, Severity } from '../evidence/run-record.ts';
import { epochMsOf } from './epoch.ts';
import { adverseFindings, requirementIdsOf, severityOf, skipMessage } from './mapping.ts';

/** One file of a folder. */
export interface ReportFile {
  /** Without any folder. */
  readonly fileName: string;
  readonly text: string;
}

type AllureStatus = 'passed' | 'failed' | 'broken' | 'skipped';

const STATUS: Readonly<Record<CaseRecord['verdict'], AllureStatus>> = {
  pass: 'passed',
  fail: 'failed',
  inconclusive: 'broken',
  error: 'broken',
  'not-applicable': 'skipped',
  'not-run': 'skipped',
};

const SEVERITY: Readonly<Record<Severity, string>> = {
  blocker: 'blocker',
  major: 'critical',
  minor: 'minor',
  info: 'trivial',
};

const CATEGORIES = [
  { name: 'The subject does not do as required', matchedStatuses: ['failed'] },
  { name: 'Inconclusive: the bench could not decide', matchedStatuses: ['broken'], messageRegex: 'inconclusive: .*' },
  { name: 'Error: the harness failed', matchedStatuses: ['broken'], messageRegex: 'error: .*' },
  { name: 'Not applicable', matchedStatuses: ['skipped'], messageRegex: 'not applicable: .*' },
  { name: 'Not run', matchedStatuses: ['skipped'], messageRegex: 'not run: .*' },
];

/**
 * A run as a folder of Allure 2 results: a result and a log per case, a container per bench, the environment, the
 * executor and the categories. Identifiers follow from the run and the case, so that the same run gives the same files,
 * and `historyId` from case and subject, so that Allure joins the runs of one product.
 *
 * Copy the `history` folder of the report before into the results before generating, or trends stay empty.
 */
export function renderAllure(run: RunRecord): readonly ReportFile[] {
  const starts = startsOf(run);
  const results = run.cases.flatMap((each, index) => caseFiles(run, { each, startMs: starts[index] ?? 0 }));
  const containers = run.benches.map((bench) => {
    const children = run.cases.filter((each) => each.bench === bench.name).map((each) => uuidOf(run, each.name));
    const uuid = uuidOf(run, `bench ${bench.name}`);
    return json(`${uuid}-container.json`, { uuid, name: bench.name, children, befores: [], afters: [] });
  });
  return [
    ...results,
    ...containers,
    { fileName: 'environment.properties', text: environment(run) },
    json('executor.json', {
      name: 'Touchstone',
      type: 'touchstone',
      buildName: run.id,
      reportName: `Touchstone ${run.id}`,
    }),
    json('categories.json', CATEGORIES),
  ];
}

function caseFiles(run: RunRecord, given: { readonly each: CaseRecord; readonly startMs: number }): ReportFile[] {
  const { each, startMs } = given;
  const uuid = uuidOf(run, each.name);
  const stop = Math.round(startMs + each.durationMs);
  const start = Math.round(startMs);
  const severity = severityOf(each, run);
  const logName = `${uuid}-attachment.txt`;
  const hasLog = each.events.length > 0;
  const result = {
    uuid,
    historyId: digest(`${each.name}\n${run.subject.vendor}\n${run.subject.product}`).slice(0, 32),
    testCaseId: digest(each.name).slice(0, 32),
    fullName: each.name,
    name: each.title,
    status: STATUS[each.verdict],
    stage: 'finished',
    statusDetails: statusDetails(each),
    description: description(each),
    start,
    stop,
    labels: [
      { name: 'parentSuite', value: each.bench },
      { name: 'suite', value: each.scenarioFile },
      { name: 'host', value: each.bench },
      { name: 'framework', value: 'touchstone' },
      { name: 'language', value: 'typescript' },
      ...(severity === undefined ? [] : [{ name: 'severity', value: SEVERITY[severity] }]),
      ...requirementIdsOf(each).map((value) => ({ name: 'tag', value })),
    ],
    links: [],
    parameters: [
      { name: 'bench', value: each.bench },
      { name: 'seed', value: run.seed, excluded: true },
      { name: 'journal', value: `${each.journalState} ${each.headHash}`.trim(), excluded: true },
    ],
    attachments: hasLog ? [{ name: 'log, masked', source: logName, type: 'text/plain' }] : [],
    steps: each.findings.map((finding) => step(finding, { start, stop })),
  };
  const log = describeEvents(each.events).map((words) => logLine(words));
  const files = [json(`${uuid}-result.json`, result)];
  return hasLog ? [...files, { fileName: logName, text: `${log.join('\n')}\n` }] : files;
}

/** Markdown. Hostile text can't become markup in it: Allure escapes HTML, and lines are items of a list. */
function description(each: CaseRecord): string {
  const failed = failedVerifications(each.events).map((one) => `- ${verificationLine(one)}`);
  const unverified = failed.length === 0 ? '' : `\n\nDid not verify:\n\n${failed.join('\n')}`;
  return `Proves ${requirementIdsOf(each).join(', ')}.\n\nRepeat: \`${each.repeatCommand}\`${unverified}`;
}

function statusDetails(each: CaseRecord): object {
  switch (each.verdict) {
    case 'pass':
      return {};
    case 'fail':
    case 'inconclusive':
    case 'error': {
      const [first] = adverseFindings(each);
      const trace = adverseFindings(each).map((finding) => `${finding.check} (${finding.clause}): ${finding.text}`);
      return {
        message: `${each.verdict}: ${each.reason}`,
        trace: [...trace, `repeat: ${each.repeatCommand}`].join('\n'),
        ...(first === undefined ? {} : { expected: first.expected, actual: first.observed }),
      };
    }
    case 'not-applicable':
    case 'not-run':
      return { message: skipMessage(each) };
    default:
      return each.verdict satisfies never;
  }
}

function step(finding: Finding, span: { readonly start: number; readonly stop: number }): object {
  return {
    name: `${finding.requirementIds.join(' ')} ${finding.text}`.trim(),
    status: STATUS[finding.verdict],
    stage: 'finished',
    ...span,
    steps: [],
    attachments: [],
    parameters: [
      { name: 'expected', value: finding.expected },
      { name: 'observed', value: finding.observed },
      { name: 'clause', value: finding.clause },
    ],
  };
}

/** When each case began, epoch milliseconds: as recorded, else one after the other from the run's begin. */
function startsOf(run: RunRecord): readonly number[] {
  let nextMs = epochMsOf(run.startedAtIso) ?? 0;
  return run.cases.map((each) => {
    const startMs = each.startedAtIso === undefined ? nextMs : (epochMsOf(each.startedAtIso) ?? nextMs);
    nextMs = startMs + each.durationMs;
    return startMs;
  });
}

function environment(run: RunRecord): string {
  const values: Readonly<Record<string, string>> = {
    Run: run.id,
    State: run.state,
    Verdict: run.verdict,
    Subject: `${run.subject.vendor} ${run.subject.product} ${run.subject.version}`,
    Benches: run.benches.map((bench) => `${bench.name} (${bench.nature})`).join(', '),
    Commit: run.commit,
    Touchstone: run.versions.touchstone,
    Node: run.versions.node,
    Platform: run.versions.platform,
    PackageLock: run.versions.packageLockDigest,
    Seed: run.seed,
    JournalHash: run.journalHash,
    Nature: 'pre-certification evidence, not an approval',
  };
  return Object.entries(values)
    .map(([key, value]) => `${key} = ${propertyText(value)}\n`)
    .join('');
}

/** A value of a Java properties file: backslashes and line ends would change its meaning. */
function propertyText(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll(/[\r\n]+/gu, ' ');
}

function json(fileName: string, value: unknown): ReportFile {
  return { fileName, text: `${JSON.stringify(value, undefined, 2)}\n` };
}

/** A name-based UUID in the form of version 8, which RFC 9562 leaves to the application. */
function uuidOf(run: RunRecord, name: string): string {
  const hex = digest(`${run.id}\n${name}`);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
