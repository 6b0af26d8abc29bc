import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import Ajv2020 from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { validateXML } from 'xmllint-wasm';

import type { RunRecord } from '../evidence/run-record.ts';
import { sampleRun } from '../site/sample-run.fixture.ts';
import { renderAllure } from './allure.ts';
import { epochMsOf } from './epoch.ts';
import { renderJunit } from './junit.ts';
import { renderSummary } from './summary.ts';

/** A folder with public schemas: `junit/jenkins-junit-10.xsd`, `allure/allure-result.schema.json` … */
const SCHEMAS = process.env['TOUCHSTONE_SCHEMAS'];
const WHY_SKIPPED = SCHEMAS === undefined ? ' (skipped: TOUCHSTONE_SCHEMAS names no folder of schemas)' : '';

const HOSTILE = '"><script>alert(1)</script>&\u0000\u001b[31m\ud800 ]]> \'--';

/** A run in which everything that can be text is hostile text. */
function hostileRun(): RunRecord {
  const finding = { text: HOSTILE, expected: HOSTILE, observed: HOSTILE, clause: HOSTILE, check: HOSTILE };
  const run = sampleRun([
    { name: 'hostile', title: HOSTILE, verdict: 'fail', reason: HOSTILE, proves: [HOSTILE], findings: [finding] },
  ]);
  return { ...run, seed: HOSTILE, subject: { vendor: HOSTILE, product: HOSTILE, version: HOSTILE } };
}

