import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { PlannedCase } from '#reports/evidence/run-record.ts';
import { createProgress, type Progress } from './progress.ts';

/** A stream that remembers, a terminal or not. */
function memory(isTTY: boolean): { readonly stream: NodeJS.WriteStream; readonly text: () => string } {
  const chunks: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.toString());
      done();
    },
  });
  Object.assign(stream, { isTTY, columns: 120, hasColors: () => false, getColorDepth: () => 1 });
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => chunks.join('') };
}

const planned = (name: string): PlannedCase => ({
  name,
  title: name,
  scenarioFile: '',
  bench: 'sim',
  proves: [],
  repeatCommand: '',
});

/** A run of two cases of 3 s and 60 s, of which the first took its time and ended. */
function runOf(stream: NodeJS.WriteStream): { readonly progress: Progress; readonly pass: (spanMs: number) => void } {
  const usual = new Map([
    ['sim/a', 3000],
    ['sim/b', 60_000],
  ]);
  let nowMs = 1_000_000;
  const progress = createProgress(
    {
      total: 2,
      nowMs: () => nowMs,
      leftMs: (done) => [...usual].reduce((sum, [name, usualMs]) => (done.has(name) ? sum : sum + usualMs), 0),
    },
    stream,
  );
  const pass = (spanMs: number): void => {
    nowMs += spanMs;
  };
  return { progress, pass };
}

describe('progress', () => {
  test('is one plain line a case in a file, and no escape codes', () => {
    const { stream, text } = memory(false);
    const { progress, pass } = runOf(stream);
    progress.note('opening');
    progress.begin(planned('sim/a'));
    progress.event({ kind: 'display', text: 'PRESENT CARD', index: 0, atMs: 0 });
    pass(4200);
    progress.end(planned('sim/a'), { verdict: 'fail', reason: 'the amount differs', tookMs: 4200 });
    progress.close();
    expect(text()).toBe(`opening\nfail           ${'sim/a'.padEnd(42)}    4.2 s  the amount differs\n`);
  });

  test('is a live line on a terminal, with what is left by the times of last time', () => {
    const { stream, text } = memory(true);
    const { progress, pass } = runOf(stream);
    progress.begin(planned('sim/a'));
    expect(text()).toContain('[1/2] sim/a');
    expect(text()).toContain('about 1 min 03 s left');
    progress.end(planned('sim/a'), { verdict: 'pass', reason: '', tookMs: 3000 });
    pass(3000);
    progress.begin(planned('sim/b'));
    expect(text().slice(text().lastIndexOf('[2/2]'))).toContain('about 1 min 00 s left');
    pass(500);
    progress.event({ kind: 'display', text: 'REMOVE CARD', index: 0, atMs: 0 });
    expect(text()).toContain('“REMOVE CARD”');
  });

  test('is drawn at most ten times a second, however much happens', () => {
    const { stream, text } = memory(true);
    const { progress, pass } = runOf(stream);
    progress.begin(planned('sim/a'));
    for (let index = 0; index < 1000; index += 1) {
      pass(1);
      progress.event({ kind: 'step', text: 'busy', index, atMs: index });
    }
    expect(text().split('[1/2]').length - 1).toBeLessThanOrEqual(11);
  });

  test('takes its live line away at the end', () => {
    const { stream, text } = memory(true);
    const { progress } = runOf(stream);
    progress.begin(planned('sim/a'));
    progress.close();
    expect(text().endsWith('\r\u001B[2K')).toBe(true);
  });

  test('says the verdict so far, worst first, on the live line', () => {
    const { stream, text } = memory(true);
    const { progress, pass } = runOf(stream);
    progress.begin(planned('sim/a'));
    progress.end(planned('sim/a'), { verdict: 'fail', reason: 'the amount differs', tookMs: 10 });
    pass(500);
    progress.begin(planned('sim/b'));
    expect(text()).toContain('sim/b  ·  1 fail  ·  arm parked');
  });
});
