import { expect, test } from 'vitest';
import type { Recorded } from '#drivers/ports/evidence.ts';
import { check } from './arm-follows-its-commands.check.ts';

type Source = 'commanded' | 'observed';

function journal(poses: readonly (readonly [number, Source, number])[]): readonly Recorded[] {
  return poses.map(([atMs, source, zMm], index) => ({
    kind: 'arm',
    pose: { source, position: { xMm: 0, yMm: 0, zMm }, tiltDeg: 0, uncertaintyMm: 4 },
    index,
    atMs,
  }));
}

test('finds nothing wrong with an arm that lags on the way and stands where it was told', () => {
  const events = journal([
    [0, 'commanded', 120],
    [40, 'commanded', 60],
    [50, 'observed', 110],
    [80, 'commanded', 5],
    [140, 'observed', 8],
    [900, 'commanded', 60],
    [920, 'observed', 12],
  ]);
  expect(check.judge(events).map(({ holds }) => holds)).toEqual([true]);
});

test('says how far off an arm is that did not come down, as with a dead pin', () => {
  const events = journal([
    [0, 'commanded', 60],
    [40, 'commanded', 5],
    [60, 'observed', 58],
    [900, 'commanded', 60],
  ]);
  expect(check.judge(events)).toMatchObject([{ holds: false, observed: 'x 0 z 58 mm, 53.0 mm off' }]);
});

test('says nothing where nobody watches the arm', () => {
  expect(check.judge(journal([[0, 'commanded', 5]]))).toEqual([]);
});
