import { expect, test } from 'vitest';
import { touchstone } from './cli.fixture.ts';

interface Swept {
  readonly journeys: readonly {
    readonly name: string;
    readonly runCount: number;
    readonly violatingRunCount: number;
  }[];
}

test('sweeps every journey and finds no violation', { timeout: 120_000 }, async () => {
  const ended = await touchstone(['sweep', '--stride', '5', '--pairs', '40', '--seed', '7', '--json']);
  const { journeys }: Swept = JSON.parse(ended.out);
  expect(ended.code).toBe(0);
  expect(journeys.length).toBeGreaterThanOrEqual(3);
  for (const journey of journeys) {
    expect(journey.violatingRunCount).toBe(0);
    expect(journey.runCount).toBeGreaterThan(70);
  }
});

test('repeats one run, event by event, the same in two processes', async () => {
  const words = ['sweep', 'purchase', '--seed', '7', '--fault', 'to-host#1:reset-after'];
  const [first, second] = await Promise.all([touchstone(words), touchstone(words)]);
  expect(first).toMatchObject({ code: 0, err: '' });
  expect(first.out).toContain('1 of 1 faults struck; no rule about money is broken');
  expect(first.out).toContain('"state":"reversed"');
  expect(second.out).toBe(first.out);
});

test('does not call a run good in which the fault had no occasion', async () => {
  const ended = await touchstone(['sweep', 'purchase', '--seed', '7', '--fault', 'to-host#99:lost']);
  expect(ended).toMatchObject({ code: 3, err: '' });
  expect(ended.out).toMatch(/0 of 1 faults struck; .* proves nothing: this run met .*\b1 to-host\b/u);
});
