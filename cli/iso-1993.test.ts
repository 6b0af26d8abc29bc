import { expect, test } from 'vitest';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { openSweepWorld } from '#rigs/benches/sweep-world.ts';
import { runWithFaults } from '#scenarios/sweep/faulted-run.ts';
import { journeys } from '#scenarios/sweep/journeys.table.ts';
import { sweep } from '#scenarios/sweep/sweep.ts';

/** A gateway speaks no ISO 8583, whatever the terminal's dialect. */
const overMessages = journeys.filter(({ name }) => !name.endsWith('gateway'));

test.each(overMessages.map((journey) => ({ name: journey.name, journey })))(
  'loses no money in $name with a host of the edition of 1993',
  { timeout: 60_000 },
  async ({ journey }) => {
    const world = openSweepWorld();
    const hostMessages = { dialect: 'touchstone-1993' } as const;
    const order = {
      journey,
      openRig: (options: Parameters<typeof world.openRig>[0]) => world.openRig({ ...options, hostMessages }),
      seed: '7',
    };
    const result = await sweep({
      run: (faults) => runWithFaults(order, faults),
      rng: seededRng('7'),
      pairCount: 20,
      stride: 9,
    });
    expect(result.found).toEqual([]);
    expect(result.violatingRunCount).toBe(0);
    expect(result.runCount).toBeGreaterThan(30);
  },
);
