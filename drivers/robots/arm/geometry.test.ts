import { describe, expect, test } from 'vitest';
import { benchGeometry } from './bench-arm.table.ts';
import { anglesFor, poseFor, tipUncertaintyMm } from './geometry.ts';

describe('the geometry of the arm', () => {
  test('comes back to every target in the plane of the arm, with a flat card', () => {
    let seen = 0;
    for (let xMm = -60; xMm <= 95; xMm += 5) {
      for (let zMm = -1; zMm <= 110; zMm += 3) {
        const angles = reachableAngles(xMm, zMm);
        if (angles === undefined) continue;
        const { position, tiltDeg } = poseFor(benchGeometry, angles);
        expect(position.xMm).toBeCloseTo(xMm, 9);
        expect(position.zMm).toBeCloseTo(zMm, 9);
        expect(tiltDeg).toBeCloseTo(0, 9);
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(900);
  });

  test('puts the elbow where a drawing puts it: a right angle at 45 degrees of the shoulder', () => {
    // Upper arm up at 45 degrees, forearm down at 45: the wrist is level with the shoulder, 169.7 mm ahead of it.
    const aheadMm = 120 * Math.SQRT2;
    const angles = anglesFor(benchGeometry, { xMm: -150 + aheadMm + 50, yMm: 0, zMm: 30 - 20 });
    expect(angles['shoulder']).toBeCloseTo(45, 9);
    expect(angles['elbow']).toBeCloseTo(-90, 9);
    expect(angles['wrist']).toBeCloseTo(45, 9);
  });

  test.each([
    ['below the surface', { xMm: 0, yMm: 0, zMm: -1.5 }],
    ['beside the plane of the arm', { xMm: 0, yMm: 15, zMm: 5 }],
    ['too far', { xMm: 160, yMm: 0, zMm: 5 }],
    ['with the elbow stretched', { xMm: 139.8, yMm: 0, zMm: 10 }],
  ])('refuses a target %s', (_, target) => {
    expect(() => anglesFor(benchGeometry, target)).toThrow(
      expect.objectContaining({ code: 'POSITION_UNREACHABLE', blame: 'scenario' }),
    );
  });

  test('allows one millimetre below the surface, which the gripper gives', () => {
    expect(() => anglesFor(benchGeometry, { xMm: 0, yMm: 0, zMm: -1 })).not.toThrow();
  });

  test('tells an uncertainty that small turns of single joints confirm', () => {
    const angles = anglesFor(benchGeometry, { xMm: 10, yMm: 0, zMm: 20 });
    const here = poseFor(benchGeometry, angles).position;
    const squares = Object.entries(benchGeometry.uncertaintyDeg).map(([joint, byDeg]) => {
      const turn = byDeg / 1000;
      const there = poseFor(benchGeometry, { ...angles, [joint]: (angles[joint] ?? 0) + turn }).position;
      return ((there.xMm - here.xMm) * 1000) ** 2 + ((there.zMm - here.zMm) * 1000) ** 2;
    });
    const expected = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
    expect(tipUncertaintyMm(benchGeometry, angles)).toBeCloseTo(expected, 3);
  });

  test('says honestly that a hobby arm is good to a few millimetres only', () => {
    const uncertaintyMm = tipUncertaintyMm(benchGeometry, anglesFor(benchGeometry, { xMm: 0, yMm: 0, zMm: 5 }));
    expect(uncertaintyMm).toBeGreaterThan(3);
    expect(uncertaintyMm).toBeLessThan(7);
  });
});

/** Close to its own base the arm would have to fold; those targets are refused, not wrong. */
function reachableAngles(xMm: number, zMm: number): ReturnType<typeof anglesFor> | undefined {
  const wristMm = Math.hypot(xMm - 50 + 150, zMm + 20 - 30);
  return wristMm > 40 && wristMm < 236 ? anglesFor(benchGeometry, { xMm, yMm: 0, zMm }) : undefined;
}
