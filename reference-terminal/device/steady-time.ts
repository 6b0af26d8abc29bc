import type { TerminalClock } from '../needs.ts';

/**
 * Time for waiting and measuring: it only grows, whatever somebody does to the date. Where the platform has no such clock
 * the date's own stands in.
 */
export function steadyMs(clock: TerminalClock): number {
  return clock.steadyMs?.() ?? clock.nowMs();
}
