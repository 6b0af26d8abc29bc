import type { ClockFault } from './fault.ts';

/** The terminal's date jumps, forward or back, and jumps back to where it should be when the fault is lifted. */
export function clockJump(jumpMs: number): ClockFault {
  return { target: 'terminal-clock', name: 'clock-jump', facts: { jumpMs }, jumpMs };
}