describe('JUnit', () => {
  test.skipIf(SCHEMAS === undefined).each([
    ['the sample run', sampleRun()],
    ['a run full of hostile text', hostileRun()],
  ])(`of %s is valid by the schema that Jenkins uses${WHY_SKIPPED}`, async (_, run) => {
    const schema = readFileSync(join(SCHEMAS ?? '', 'junit', 'jenkins-junit-10.xsd'), 'utf8');
    const xml = [{ fileName: 'junit.xml', contents: renderJunit(run) }];
    const { valid, errors } = await validateXML({ xml, schema: [schema] });
    expect(errors).toEqual([]);
    expect(valid).toBe(true);
  });

  test('is well-formed XML also with hostile text in every name', async () => {
    // A schema that allows anything leaves only the parser to complain.
    const anything =
      '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="testsuites" type="xs:anyType"/></xs:schema>';
    const xml = [{ fileName: 'junit.xml', contents: renderJunit(hostileRun()) }];
    expect((await validateXML({ xml, schema: [anything] })).errors).toEqual([]);
  });

  test('counts failures, errors and skipped ones by the mapping of verdicts', () => {
    const xml = renderJunit(sampleRun());
    expect(xml).toContain(
      '<testsuites name="touchstone 2026-11-22-0130-q7f2" tests="14" failures="2" errors="3" time="373',
    );
    expect(xml).toMatch(
      /<testsuite name="loopback \(loopback\)" tests="7" failures="1" errors="2" skipped="1" time="\d+\.\d{3}"/u,
    );
  });

  test.each([
    [
      'sim/late-answer',
      /<failure type="verdict\.fail" message="the sale was shown as approved 1 s after its reversal">/u,
    ],
    ['sim/two-cards', /<error type="verdict\.inconclusive" message="the arm lost its reference/u],
    ['loopback/expired-card', /<error type="verdict\.error" message="cut short/u],
    ['sim/low-battery', /<skipped message="not applicable: the bench has no battery/u],
  ])('tells %s by its element', (name, element) => {
    const [bench, slug] = name.split('/');
    const xml = renderJunit(sampleRun());
    const start = xml.indexOf(`classname="${bench}.${slug}"`);
    expect(xml.slice(start, xml.indexOf('</testcase>', start))).toMatch(element);
  });

  test('begins the name of a test case with the requirement that it proves', () => {
    expect(renderJunit(sampleRun())).toContain(
      '<testcase name="ISO8583-LATE-1 does not approve on an answer after the timer"',
    );
  });

  test('has no skipped count on the outermost element, which the dialect forbids', () => {
    expect(/<testsuites[^>]*>/u.exec(renderJunit(sampleRun()))?.[0]).not.toContain('skipped');
  });
});

describe('Allure', () => {
  const files = renderAllure(sampleRun());
  const parsed = (ending: string): readonly Record<string, unknown>[] =>
    files
      .filter((file) => file.fileName.endsWith(ending))
      .map((file) => JSON.parse(file.text) as Record<string, unknown>);

  test.skipIf(SCHEMAS === undefined).each([
    ['-result.json', 'allure-result'],
    ['-container.json', 'allure-container'],
    ['executor.json', 'allure-executor'],
    ['categories.json', 'allure-categories'],
  ])(`files *%s are valid by their schema${WHY_SKIPPED}`, (ending, schemaName) => {
    const text = readFileSync(join(SCHEMAS ?? '', 'allure', `${schemaName}.schema.json`), 'utf8');
    const ajv = new Ajv2020.default({ formats: { uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u } });
    const validate = ajv.compile(JSON.parse(text) as object);
    for (const value of parsed(ending)) {
      validate(value);
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  test('maps verdicts to statuses, and tells inconclusive from error by the message', () => {
    const results = new Map(parsed('-result.json').map((result) => [result['fullName'], result]));
    const of = (name: string): unknown => {
      const { status, statusDetails } = results.get(name) ?? {};
      return [status, ((statusDetails as { message?: string })?.message ?? '').split(':')[0]];
    };
    expect(of('sim/purchase-approved')).toEqual(['passed', '']);
    expect(of('sim/late-answer')).toEqual(['failed', 'fail']);
    expect(of('sim/two-cards')).toEqual(['broken', 'inconclusive']);
    expect(of('loopback/expired-card')).toEqual(['broken', 'error']);
    expect(of('sim/low-battery')).toEqual(['skipped', 'not applicable']);
  });

  test('names each attachment that it refers to as a file', () => {
    const names = new Set(files.map((file) => file.fileName));
    const sources = parsed('-result.json').flatMap((result) =>
      (result['attachments'] as { source: string }[]).map((a) => a.source),
    );
    expect(sources.length).toBeGreaterThan(0);
    expect(sources.filter((source) => !names.has(source))).toEqual([]);
  });

  test('puts the children of a container after results that exist', () => {
    const uuids = new Set(parsed('-result.json').map((result) => result['uuid']));
    const children = parsed('-container.json').flatMap((container) => container['children'] as string[]);
    expect(children.filter((child) => !uuids.has(child))).toEqual([]);
    expect(children).toHaveLength(14);
  });

  test('keeps the history of a case across runs, and its files apart', () => {
    const other = renderAllure({ ...sampleRun(), id: 'another-run' }).find((file) =>
      file.fileName.endsWith('-result.json'),
    );
    const [mine] = parsed('-result.json');
    const theirs = JSON.parse(other?.text ?? '') as Record<string, unknown>;
    expect(theirs['historyId']).toBe(mine?.['historyId']);
    expect(theirs['uuid']).not.toBe(mine?.['uuid']);
  });

  test('begins at the time of the run, in milliseconds since 1970', () => {
    expect(parsed('-result.json')[0]?.['start']).toBe(1_795_311_000_000);
  });
});

describe('the summary', () => {
  test('ends with the verdict and says how to repeat each failure', () => {
    const lines = renderSummary(sampleRun(), { reportPath: 'runs/latest/report.html' }).trimEnd().split('\n');
    expect(lines.at(-2)).toBe('verdict       ERROR  Touchstone reference mPOS 0.1.0, run 2026-11-22-0130-q7f2');
    expect(lines).toContain('cases         14: 1 error, 2 fail, 2 inconclusive, 7 pass, 2 not applicable');
    expect(lines).toContain('report        runs/latest/report.html');
    expect(lines.filter((line) => line.trimStart().startsWith('repeat'))).toHaveLength(5);
  });

  test('lets no control character of a device reach the terminal', () => {
    expect(renderSummary(hostileRun()).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  });
});

describe('times without a clock', () => {
  // Expected values from GNU date.
  test.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2000-02-29T12:00:00.250Z', 951_825_600_250],
    ['2026-11-22T01:30:00.1Z', 1_795_311_000_100],
    ['2100-03-01T00:00:00Z', 4_107_542_400_000],
  ])('put %s at %d ms', (iso, epochMs) => {
    expect(epochMsOf(iso)).toBe(epochMs);
  });

  test('are undefined for anything else', () => {
    expect(epochMsOf('yesterday')).toBeUndefined();
  });
});
