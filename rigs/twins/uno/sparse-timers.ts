import type { AVRTimer, AVRTimerConfig, CPU } from 'avr8js';
import { timerInternals } from './cpu-internals.ts';
import type { TimerInternals } from './cpu-internals.ts';

/** A timer with the register addresses it was made from. */
export interface WiredTimer {
  readonly timer: AVRTimer;
  readonly config: AVRTimerConfig;
}

/** Phase correct and phase and frequency correct, as avr8js numbers the modes: they count up and down again. */
const UP_DOWN_MODES: ReadonlySet<number> = new Set([1, 4]);

/**
 * Lets timers sleep until something can happen. avr8js wakes every running timer at each of its prescaled ticks, which
 * for the Servo library is every eight cycles and takes most of the time. Here a timer sleeps until the next compare
 * match or turning point; touching a register brings the count up to date, so nobody sees a difference.
 */
export function makeTimersSparse(cpu: CPU, timers: readonly WiredTimer[]): void {
  const addClockEvent = cpu.addClockEvent.bind(cpu);
  const byCallback = new Map<() => void, TimerInternals>(
    timers.map(({ timer }) => [timer.count, timerInternals(timer)]),
  );
  cpu.addClockEvent = (callback, cycles) => {
    const timer = byCallback.get(callback);
    return addClockEvent(
      callback,
      timer === undefined ? cycles : sleepCycles(timer, { cycles, nowCycles: cpu.cycles }),
    );
  };
  for (const wired of timers) wakeOnWrites(cpu, wired);
}

function sleepCycles(timer: TimerInternals, next: { readonly cycles: number; readonly nowCycles: number }): number {
  const isPending = timer.tcntUpdated || timer.updateDivider || timer.divider === 0;
  if (isPending) return next.cycles;
  const ticks = UP_DOWN_MODES.has(timer.timerMode) ? ticksUpDown(timer) : ticksUp(timer);
  return timer.lastCycle + ticks * timer.divider - next.nowCycles;
}

// avr8js knows a wrap only by a count that became smaller, so no sleep may be as long as a whole period.
function ticksUp({ tcnt, ocrA, ocrB, TOP }: TimerInternals): number {
  const periodTicks = TOP + 1;
  return Math.min(
    ticksAhead(tcnt, ocrA, periodTicks),
    ticksAhead(tcnt, ocrB, periodTicks),
    ticksAhead(tcnt, 0, periodTicks),
    Math.max(1, periodTicks >> 1),
  );
}

function ticksAhead(from: number, to: number, periodTicks: number): number {
  return to > from ? to - from : Math.max(1, to + periodTicks - from);
}

function ticksUpDown({ tcnt, ocrA, ocrB, TOP, countingUp }: TimerInternals): number {
  const stops = countingUp ? [ocrA, ocrB, TOP] : [ocrA, ocrB, 0];
  const distances = stops.map((stop) => (countingUp ? stop - tcnt : tcnt - stop)).filter((ticks) => ticks > 0);
  return Math.min(...distances, Math.max(1, TOP >> 1));
}

function wakeOnWrites(cpu: CPU, { timer, config }: WiredTimer): void {
  const registers = new Set([
    config.OCRA,
    config.OCRB,
    config.TCCRA,
    config.TCCRB,
    config.TCNT,
    config.TIMSK,
    config.TIFR,
    ...(config.ICR === 0 ? [] : [config.ICR]),
  ]);
  for (const register of registers) {
    const original = cpu.writeHooks[register];
    cpu.writeHooks[register] = (value, oldValue, address, mask) => {
      timer.count(false);
      const isDone = original?.(value, oldValue, address, mask);
      cpu.updateClockEvent(timer.count, 1);
      return isDone;
    };
  }
}
