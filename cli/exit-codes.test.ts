import { describe, expect, test } from 'vitest';
import { RigFailure } from '#drivers/ports/failure.ts';
import { exitCodeOf } from './exit-codes.ts';
import { explainFailure } from './failure-text.ts';
import { UsageError } from './usage-error.ts';

test.each([
  { verdict: 'pass', code: 0 },
  { verdict: 'fail', code: 1 },
  { verdict: 'inconclusive', code: 3 },
  { verdict: 'error', code: 3 },
  { verdict: 'not-run', code: 3 },
  { verdict: 'not-applicable', code: 3 },
] as const)('a run whose verdict is $verdict ends with $code', ({ verdict, code }) => {
  expect(exitCodeOf(verdict)).toBe(code);
});

describe('a command that could not do its work', () => {
  test('ends with 2 for wrong words', () => {
    const { text, exitCode } = explainFailure(new UsageError('no bench is named so'));
    expect(text).toContain('no bench is named so');
    expect(exitCode).toBe(2);
  });

  test('ends with 3 for a bench, and tells the code that programs may compare', () => {
    const failure = new RigFailure({ code: 'ARM_LOST', blame: 'bench', message: 'the arm is gone; plug it in' });
    const { text, exitCode } = explainFailure(failure);
    expect(text).toContain('the arm is gone; plug it in (ARM_LOST)');
    expect(exitCode).toBe(3);
  });

  test('ends with 3, never with the 1 of a verdict, for a defect of our own, and hides the stack', () => {
    for (const thrown of [new TypeError('x is not a function'), 'words', undefined]) {
      const { text, exitCode } = explainFailure(thrown);
      expect(text).toContain('a defect of Touchstone itself');
      expect(text).not.toMatch(/^\s+at /mu);
      expect(exitCode).toBe(3);
    }
  });
});
