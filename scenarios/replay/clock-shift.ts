import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';

/** By how much a clock may be put forward: from `leastMs`, and less than `mostMs`. */
export interface ClockWindow {
  readonly leastMs: number;
  readonly mostMs: number;
}

/**
 * By how much the clock of a replay may be put forward so that every message to the host bears the second that it bore
 * then. A journal counts from the beginning of its case and does not say when that was; messages say it to the second (DE 7).
 *
 * @param startMs  when the replay began by its own clock
 * @returns undefined when no message says anything, or no shift makes all of them right
 */
export function clockWindow(
  recorded: readonly Recorded[],
  replayed: readonly Recorded[],
  startMs: number,
): ClockWindow | undefined {
  const [then, now] = [messagesToHost(recorded), messagesToHost(replayed)];
  let [leastMs, mostMs] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [place, message] of then.entries()) {
    const other = now[place];
    if (other === undefined || other.mti !== message.mti) break;
    const offMs = secondsIn(message) - secondsIn(other);
    if (Number.isNaN(offMs)) continue;
    const fractionMs = (((startMs + other.atMs) % 1000) + 1000) % 1000;
    leastMs = Math.max(leastMs, offMs - fractionMs);
    mostMs = Math.min(mostMs, offMs - fractionMs + 1000);
  }
  return Number.isFinite(leastMs) && leastMs < mostMs ? { leastMs, mostMs } : undefined;
}

/**
 * Shifts of a window, spread evenly however many are taken: its middle first, then the quarters, the eighths …
 *
 * Other times than DE 7 (the local time that the card was told) were read at other moments, and leave only a part of it.
 */
export function shiftsWithin({ leastMs, mostMs }: ClockWindow, count: number): readonly number[] {
  return Array.from({ length: count }, (_, place) => {
    let [fraction, weight] = [0, 0.5];
    for (let rest = place + 1; rest > 0; rest = Math.floor(rest / 2), weight /= 2) fraction += (rest % 2) * weight;
    return Math.floor(leastMs + (mostMs - leastMs) * fraction);
  });
}

function messagesToHost(events: readonly Recorded[]): readonly (HostMessage & Recorded)[] {
  return events.filter(
    (event): event is HostMessage & Recorded => event.kind === 'host-message' && event.direction === 'to-host',
  );
}

/** Data element 7, MMDDhhmmss, as milliseconds of some year that is the same for all; NaN without one. */
function secondsIn({ fields }: HostMessage): number {
  const digits = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/u
    .exec(fields['7'] ?? '')
    ?.slice(1)
    .map(Number);
  if (digits === undefined) return Number.NaN;
  const [month = 1, day = 1, hour = 0, minute = 0, second = 0] = digits;
  return Date.UTC(2024, month - 1, day, hour, minute, second);
}
