import type { Actuator, JointAngles } from '#drivers/ports/actuator.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { Identity } from '#drivers/ports/terminal.ts';
import type { ArmCalibration, JointCalibration } from '../arm/calibration.ts';
import { checkCalibration, firmwareRangeUs, pulseFor } from '../arm/calibration.ts';
import type { Trajectory } from '../arm/trajectory.ts';
import { planMove } from '../arm/trajectory.ts';
import type { FirmataBytes, FirmataLink } from './firmata-link.ts';
import { openFirmataLink } from './firmata-link.ts';
import type { FiveServo } from './johnny-five.ts';
import { five } from './johnny-five.ts';

/** Where the arm is plugged in and what is known about it. */
export interface FirmataArmOptions {
  /** The tty, such as /dev/serial/by-id/… */
  readonly path: string;
  readonly clock: Clock;
  readonly calibration: ArmCalibration;
  /** Shown every chunk that crosses the wire. */
  readonly trace?: (bytes: FirmataBytes) => void;
  /** Longest wait for the board after opening; 10 s if absent, as a boot loader may take one or two. */
  readonly readyTimeoutMs?: number;
}

/** A servo's frame: more often a new pulse width has no effect. */
const frameMs = 20;
/**
 * The most that a trajectory advances between two frames. After a stall of this process the arm goes on from where it
 * was, late, instead of jumping to where it should have been.
 */
const advanceMsMax = 2 * frameMs;
/** Mean speed on the way to the park position: gentle, as nobody waits for it. */
const parkSpeedDegPerS = 110;
/** A byte may be lost on the wire; three times in a row it is the wire that is lost. */
const attachAttempts = 3;
const readyTimeoutMsDefault = 10_000;

/**
 * Opens an arm of hobby servos on a board with StandardFirmata and sends it to its park position.
 *
 * The firmware has no watchdog: pulses go on after the host is gone. So the arm is parked before the wire is closed.
 * A move that is asked to be faster than the calibration's limits takes the time that the limits need.
 *
 * @throws {RigFailure} code PORT_MISSING, PORT_IN_USE, PORT_FORBIDDEN, PORT_REFUSED, ARM_NOT_ANSWERING,
 *   PIN_WITHOUT_SERVO, SERVO_NOT_ATTACHED, CALIBRATION_UNUSABLE
 * @throws {LinkLost} code ARM_LOST when the board vanishes or starts again meanwhile
 */
export async function openFirmataArm(options: FirmataArmOptions): Promise<Actuator> {
  checkCalibration(options.calibration);
  const link = await openFirmataLink({
    path: options.path,
    clock: options.clock,
    readyTimeoutMs: options.readyTimeoutMs ?? readyTimeoutMsDefault,
    trace: options.trace,
  });
  try {
    const arm = new FirmataArm(link, options);
    await arm.attach();
    return arm;
  } catch (error) {
    await link[Symbol.asyncDispose]();
    throw error;
  }
}

class FirmataArm implements Actuator {
  readonly identity: Identity;
  readonly #link: FirmataLink;
  readonly #options: FirmataArmOptions;
  readonly #servos = new Map<string, FiveServo>();
  #commanded: JointAngles;
  #moving: Promise<void> | undefined;
  #isClosing = false;

  constructor(link: FirmataLink, options: FirmataArmOptions) {
    this.#link = link;
    this.#options = options;
    this.identity = identityOf(link, options);
    this.#commanded = parkAngles(options.calibration);
  }

