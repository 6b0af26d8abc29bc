import { RigFailure } from '#drivers/ports/failure.ts';

/** One reading: at this pulse width the protractor showed this angle. */
export interface CalibrationPoint {
  readonly pulseUs: number;
  readonly angleDeg: number;
}

/** What we know about one servo joint. */
export interface JointCalibration {
  /** Pin of the board that the servo's signal wire is in. */
  readonly pin: number;
  /** At least two readings, ascending in pulse width; between them the angle runs in a straight line. */
  readonly points: readonly CalibrationPoint[];
  /** Pulses outside are never sent. Narrower than the board's own range, to protect the arm and the reader. */
  readonly softLimitsUs: { readonly min: number; readonly max: number };
  /** The joint's part of the pose from which the arm may go limp without harm. */
  readonly parkDeg: number;
  /** How far the joint may really be off the commanded angle, 95 %: protractor, dead band, backlash. */
  readonly uncertaintyDeg: number;
}

/** How fast a joint may be driven. */
export interface MotionLimits {
  readonly speedDegPerS: number;
  readonly accelerationDegPerS2: number;
}

/** What is known of one arm, and who vouches for it. */
export interface ArmCalibration {
  /** ISO 8601 date. */
  readonly measuredOn: string;
  readonly measuredBy: string;
  readonly joints: Readonly<Record<string, JointCalibration>>;
  readonly limits: MotionLimits;
}

/**
 * Pulses that StandardFirmata takes for microseconds. A value below 544 is taken for degrees, and 543 would throw the
 * servo to its far end at full speed.
 */
export const firmwareRangeUs = { min: 544, max: 2400 } as const;

/** @throws {RigFailure} code CALIBRATION_UNUSABLE when an arm must not be driven with these figures */
export function checkCalibration(calibration: ArmCalibration): void {
  for (const [name, joint] of Object.entries(calibration.joints)) {
    const flaw = flawOf(joint);
    if (flaw === undefined) continue;
    throw new RigFailure({
      code: 'CALIBRATION_UNUSABLE',
      blame: 'bench',
      message: `read the calibration of joint ${name} and found that ${flaw}; measure the joint again`,
      facts: { joint: name, measuredOn: calibration.measuredOn },
    });
  }
}

function flawOf(joint: JointCalibration): string | undefined {
  const { min, max } = joint.softLimitsUs;
  if (!Number.isInteger(min) || !Number.isInteger(max) || min >= max)
    return 'its soft limits are no ascending integers';
  if (min < firmwareRangeUs.min)
    return `its lower soft limit is below ${firmwareRangeUs.min} us, which is taken for degrees`;
  if (max > firmwareRangeUs.max) return `its upper soft limit is above ${firmwareRangeUs.max} us`;
  if (joint.points.length < 2) return 'it has fewer than two points';
  const rises = joint.points.slice(1).map((point, index) => {
    const before = joint.points[index] ?? point;
    return { us: point.pulseUs - before.pulseUs, deg: point.angleDeg - before.angleDeg };
  });
  const direction = Math.sign(rises[0]?.deg ?? 0);
  if (rises.some(({ us, deg }) => us <= 0 || direction === 0 || Math.sign(deg) !== direction)) {
    return 'its points do not run in one direction';
  }
  if (pulseFor(joint, joint.parkDeg) === undefined) return 'its park angle lies outside its soft limits';
  return undefined;
}

/**
 * The pulse for an angle.
 *
 * @returns whole microseconds, or undefined when the angle lies outside the measured points or the soft limits
 */
export function pulseFor(joint: JointCalibration, angleDeg: number): number | undefined {
  for (const [index, high] of joint.points.entries()) {
    const low = joint.points[index - 1];
    if (low === undefined) continue;
    const share = (angleDeg - low.angleDeg) / (high.angleDeg - low.angleDeg);
    if (share < 0 || share > 1) continue;
    const pulseUs = Math.round(low.pulseUs + share * (high.pulseUs - low.pulseUs));
    return pulseUs >= joint.softLimitsUs.min && pulseUs <= joint.softLimitsUs.max ? pulseUs : undefined;
  }
  return undefined;
}
