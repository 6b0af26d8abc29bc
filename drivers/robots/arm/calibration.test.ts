import { describe, expect, test } from 'vitest';
import { benchCalibration } from './bench-arm.table.ts';
import type { JointCalibration } from './calibration.ts';
import { checkCalibration, pulseFor } from './calibration.ts';

const joint: JointCalibration = {
  pin: 9,
  points: [
    { pulseUs: 600, angleDeg: -90 },
    { pulseUs: 1500, angleDeg: 0 },
    { pulseUs: 2400, angleDeg: 100 },
  ],
  softLimitsUs: { min: 700, max: 2300 },
  parkDeg: 0,
  uncertaintyDeg: 1,
};

describe('a calibration', () => {
  test.each([
    [-45, 1050],
    [0, 1500],
    [50, 1950],
    [0.04, 1500],
  ])('turns %d degrees into %d us along straight lines', (angleDeg, pulseUs) => {
    expect(pulseFor(joint, angleDeg)).toBe(pulseUs);
  });

  test('allows the soft limits themselves and nothing beyond', () => {
    expect(pulseFor(joint, -80)).toBe(700);
    expect(pulseFor(joint, -80.1)).toBeUndefined();
    expect(pulseFor(joint, 88.8)).toBe(2299);
    expect(pulseFor(joint, 89)).toBeUndefined();
    expect(pulseFor(joint, 200)).toBeUndefined();
    expect(pulseFor(joint, Number.NaN)).toBeUndefined();
  });

  test('works for a servo that is mounted the other way round', () => {
    const points = joint.points.map(({ pulseUs, angleDeg }) => ({ pulseUs, angleDeg: -angleDeg }));
    expect(pulseFor({ ...joint, points }, 45)).toBe(1050);
  });

  test.each([
    ['a limit of 543 us, which the firmware takes for 180 degrees', { softLimitsUs: { min: 543, max: 2300 } }],
    ['a limit above the firmware range', { softLimitsUs: { min: 700, max: 2401 } }],
    ['limits that are no whole microseconds', { softLimitsUs: { min: 700.5, max: 2300 } }],
    ['limits the wrong way round', { softLimitsUs: { min: 2300, max: 700 } }],
    ['a single point', { points: joint.points.slice(1, 2) }],
    ['points that turn back', { points: [...joint.points, { pulseUs: 2450, angleDeg: 90 }] }],
    ['a park pose outside the limits', { parkDeg: -85 }],
  ])('is refused with %s', (_, change) => {
    expect(() => checkCalibration({ ...benchCalibration, joints: { shoulder: { ...joint, ...change } } })).toThrow(
      expect.objectContaining({ code: 'CALIBRATION_UNUSABLE', blame: 'bench' }),
    );
  });

  test('of the bench is usable', () => {
    expect(() => checkCalibration(benchCalibration)).not.toThrow();
  });
});
