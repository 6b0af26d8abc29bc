import { failedVerifications, verificationLine } from '../decode/failed-verifications.ts';
import type { CaseRecord, RunRecord } from '../evidence/run-record.ts';
import { adverseFindings, requirementIdsOf, skipMessage, slugOf } from './mapping.ts';

/**
 * A run as JUnit XML in the dialect that Jenkins checks (junit-10.xsd): a suite per bench, a test case per case. The
 * name of a test case begins with the first requirement that it proves, so that it stays the same from run to run.
 *
 * Verdicts: pass is a plain test case, fail is a failure, inconclusive and error are errors, not applicable and not run
 * are skipped; the `type` or the message tells which.
 */
export function renderJunit(run: RunRecord): string {
  const suites = run.benches.map((bench) => ({
    bench,
    cases: run.cases.filter((each) => each.bench === bench.name),
  }));
  const attributes = attributesOf({
    name: `touchstone ${run.id}`,
    tests: String(run.cases.length),
    failures: String(count(run.cases, ['fail'])),
    errors: String(count(run.cases, ['error', 'inconclusive'])),
    time: seconds(total(run.cases)),
  });
  // `skipped` is not allowed on the outermost element of this dialect.
  const body = suites.map(({ bench, cases }) => suite(run, { name: bench.name, nature: bench.nature, cases }));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes}>\n${body.join('')}</testsuites>\n`;
}

function suite(
  run: RunRecord,
  given: { readonly name: string; readonly nature: string; readonly cases: readonly CaseRecord[] },
): string {
  const { name, nature, cases } = given;
  const attributes = attributesOf({
    name: `${name} (${nature})`,
    tests: String(cases.length),
    failures: String(count(cases, ['fail'])),
    errors: String(count(cases, ['error', 'inconclusive'])),
    skipped: String(count(cases, ['not-run', 'not-applicable'])),
    time: seconds(total(cases)),
    timestamp: run.startedAtIso.replace(/(\.\d+)?Z$/u, ''),
    hostname: name,
  });
  const ids = new Set(cases.flatMap((each) => requirementIdsOf(each)));
  const facts: readonly (readonly [string, string])[] = [
    ['run.id', run.id],
    ['run.state', run.state],
    ['run.verdict', run.verdict],
    ['run.commit', run.commit],
    ['run.seed', run.seed],
    ['run.journalHash', run.journalHash],
    ['subject.vendor', run.subject.vendor],
    ['subject.product', run.subject.product],
    ['subject.version', run.subject.version],
    ...run.requirements.filter((row) => ids.has(row.id)).map((row) => [`requirement.${row.id}`, row.verdict] as const),
  ];
  const properties = facts.map(([key, value]) => `      <property${attributesOf({ name: key, value })}/>\n`).join('');
  const tests = cases.map((each) => testCase(each)).join('');
  return `  <testsuite${attributes}>\n    <properties>\n${properties}    </properties>\n${tests}  </testsuite>\n`;
}

function testCase(each: CaseRecord): string {
  const id = requirementIdsOf(each)[0];
  const attributes = attributesOf({
    name: id === undefined ? each.title : `${id} ${each.title}`,
    classname: `${each.bench}.${slugOf(each)}`,
    time: seconds(each.durationMs),
  });
  return `    <testcase${attributes}>\n${outcome(each)}${systemOut(each)}    </testcase>\n`;
}

function outcome(each: CaseRecord): string {
  switch (each.verdict) {
    case 'pass':
      return '';
    case 'fail':
    case 'inconclusive':
    case 'error': {
      const element = each.verdict === 'fail' ? 'failure' : 'error';
      const attributes = attributesOf({ type: `verdict.${each.verdict}`, message: each.reason });
      return `      <${element}${attributes}>${textOf(detail(each))}</${element}>\n`;
    }
    case 'not-applicable':
    case 'not-run':
      return `      <skipped${attributesOf({ message: skipMessage(each) })}/>\n`;
    default:
      return each.verdict satisfies never;
  }
}

function detail(each: CaseRecord): string {
  const findings = adverseFindings(each).map(
    (finding) =>
      `${finding.check} (${finding.clause}): ${finding.text}\n  expected: ${finding.expected}\n  observed: ${finding.observed}`,
  );
  return [each.reason, ...findings, `repeat: ${each.repeatCommand}`].join('\n');
}

function systemOut(each: CaseRecord): string {
  const lines = [
    `requirements: ${requirementIdsOf(each).join(' ')}`,
    `scenario: ${each.scenarioFile}`,
    `repeat: ${each.repeatCommand}`,
    ...failedVerifications(each.events).map((failed) => `did not verify: ${verificationLine(failed)}`),
    ...(each.journalFile === ''
      ? []
      : [`journal: ${each.journalState}, head ${each.headHash}`, `[[ATTACHMENT|${each.journalFile}]]`]),
  ];
  return `      <system-out>${textOf(lines.join('\n'))}</system-out>\n`;
}

function count(cases: readonly CaseRecord[], verdicts: readonly CaseRecord['verdict'][]): number {
  return cases.filter((each) => verdicts.includes(each.verdict)).length;
}

function total(cases: readonly CaseRecord[]): number {
  return cases.reduce((sum, each) => sum + each.durationMs, 0);
}

function seconds(durationMs: number): string {
  return (durationMs / 1000).toFixed(3);
}

function attributesOf(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${textOf(value).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`)
    .join('');
}

/** XML 1.0 has no way to write most control characters, not even as references: they become U+FFFD. */
function textOf(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/(?![\t\n\r])[\p{Cc}\ufffe\uffff]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
