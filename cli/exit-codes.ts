import type { Verdict } from '#drivers/ports/evidence.ts';

/** What a program that calls us may rely on. */
export const exitCodes = {
  ok: 0,
  verdictAgainst: 1,
  usage: 2,
  benchFailed: 3,
  /** As shells have it for a program ended by Ctrl-C. */
  interrupted: 130,
} as const;

/** The exit code of a run: against the subject only when the subject failed; undecided is the bench's to mend. */
export function exitCodeOf(verdict: Verdict): number {
  if (verdict === 'pass') return exitCodes.ok;
  return verdict === 'fail' ? exitCodes.verdictAgainst : exitCodes.benchFailed;
}
