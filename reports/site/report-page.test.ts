import { createHash } from 'node:crypto';
import { Script } from 'node:vm';

import { describe, expect, test } from 'vitest';

import type { RunRecord } from '../evidence/run-record.ts';
import { escapeHtml, html, jsonForScript } from './html.ts';
import { caseVerdictFor, durationWords } from './matrix-section.ts';
import { pageModel } from './page-model.ts';
import type { PageModel } from './page-model.ts';
import { renderReportPage } from './report-page.ts';
import { masked, purchaseEvents, recorded } from './sample-events.fixture.ts';
import { sampleRun } from './sample-run.fixture.ts';

const HOSTILE = '"><img src=x onerror=alert(1)></script><script>alert(2)</script><!--\u2028';

function hostileRun(): RunRecord {
  const events = recorded([
    { kind: 'display', text: HOSTILE, atMs: 1 },
    { kind: 'bus', topic: HOSTILE, payload: masked(HOSTILE), atMs: 2 },
    { kind: 'kernel', step: HOSTILE, facts: { [HOSTILE]: masked(HOSTILE) }, atMs: 3 },
  ]);
  const finding = { text: HOSTILE, expected: HOSTILE, observed: HOSTILE, clause: HOSTILE, check: HOSTILE };
  const run = sampleRun([
    {
      name: 'hostile',
      title: HOSTILE,
      verdict: 'fail',
      reason: HOSTILE,
      proves: [HOSTILE],
      findings: [finding],
      events,
    },
  ]);
  const requirements = run.requirements.map((row) => ({ ...row, text: HOSTILE, clause: HOSTILE }));
  return { ...run, requirements, seed: HOSTILE, subject: { vendor: HOSTILE, product: HOSTILE, version: HOSTILE } };
}

function embeddedModel(page: string): PageModel {
  const text = /<script type="application\/json" id="model">(.*?)<\/script>/su.exec(page)?.[1] ?? '';
  return JSON.parse(text) as PageModel;
}

describe('the report page', () => {
  const page = renderReportPage(sampleRun());

  test('opens with the verdict, the run and its limits, and says what was simulated and what was real', () => {
    const opening = page.slice(page.indexOf('<main'), page.indexOf('id="requirements"'));
    for (const text of [
      'Error: the harness',
      'not an approval',
      'PN532 reader, at the wire',
      'StandardFirmata machine code',
      '2026-11-22-0130-q7f2',
    ]) {
      expect(opening).toContain(text);
    }
  });

  test('tells findings, hashes and repeat commands without its script', () => {
    const run = sampleRun();
    const withoutScript = page.replaceAll(/<script.*?<\/script>/gsu, '');
    for (const each of run.cases) {
      expect(withoutScript).toContain(each.repeatCommand);
      expect(withoutScript).toContain(each.headHash);
    }
    expect(withoutScript).toContain('no approval after the reversal of STAN 000123');
  });

  test('refers to nothing outside itself', () => {
    expect(page).not.toMatch(/(?:src|href)="(?!#|data:)/u);
    expect(page).not.toMatch(/url\(|@import|https?:\/\/(?!www\.w3\.org\/2000\/svg)/u);
  });

  test('lets the browser run exactly its own script', () => {
    const script = /<script>(.*?)<\/script>/su.exec(page)?.[1] ?? '';
    const digest = createHash('sha256').update(script).digest('base64');
    expect(page).toContain(`script-src &#39;sha256-${digest}&#39;`);
    expect(() => new Script(script)).not.toThrow();
  });

  test('lets no hostile text become markup or end a script', () => {
    const hostile = renderReportPage(hostileRun());
    expect(hostile).not.toContain('<img');
    expect(hostile.match(/<script/gu)).toHaveLength(2);
    expect(embeddedModel(hostile).strings).toContain(HOSTILE);
  });

  test('gives every id once and every link inside it a target', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/gu)].map((match) => match[1]);
    const targets = [...page.matchAll(/href="#([^"]+)"/gu)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(targets.filter((target) => !ids.includes(target))).toEqual([]);
  });

  test('stays under three megabytes with forty more cases of three hundred events, and says what it left out', () => {
    const extra = Array.from({ length: 20 }, (_, index) => ({
      name: `many-${index}`,
      title: `case ${index}`,
      verdict: 'pass' as const,
      reason: 'observed as required',
      proves: ['ISO8583-04xx-1'],
      events: purchaseEvents(240).map((event) => ({ ...event, atMs: event.atMs + index * 0.7 })),
    }));
    const run = sampleRun(extra);
    const big = renderReportPage(run);
    expect(run.cases.at(-1)?.events.length).toBeGreaterThanOrEqual(300);
    expect(Buffer.byteLength(big)).toBeLessThan(3_000_000);
    expect(big).toContain('80 serial frames are left out here');
  });
});

describe('the model of the page', () => {
  test('keeps a text that occurs in many cases once', () => {
    const { strings } = pageModel(sampleRun());
    expect(new Set(strings).size).toBe(strings.length);
    expect(strings).toContain('SELECT 2PAY.SYS.DDF01');
  });

  test('takes apart the data of GENERATE AC by the list of the card', () => {
    const { strings } = pageModel(sampleRun());
    const generate = strings.find((text) => text.startsWith('0\tdata by CDOL1'));
    expect(generate).toContain('1\t9F02 Amount, Authorised\t000000001250\t1250 in the minor unit');
    expect(generate).toContain('1\t95 Terminal Verification Results\t0000008000\ttransaction exceeds floor limit');
  });

  test('drops events beyond its bound and counts them', () => {
    const bounds = { framesMax: 2, eventsMax: 10, curvePointsMax: 5 };
    const [first] = pageModel(sampleRun(), bounds).cases;
    expect(first?.events).toHaveLength(10);
    expect(first?.omittedFrames).toBe(46);
    expect(first?.omittedEvents).toBeGreaterThan(0);
    expect(first?.arm.length).toBeLessThanOrEqual(6);
  });
});

describe('a mark in the matrix', () => {
  test('tells what the case says about that requirement, not about another', () => {
    const late = sampleRun().cases.find((each) => each.name === 'sim/late-answer');
    expect(late && [caseVerdictFor(late, 'ISO8583-LATE-1'), caseVerdictFor(late, 'ISO8583-DE37-1')]).toEqual([
      'fail',
      'pass',
    ]);
  });
});

describe('HTML', () => {
  test('escapes what is put in, unless it is HTML itself', () => {
    expect(html`<p title="${'"<'}">${[html`<b>${'&'}</b>`]}${1}</p>`.markup).toBe(
      '<p title="&quot;&lt;"><b>&amp;</b>1</p>',
    );
    expect(escapeHtml("'\ud800")).toBe('&#39;\ufffd');
  });

  test('writes JSON that means the same and cannot end a script', () => {
    const text = jsonForScript([HOSTILE]);
    expect(text).not.toContain('<');
    expect(JSON.parse(text)).toEqual([HOSTILE]);
  });

  test.each([
    [0.4, '0 ms'],
    [812, '812 ms'],
    [31_131, '31.1 s'],
    [119_000, '1 min 59 s'],
  ])('words %d ms as %s', (durationMs, words) => {
    expect(durationWords(durationMs)).toBe(words);
  });
});
