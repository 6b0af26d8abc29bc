import type { Identity } from './terminal.ts';

/** An angle of each joint of a robot, in degrees of its own calibration. */
export type JointAngles = Readonly<Record<string, number>>;

/** Something with joints that moves on command. */
export interface Actuator extends AsyncDisposable {
  readonly identity: Identity;
  /** Angles last commanded. */
  readonly commanded: JointAngles;
  /**
   * Moves along a smooth path and settles when the last command has been sent and the path's time is over.
   *
   * @param durationMs  time of the whole move
   * @throws {RigFailure} code POSITION_UNREACHABLE outside the soft limits, ARM_LOST when the board is gone
   */
  moveTo(angles: JointAngles, options: { readonly durationMs: number; readonly signal?: AbortSignal }): Promise<void>;
  /** Goes to the pose from which it may go limp without harm. */
  park(): Promise<void>;
}
