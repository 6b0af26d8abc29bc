import type { ArmCalibration } from './calibration.ts';
import type { ArmGeometry } from './geometry.ts';

/**
 * The arm of the simulated and the loopback bench as its drawing has it: two links of 120 mm, the gripper 50 mm ahead of
 * and 20 mm below the wrist. The uncertainty is an assumption from typical data of metal-gear hobby servos.
 */
export const benchGeometry: ArmGeometry = {
  shoulder: { xMm: -150, zMm: 30 },
  upperArmMm: 120,
  forearmMm: 120,
  tool: { xMm: 50, zMm: -20 },
  uncertaintyDeg: { shoulder: 1.2, elbow: 1.2, wrist: 1.2 },
  clearanceMm: 60,
};

/**
 * Assumed, not measured: what three protractor readings a joint, rounded to half a degree, would say of the emulated
 * arm. An arm of metal needs readings of its own, and its record then names who took them and when. The limits stay below what a metal-gear hobby servo can do
 * (500 degrees a second), so that the servo follows the trajectory and not its own limit.
 */
export const benchCalibration: ArmCalibration = {
  measuredOn: '2026-11-22',
  measuredBy: 'nobody, assumed for the emulated arm',
  limits: { speedDegPerS: 450, accelerationDegPerS2: 10_000 },
  joints: {
    shoulder: {
      pin: 9,
      points: [
        { pulseUs: 700, angleDeg: 15 },
        { pulseUs: 1500, angleDeg: 92.5 },
        { pulseUs: 2000, angleDeg: 140.5 },
      ],
      softLimitsUs: { min: 800, max: 1950 },
      parkDeg: 126.5,
      uncertaintyDeg: 1.2,
    },
    elbow: {
      pin: 10,
      points: [
        { pulseUs: 700, angleDeg: -164.5 },
        { pulseUs: 1500, angleDeg: -87 },
        { pulseUs: 2300, angleDeg: -9.5 },
      ],
      softLimitsUs: { min: 800, max: 2250 },
      parkDeg: -94.5,
      uncertaintyDeg: 1.2,
    },
    wrist: {
      pin: 11,
      points: [
        { pulseUs: 600, angleDeg: -85 },
        { pulseUs: 1500, angleDeg: 3 },
        { pulseUs: 2400, angleDeg: 90 },
      ],
      softLimitsUs: { min: 620, max: 2390 },
      parkDeg: -32,
      uncertaintyDeg: 1.2,
    },
  },
};
