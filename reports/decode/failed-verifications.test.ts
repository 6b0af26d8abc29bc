import { describe, expect, test } from 'vitest';
import type { Happening } from '#drivers/ports/evidence.ts';
import { renderAllure } from '../formats/allure.ts';
import { renderJunit } from '../formats/junit.ts';
import { renderReportPage } from '../site/report-page.ts';
import { masked, recorded } from '../site/sample-events.fixture.ts';
import { sampleRun } from '../site/sample-run.fixture.ts';
import { failedVerifications, verificationLine } from './failed-verifications.ts';

const facts = (words: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(words).map(([name, value]) => [name, masked(value)]));
const kernel = (step: string, words: Readonly<Record<string, string>>): Happening => ({
  kind: 'kernel',
  step,
  facts: facts(words),
});
const decided = (words: Readonly<Record<string, string>>): Happening => ({
  kind: 'host-decision',
  facts: facts(words),
});
const linesOf = (...happenings: readonly Happening[]): readonly string[] =>
  failedVerifications(recorded(happenings.map((happening) => ({ ...happening, atMs: 0 })))).map((failed) =>
    verificationLine(failed),
  );

describe('everything that did not verify is told, with who found it and the wrong input:', () => {
  test.each<[string, Happening, string]>([
    [
      'offline data authentication',
      kernel('offline-data-authentication', { result: 'failed', method: 'dynamic', reason: 'x', why: 'wrong CA key' }),
      'terminal, offline data authentication, dynamic: wrong CA key',
    ],
    [
      'a signature whose reason alone is known',
      kernel('cryptogram', { signature: 'failed', reason: 'signature-other-relay-data' }),
      "terminal, card's signature (9F4B) with the first cryptogram: signature other relay data",
    ],
    [
      'qualifiers that contradict a good signature',
      kernel('offline-data-authentication', { result: 'verified', why: 'the card signed others' }),
      'terminal, offline data authentication: the card signed others',
    ],
    ['a refused issuer', kernel('issuer-authentication', { result: 'failed' }), "issuer's proof (91)"],
    ['a cryptogram', decided({ reason: 'cryptogram-wrong', why: 'stale' }), 'application cryptogram (9F26): stale'],
    ['a message', decided({ reason: 'message-differs-from-chip-data', differs: 'amount' }), 'they differ in amount'],
    ['a PIN', decided({ reason: 'pin-wrong', why: 'another-pin' }), 'issuer, PIN (DE 52): another pin'],
    [
      'a script',
      { kind: 'card-refusal', card: 'standard', facts: facts({ of: 'script-mac', why: 'padded by zeros' }) },
      'card, MAC of a script command (86), by standard: padded by zeros',
    ],
  ])('%s', (_what, happening, words) => {
    expect(linesOf(happening)).toEqual([expect.stringContaining(words)]);
  });
});

test('every report of a run shows them: the page without its script, JUnit and Allure', () => {
  const happening = { ...decided({ reason: 'cryptogram-wrong', why: 'stale counter <1>' }), atMs: 1 };
  const run = sampleRun([
    {
      name: 'forged',
      title: 'forged',
      verdict: 'pass',
      reason: '',
      proves: [],
      findings: [],
      events: recorded([happening]),
    },
  ]);
  const page = renderReportPage(run).replaceAll(/<script.*?<\/script>/gsu, '');
  const allure = renderAllure(run).find(({ text }) => text.includes('Did not verify'));
  expect(page).toMatch(/What did not verify, and why[^]*sim\/forged[^]*stale counter &lt;1&gt;/u);
  expect(renderJunit(run)).toContain('did not verify: issuer, application cryptogram (9F26): stale counter &lt;1&gt;');
  expect(allure?.text).toContain('- issuer, application cryptogram (9F26): stale counter <1>');
});

test('what verified, or was declined for another reason, is not told', () => {
  expect(
    linesOf(
      kernel('offline-data-authentication', { result: 'performed', method: 'static' }),
      kernel('cryptogram', { signature: 'verified' }),
      kernel('outcome', { reason: 'card-data-error', result: 'failed' }),
      decided({ reason: 'approved', cryptogram: 'verified' }),
      decided({ reason: 'insufficient-funds', cryptogram: 'verified' }),
    ),
  ).toEqual([]);
});
