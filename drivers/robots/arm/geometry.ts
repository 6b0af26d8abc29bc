import type { JointAngles } from '#drivers/ports/actuator.ts';
import type { Position } from '#drivers/ports/card-bay.ts';
import { RigFailure } from '#drivers/ports/failure.ts';

/**
 * A three-servo arm that moves the card in the plane y = 0 of the reader's frame. Shoulder, elbow and wrist turn about
 * axes along y; angles count up from the horizontal, elbow and wrist relative to the link before them. The elbow points
 * up, and the wrist keeps the card flat.
 */
export interface ArmGeometry {
  /** The shoulder's axis in the reader's frame. */
  readonly shoulder: { readonly xMm: number; readonly zMm: number };
  readonly upperArmMm: number;
  readonly forearmMm: number;
  /** From the wrist's axis to the card's centre, while the card is flat. */
  readonly tool: { readonly xMm: number; readonly zMm: number };
  /** Each joint's uncertainty, 95 %. */
  readonly uncertaintyDeg: { readonly shoulder: number; readonly elbow: number; readonly wrist: number };
  /** From this height on a card has no power anywhere over the reader: sideways moves happen here. */
  readonly clearanceMm: number;
}

/** Where the card is for given joint angles. */
export interface CardPose {
  readonly position: Position;
  readonly tiltDeg: number;
}

/** Nobody pushes the card into the reader: one millimetre is what the gripper gives. */
const lowestZMm = -1;
/** The arm has no yaw; more than this beside its plane is another place. */
const besidePlaneMmMax = 1;
/** Close to a stretched or folded elbow a small error of the angle is a large one of the place. */
const elbowSineMin = 0.1;

/**
 * Joint angles that bring the card's centre to `target`, flat.
 *
 * @throws {RigFailure} code POSITION_UNREACHABLE below the plane, beside the arm's plane, too far or too near
 */
export function anglesFor(geometry: ArmGeometry, target: Position): JointAngles {
  if (target.zMm < lowestZMm) throw unreachable(target, `it is below the reader's surface`);
  if (Math.abs(target.yMm) > besidePlaneMmMax) throw unreachable(target, 'it is beside the plane of the arm');
  const { upperArmMm, forearmMm, shoulder, tool } = geometry;
  const xMm = target.xMm - tool.xMm - shoulder.xMm;
  const zMm = target.zMm - tool.zMm - shoulder.zMm;
  const elbowCosine = (xMm ** 2 + zMm ** 2 - upperArmMm ** 2 - forearmMm ** 2) / (2 * upperArmMm * forearmMm);
  if (Math.abs(elbowCosine) > 1) throw unreachable(target, 'the arm is too short or too long for it');
  const elbow = -Math.acos(elbowCosine);
  if (Math.abs(Math.sin(elbow)) < elbowSineMin)
    throw unreachable(target, 'the elbow would be stretched or folded flat');
  const lever = Math.atan2(forearmMm * Math.sin(elbow), upperArmMm + forearmMm * elbowCosine);
  const upper = Math.atan2(zMm, xMm) - lever;
  return { shoulder: degrees(upper), elbow: degrees(elbow), wrist: degrees(-(upper + elbow)) };
}

/** Forward kinematics: the inverse of `anglesFor`, and true for tilted cards, too. */
export function poseFor(geometry: ArmGeometry, angles: JointAngles): CardPose {
  const { upperArmMm, forearmMm, shoulder, tool } = geometry;
  const upper = radians(angles['shoulder'] ?? 0);
  const fore = upper + radians(angles['elbow'] ?? 0);
  const tilt = fore + radians(angles['wrist'] ?? 0);
  const xMm = shoulder.xMm + upperArmMm * Math.cos(upper) + forearmMm * Math.cos(fore);
  const zMm = shoulder.zMm + upperArmMm * Math.sin(upper) + forearmMm * Math.sin(fore);
  return {
    position: {
      xMm: xMm + tool.xMm * Math.cos(tilt) - tool.zMm * Math.sin(tilt),
      yMm: 0,
      zMm: zMm + tool.xMm * Math.sin(tilt) + tool.zMm * Math.cos(tilt),
    },
    tiltDeg: degrees(tilt),
  };
}

/**
 * How far the card's centre may be from where the angles put it, 95 %.
 *
 * Turning one joint moves the card at right angles to its lever, so a column of the Jacobian has the length of the
 * lever from that joint's axis to the card. The joints err independently: squares add.
 */
export function tipUncertaintyMm(geometry: ArmGeometry, angles: JointAngles): number {
  const { position } = poseFor(geometry, angles);
  const { upperArmMm, forearmMm, shoulder, uncertaintyDeg } = geometry;
  const upper = radians(angles['shoulder'] ?? 0);
  const fore = upper + radians(angles['elbow'] ?? 0);
  const elbow = {
    xMm: shoulder.xMm + upperArmMm * Math.cos(upper),
    zMm: shoulder.zMm + upperArmMm * Math.sin(upper),
  };
  const wrist = { xMm: elbow.xMm + forearmMm * Math.cos(fore), zMm: elbow.zMm + forearmMm * Math.sin(fore) };
  const errorMm = (axis: { readonly xMm: number; readonly zMm: number }, byDeg: number): number =>
    Math.hypot(position.xMm - axis.xMm, position.zMm - axis.zMm) * radians(byDeg);
  return Math.hypot(
    errorMm(shoulder, uncertaintyDeg.shoulder),
    errorMm(elbow, uncertaintyDeg.elbow),
    errorMm(wrist, uncertaintyDeg.wrist),
  );
}

function unreachable(target: Position, why: string): RigFailure {
  return new RigFailure({
    code: 'POSITION_UNREACHABLE',
    blame: 'scenario',
    message: `asked the arm for a position, but ${why}; choose another target`,
    facts: { xMm: target.xMm, yMm: target.yMm, zMm: target.zMm },
  });
}

function radians(angleDeg: number): number {
  return (angleDeg * Math.PI) / 180;
}

function degrees(angleRad: number): number {
  return (angleRad * 180) / Math.PI;
}