  /**
   * Attaches every servo and asks the board whether it did: a joint whose configuration was lost on the wire would stay
   * limp, and nothing else would tell.
   *
   * @throws {RigFailure} code SERVO_NOT_ATTACHED
   */
  async attach(): Promise<void> {
    for (const [name, calibration] of Object.entries(this.#options.calibration.joints)) {
      this.#servos.set(name, await attachedServo(this.#link, name, calibration));
    }
  }

  get commanded(): JointAngles {
    return this.#commanded;
  }

  async moveTo(
    angles: JointAngles,
    options: { readonly durationMs: number; readonly signal?: AbortSignal },
  ): Promise<void> {
    options.signal?.throwIfAborted();
    this.#link.lost.throwIfAborted();
    if (this.#moving !== undefined || this.#isClosing) {
      throw new RigFailure({
        code: 'ARM_BUSY',
        blame: 'scenario',
        message: 'asked the arm to move while it moves; await or abort the first move',
      });
    }
    for (const [name, angleDeg] of Object.entries(angles)) this.#pulseUs(name, angleDeg);
    await this.#run({ to: angles, ...options });
  }

  async park(): Promise<void> {
    const to = parkAngles(this.#options.calibration);
    await this.moveTo(to, { durationMs: this.#parkMs(to) });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosing) return;
    this.#isClosing = true;
    try {
      // Whoever started a move that is still under way hears of its end there.
      await Promise.allSettled([this.#moving]);
      if (!this.#link.lost.aborted) {
        const to = parkAngles(this.#options.calibration);
        await this.#run({ to, durationMs: this.#parkMs(to) });
      }
    } catch (error) {
      // The wire died on the way to the park position: nothing is left to park with, only to close.
      if (!this.#link.lost.aborted) throw error;
    } finally {
      await this.#link[Symbol.asyncDispose]();
    }
  }

  #parkMs(park: JointAngles): number {
    const distancesDeg = Object.entries(park).map(([name, endDeg]) =>
      Math.abs(endDeg - (this.#commanded[name] ?? endDeg)),
    );
    return (1000 * Math.max(0, ...distancesDeg)) / parkSpeedDegPerS;
  }

  async #run(move: {
    readonly to: JointAngles;
    readonly durationMs: number;
    readonly signal?: AbortSignal;
  }): Promise<void> {
    const trajectory = planMove({ from: this.#commanded, ...move, limits: this.#options.calibration.limits });
    const { lost } = this.#link;
    const signal = move.signal === undefined ? lost : AbortSignal.any([move.signal, lost]);
    this.#moving = this.#follow(trajectory, signal);
    try {
      await this.#moving;
    } finally {
      this.#moving = undefined;
    }
  }

  async #follow(trajectory: Trajectory, signal: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    let elapsedMs = 0;
    let lastMs = clock.nowMs();
    while (elapsedMs < trajectory.durationMs) {
      await clock.sleep(Math.min(frameMs, trajectory.durationMs - elapsedMs), signal);
      const nowMs = clock.nowMs();
      // A timer may ring a fraction early; a whole millisecond at least keeps the number of frames bounded.
      elapsedMs += Math.min(advanceMsMax, Math.max(1, nowMs - lastMs));
      lastMs = nowMs;
      this.#command(trajectory.at(elapsedMs));
    }
  }

  #command(angles: JointAngles): void {
    for (const [name, angleDeg] of Object.entries(angles)) {
      // Servos count in microseconds above the firmware's lower end, see `makeServo`.
      this.#servos.get(name)?.to(this.#pulseUs(name, angleDeg) - firmwareRangeUs.min);
    }
    this.#commanded = angles;
  }

  #pulseUs(name: string, angleDeg: number): number {
    const joint = this.#options.calibration.joints[name];
    const pulseUs = joint === undefined ? undefined : pulseFor(joint, angleDeg);
    if (pulseUs !== undefined) return pulseUs;
    throw new RigFailure({
      code: 'POSITION_UNREACHABLE',
      blame: 'scenario',
      message: `asked joint ${name} for ${angleDeg.toFixed(1)} degrees, which its soft limits forbid; choose a nearer target`,
      facts: { joint: name, angleDeg },
    });
  }
}

/** A servo of which the board says that it is attached. */
async function attachedServo(link: FirmataLink, name: string, calibration: JointCalibration): Promise<FiveServo> {
  const { pin } = calibration;
  let mode: number | undefined;
  for (let attempt = 1; attempt <= attachAttempts; attempt += 1) {
    const servo = makeServo(link, name, calibration);
    mode = await link.pinMode(pin);
    if (mode === link.io.MODES.SERVO) return servo;
  }
  throw new RigFailure({
    code: 'SERVO_NOT_ATTACHED',
    blame: 'bench',
    message:
      `attached the servo of ${name} to pin ${pin} ${attachAttempts} times and found the pin in mode ` +
      `${mode ?? 'unknown'}; check the cable to the board, then open the arm again`,
    facts: { joint: name, pin, attempts: attachAttempts },
  });
}

/**
 * A johnny-five servo that takes microseconds.
 *
 * The firmware keeps a pulse range as wrapping signed bytes: a range narrowed to protect the arm may come out wider.
 * So the firmware gets its full range and the narrow clamp is made here, twice: by our soft limits, and by `range`. With
 * one "degree" a microsecond (0 is 544 us) johnny-five's mapping is exact, and nothing below 544 can ever be sent.
 */
function makeServo(link: FirmataLink, name: string, calibration: JointCalibration): FiveServo {
  const { pin, softLimitsUs, parkDeg } = calibration;
  const { min, max } = firmwareRangeUs;
  const startUs = pulseFor(calibration, parkDeg);
  if (link.io.pins[pin]?.supportedModes.includes(link.io.MODES.SERVO) !== true || startUs === undefined) {
    throw new RigFailure({
      code: 'PIN_WITHOUT_SERVO',
      blame: 'bench',
      message: `asked the board for a servo on pin ${pin} (${name}) and found that it cannot; correct the calibration's pin`,
      facts: { joint: name, pin },
    });
  }
  return new five.Servo({
    board: link.board,
    pin,
    degreeRange: [0, max - min],
    pwmRange: [min, max],
    range: [softLimitsUs.min - min, softLimitsUs.max - min],
    // The first pulse is the park position; without it the firmware would begin in the middle, with a jump.
    startAt: startUs - min,
  });
}

function identityOf(link: FirmataLink, options: FirmataArmOptions): Identity {
  const { firmware, version } = link.io;
  const { measuredOn, measuredBy } = options.calibration;
  return {
    vendor: 'Firmata',
    product: firmware.name ?? 'unknown firmware',
    version: versionText(firmware.version),
    facts: { port: options.path, protocol: versionText(version), calibrated: `${measuredOn} by ${measuredBy}` },
  };
}

function versionText(version: { readonly major?: number; readonly minor?: number } | undefined): string {
  return version?.major === undefined ? 'unknown' : `${version.major}.${version.minor ?? 0}`;
}

function parkAngles(calibration: ArmCalibration): JointAngles {
  return Object.fromEntries(Object.entries(calibration.joints).map(([name, joint]) => [name, joint.parkDeg]));
}
