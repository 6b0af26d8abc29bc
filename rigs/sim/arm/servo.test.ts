import { describe, expect, test } from 'vitest';
import { benchArm } from './mechanics.ts';
import { Servo } from './servo.ts';

/** 10 us a degree, centre at 0. */
const joint = {
  ...benchArm.joints.shoulder,
  shaft: [
    { pulseUs: 600, angleDeg: -90 },
    { pulseUs: 1500, angleDeg: 0 },
    { pulseUs: 2400, angleDeg: 90 },
  ],
  initialDeg: 0,
  restDeg: 60,
};

describe('a servo', () => {
  test('moves no faster than its motor: 60 degrees take at least 120 ms', () => {
    const servo = new Servo({ ...joint, initialDeg: -30 });
    servo.command(1800, true);
    servo.advance(119);
    expect(servo.angleDeg).toBeLessThan(30 - joint.deadBandDeg / 2);
    servo.advance(60);
    expect(servo.angleDeg).toBeCloseTo(30 - joint.deadBandDeg / 2, 1);
  });

  test('does not see a change of the pulse within half its dead band', () => {
    const servo = new Servo(joint);
    servo.command(1500, true);
    for (const jitterUs of [1, -1, 2, -2]) {
      servo.command(1500 + jitterUs, true);
      servo.advance(20);
    }
    expect(servo.angleDeg).toBe(0);
  });

  test('comes to the same angle however time is cut', () => {
    const whole = new Servo(joint);
    const cut = new Servo(joint);
    for (const servo of [whole, cut]) servo.command(2100, false);
    whole.advance(90);
    for (let ms = 0; ms < 90; ms += 1) cut.advance(1);
    expect(cut.angleDeg).toBeCloseTo(whole.angleDeg, 9);
  });

  test('holds through one lost pulse and goes limp after three', () => {
    const servo = new Servo(joint);
    servo.command(1500, false);
    servo.advance(40);
    expect(servo.isLimp).toBe(false);
    expect(servo.angleDeg).toBe(0);
    servo.advance(21);
    expect(servo.isLimp).toBe(true);
    expect(servo.angleDeg).toBeGreaterThan(0);
  });

  test('falls 60 degrees in a fifth of a second and stays at rest', () => {
    const servo = new Servo(joint);
    servo.command(1500, false);
    servo.advance(60 + 190);
    expect(servo.angleDeg).toBeLessThan(60);
    servo.advance(15);
    expect(servo.angleDeg).toBe(60);
    expect(servo.isStill).toBe(true);
  });

  test('is held by its own stop when the pulse is wider than its range', () => {
    const servo = new Servo(joint);
    servo.command(5000, true);
    servo.advance(2000);
    expect(servo.angleDeg).toBeCloseTo(90 - joint.deadBandDeg / 2, 6);
  });
});
