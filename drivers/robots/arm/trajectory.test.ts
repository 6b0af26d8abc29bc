import { describe, expect, test } from 'vitest';
import { minimumJerk, planMove, shortestMoveMs } from './trajectory.ts';

const limits = { speedDegPerS: 400, accelerationDegPerS2: 8000 };

describe('a minimum-jerk move', () => {
  test('peaks at 1.875 times its mean speed, half way', () => {
    const speeds = Array.from(
      { length: 1000 },
      (_, index) => 1000 * (minimumJerk((index + 1) / 1000) - minimumJerk(index / 1000)),
    );
    const peak = Math.max(...speeds);
    expect(peak).toBeCloseTo(1.875, 4);
    expect(Math.abs(speeds.indexOf(peak) - 500)).toBeLessThanOrEqual(1);
  });

  test('takes the time that was asked for when the limits allow it', () => {
    expect(planMove({ from: { a: 0 }, to: { a: 20 }, durationMs: 500, limits }).durationMs).toBe(500);
  });

  test('is stretched until neither speed nor acceleration exceed the limits', () => {
    for (const angleDeg of [1, 5, 20, 60, 150]) {
      const move = planMove({ from: { a: 0 }, to: { a: angleDeg }, durationMs: 1, limits });
      expect(move.durationMs).toBeCloseTo(shortestMoveMs(angleDeg, limits), 9);
      const stepMs = move.durationMs / 2000;
      const at = (index: number): number => move.at(index * stepMs)['a'] ?? Number.NaN;
      let fastest = 0;
      let hardest = 0;
      for (let index = 1; index < 2000; index += 1) {
        fastest = Math.max(fastest, ((at(index + 1) - at(index - 1)) / (2 * stepMs)) * 1000);
        hardest = Math.max(hardest, (Math.abs(at(index + 1) - 2 * at(index) + at(index - 1)) / stepMs ** 2) * 1e6);
      }
      expect(fastest).toBeLessThan(limits.speedDegPerS * 1.001);
      expect(hardest).toBeLessThan(limits.accelerationDegPerS2 * 1.01);
      expect(Math.max(fastest / limits.speedDegPerS, hardest / limits.accelerationDegPerS2)).toBeGreaterThan(0.98);
    }
  });

  test('lets all joints start and arrive together, and ends exactly', () => {
    const move = planMove({ from: { a: 0, b: 10, c: 7 }, to: { a: 20, b: -30 }, durationMs: 400, limits });
    expect(move.at(200)).toEqual({ a: 10, b: -10, c: 7 });
    expect(move.at(0)).toEqual({ a: 0, b: 10, c: 7 });
    expect(move.at(400)).toEqual({ a: 20, b: -30, c: 7 });
    expect(move.at(9999)).toEqual({ a: 20, b: -30, c: 7 });
  });
});
