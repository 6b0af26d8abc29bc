import type { ArmPose } from '#drivers/ports/evidence.ts';

/** Where the shaft of a servo stands at a pulse width. */
export interface ShaftPoint {
  readonly pulseUs: number;
  readonly angleDeg: number;
}

/** One joint as it is built: servo, horn and spring. */
export interface JointMechanics {
  /** Pin of the board that the servo's signal wire is in. */
  readonly pin: number;
  /** Ascending in pulse width; the ends are the servo's own stops. */
  readonly shaft: readonly ShaftPoint[];
  /** How the joint stood when the world began. */
  readonly initialDeg: number;
  /** Where weight or rubber band takes the joint when the servo is limp. */
  readonly restDeg: number;
  readonly fallDegPerS2: number;
  /** Full width of the band in which the servo does not correct. */
  readonly deadBandDeg: number;
  readonly speedDegPerS: number;
  /** Time constant of the servo's own loop. */
  readonly lagMs: number;
  /** Spread of where it stops, backlash included, 95 %. */
  readonly spreadDeg: number;
}

/** The joints of the arm, from its base to its gripper. */
export type JointName = 'shoulder' | 'elbow' | 'wrist';

/** An arm with three parallel axes (along y): it moves the card in the plane y = 0 of the reader. */
export interface ArmDimensions {
  /** Axis of the shoulder in the reader's frame. */
  readonly shoulderXMm: number;
  readonly shoulderZMm: number;
  readonly upperArmMm: number;
  readonly forearmMm: number;
  /** From the wrist's axis to the card's centre, while the card is flat. */
  readonly toolXMm: number;
  readonly toolZMm: number;
  readonly joints: Readonly<Record<JointName, JointMechanics>>;
}

/** Shaft angles, counted up from the horizontal; elbow and wrist relative to the link before them. */
export type ShaftAngles = Readonly<Record<JointName, number>>;

/** Assumed from typical data of metal-gear hobby servos, not measured: 0.10 s for 60 degrees, a dead band of 5 microseconds. */
const servo = { deadBandDeg: 0.48, speedDegPerS: 500, lagMs: 20, spreadDeg: 1, fallDegPerS2: 3000 } as const;

/**
 * The simulated arm. The shaft tables are what the servos do, not what somebody read off a protractor: a driver's
 * calibration differs from them within its stated uncertainty. Rubber bands lift shoulder and elbow, and a small
 * weight lifts the card's nose, so that limp means away from the reader.
 */
export const benchArm: ArmDimensions = {
  shoulderXMm: -150,
  shoulderZMm: 30,
  upperArmMm: 120,
  forearmMm: 120,
  toolXMm: 50,
  toolZMm: -20,
  joints: {
    shoulder: {
      ...servo,
      pin: 9,
      shaft: [
        { pulseUs: 544, angleDeg: 0.2 },
        { pulseUs: 1500, angleDeg: 92.4 },
        { pulseUs: 2400, angleDeg: 179.3 },
      ],
      initialDeg: 126,
      restDeg: 126,
    },
    elbow: {
      ...servo,
      pin: 10,
      shaft: [
        { pulseUs: 544, angleDeg: -179.6 },
        { pulseUs: 1500, angleDeg: -87.1 },
        { pulseUs: 2400, angleDeg: 0.3 },
      ],
      initialDeg: -94,
      restDeg: -94,
    },
    wrist: {
      ...servo,
      pin: 11,
      shaft: [
        { pulseUs: 544, angleDeg: -90.3 },
        { pulseUs: 1500, angleDeg: 2.8 },
        { pulseUs: 2400, angleDeg: 89.8 },
      ],
      initialDeg: -32,
      restDeg: 89,
    },
  },
};

/** Where a servo's shaft goes for a pulse; beyond the table's ends it is held by its own stop. */
export function shaftAngleDeg(shaft: readonly ShaftPoint[], pulseUs: number): number {
  const [first] = shaft;
  const last = shaft.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('a shaft table needs at least one point');
  if (pulseUs <= first.pulseUs) return first.angleDeg;
  let before = first;
  for (const point of shaft) {
    if (pulseUs <= point.pulseUs) {
      const share = (pulseUs - before.pulseUs) / (point.pulseUs - before.pulseUs);
      return before.angleDeg + share * (point.angleDeg - before.angleDeg);
    }
    before = point;
  }
  return last.angleDeg;
}

/** Forward kinematics: where the card's centre is and how it is tilted, as far as pulses and mechanics tell. */
export function poseOf(arm: ArmDimensions, angles: ShaftAngles): ArmPose {
  const card = cardCentre(arm, angles);
  return {
    source: 'observed',
    // The reader's housing stops a card that is driven into it.
    position: { xMm: card.xMm, yMm: 0, zMm: Math.max(0, card.zMm) },
    tiltDeg: angles.shoulder + angles.elbow + angles.wrist,
    uncertaintyMm: uncertaintyMm(arm, angles),
  };
}

interface PlanePoint {
  readonly xMm: number;
  readonly zMm: number;
}

function cardCentre(arm: ArmDimensions, angles: ShaftAngles): PlanePoint {
  const upper = radians(angles.shoulder);
  const fore = radians(angles.shoulder + angles.elbow);
  const tilt = radians(angles.shoulder + angles.elbow + angles.wrist);
  return {
    xMm:
      arm.shoulderXMm +
      arm.upperArmMm * Math.cos(upper) +
      arm.forearmMm * Math.cos(fore) +
      arm.toolXMm * Math.cos(tilt) -
      arm.toolZMm * Math.sin(tilt),
    zMm:
      arm.shoulderZMm +
      arm.upperArmMm * Math.sin(upper) +
      arm.forearmMm * Math.sin(fore) +
      arm.toolXMm * Math.sin(tilt) +
      arm.toolZMm * Math.cos(tilt),
  };
}

/** Each joint's spread carried to the card by a small turn of that joint; independent, so squares add. */
function uncertaintyMm(arm: ArmDimensions, angles: ShaftAngles): number {
  const here = cardCentre(arm, angles);
  const squares = (['shoulder', 'elbow', 'wrist'] as const).map((joint) => {
    const { spreadDeg } = arm.joints[joint];
    const there = cardCentre(arm, { ...angles, [joint]: angles[joint] + spreadDeg });
    return (there.xMm - here.xMm) ** 2 + (there.zMm - here.zMm) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
}

function radians(angleDeg: number): number {
  return (angleDeg * Math.PI) / 180;
}
