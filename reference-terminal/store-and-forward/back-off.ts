import type { RetryBackOff } from '../host-settings.ts';
import type { RandomSource } from '../needs.ts';

/** How pauses between tries come about. */
export interface BackOffTerms {
  /** The pause after the first failure, and after every one where nothing grows. */
  readonly firstMs: number;
  readonly growth: RetryBackOff | undefined;
  readonly random: RandomSource;
}

/** Doubling a few dozen times is beyond any cap. */
const doublingsMax = 30;

/**
 * The pause after so many failures in a row, from 1: it doubles up to a cap, and chance takes a part of it off.
 *
 * @returns whole milliseconds, at least 1
 */
export function pauseAfter(failureCount: number, { firstMs, growth, random }: BackOffTerms): number {
  if (growth === undefined) return firstMs;
  const doublings = Math.min(Math.max(failureCount, 1) - 1, doublingsMax);
  const wholeMs = Math.min(firstMs * 2 ** doublings, growth.capMs);
  const [high = 0, low = 0] = random(2);
  const part = (high * 256 + low) / 0xffff;
  return Math.max(1, Math.round(wholeMs * (1 - (part * growth.jitterPercent) / 100)));
}
