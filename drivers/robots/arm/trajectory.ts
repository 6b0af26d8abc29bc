import type { JointAngles } from '#drivers/ports/actuator.ts';
import type { MotionLimits } from './calibration.ts';

/** A move as it will be driven. */
export interface Trajectory {
  /** At least what was asked for; longer when the joints' limits need it. */
  readonly durationMs: number;
  /** Where the joints are to be, `elapsedMs` after the start; the end stays the end. */
  at(elapsedMs: number): JointAngles;
}

/** Peak speed of a minimum-jerk move, over its mean speed. */
const peakSpeedShare = 1.875;
/** Peak acceleration of a minimum-jerk move, over its distance per duration squared. */
const peakAccelerationShare = 10 / Math.sqrt(3);

/**
 * Share of the way at a share of the time. Of all curves that start and end at rest, the one with the least jerk.
 *
 * @param share  0 to 1
 */
export function minimumJerk(share: number): number {
  return share ** 3 * (10 - 15 * share + 6 * share ** 2);
}

/** The shortest minimum-jerk move over this angle that stays within the limits. */
export function shortestMoveMs(angleDeg: number, limits: MotionLimits): number {
  const bySpeedS = (peakSpeedShare * Math.abs(angleDeg)) / limits.speedDegPerS;
  const byAccelerationS = Math.sqrt((peakAccelerationShare * Math.abs(angleDeg)) / limits.accelerationDegPerS2);
  return 1000 * Math.max(bySpeedS, byAccelerationS);
}

/** All joints start together and arrive together. Joints that `to` does not name stay where they are. */
export function planMove(options: {
  readonly from: JointAngles;
  readonly to: JointAngles;
  readonly durationMs: number;
  readonly limits: MotionLimits;
}): Trajectory {
  const { from, limits } = options;
  const to = { ...from, ...options.to };
  const steps = Object.entries(to).map(([name, endDeg]) => ({ name, endDeg, startDeg: from[name] ?? endDeg }));
  const shortestMs = steps.map(({ endDeg, startDeg }) => shortestMoveMs(endDeg - startDeg, limits));
  const durationMs = Math.max(options.durationMs, ...shortestMs);
  return {
    durationMs,
    at: (elapsedMs) => {
      if (elapsedMs >= durationMs) return to;
      const share = minimumJerk(Math.max(0, elapsedMs) / durationMs);
      return Object.fromEntries(
        steps.map(({ name, endDeg, startDeg }) => [name, startDeg + share * (endDeg - startDeg)]),
      );
    },
  };
}
