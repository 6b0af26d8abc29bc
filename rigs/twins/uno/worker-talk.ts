import type { PinPulse } from './avr-board.ts';
import type { EngineName } from './chip.ts';

/** What the board's thread starts with. */
export interface WorkerStart {
  readonly flash: Uint8Array;
  readonly engine: EngineName;
  readonly masterFd: number;
  readonly fastForwardBootMs: number;
  /** Shared words, indexed by `control`. */
  readonly control: Int32Array<SharedArrayBuffer>;
}

/** Indexes of the words that both threads share: what has to be heard even while the other thread is busy. */
export const control = {
  /** Counts orders, so that the thread can be woken from its sleep. */
  wake: 0,
  /** One of `orders`, until the thread took it. */
  order: 1,
  /** Real time that the board lost, in milliseconds. */
  lostMs: 2,
  /** How far the board's own time has come, in milliseconds; pulses up to there have been told. */
  boardMs: 3,
  length: 4,
} as const;

/** Orders that the sender waits for. */
export const orders = {
  none: 0,
  /** Power off, and never touch the master's descriptor again. */
  letGo: 1,
  /** End the thread. */
  stop: 2,
} as const;

/** What the main thread asks of the board. */
export type BoardRequest =
  | { readonly kind: 'reset' }
  | { readonly kind: 'attach'; readonly masterFd: number }
  | { readonly kind: 'hold-pin'; readonly pin: number; readonly fault: 'dead' }
  | { readonly kind: 'drive-pin'; readonly pin: number; readonly level: 'high' | 'low' | 'open' }
  | { readonly kind: 'set-volts'; readonly channel: number; readonly volts: number }
  | { readonly kind: 'watch-pins' };

/** A pulse with the wall clock's time at which a board that keeps pace had ended it. */
export interface TimedPulse extends PinPulse {
  readonly atMs: number;
}

/** A change of an output's level, with the board's time and the wall clock's. */
export interface TimedEdge {
  readonly pin: number;
  readonly isHigh: boolean;
  readonly boardMs: number;
  readonly atMs: number;
}

/** What the board tells the main thread. */
export type BoardNews =
  | { readonly kind: 'ready' }
  | { readonly kind: 'pins'; readonly pulses: readonly TimedPulse[]; readonly edges: readonly TimedEdge[] };
