import { expect, test } from 'vitest';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { emulatedSecondsPerSecond } from './measure-speed.ts';

test('measures both loads with the clock that it was given', () => {
  const clock = wallClock();
  const startMs = clock.nowMs();
  const speed = emulatedSecondsPerSecond({ clock, boardMs: 200 });
  const elapsedMs = clock.nowMs() - startMs;
  // Boot and both loads took place in this time, so neither may be slower than what they took together.
  expect(speed.idle).toBeGreaterThan(200 / elapsedMs);
  expect(speed.busy).toBeGreaterThan(200 / elapsedMs);
});
