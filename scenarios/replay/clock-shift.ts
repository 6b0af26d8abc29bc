import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';

/**
 * By how much the clock of a replay has to be put forward so that every message to the host bears the second that it bore
 * then. A journal counts from the beginning of its case and does not say when that was; messages say it to the second (DE 7).
 *
 * @param startMs  when the replay began by its own clock
 * @returns 0 when it is right, or when no shift makes it right; milliseconds
 */
export function clockShiftMs(recorded: readonly Recorded[], replayed: readonly Recorded[], startMs: number): number {
  const [then, now] = [recorded, replayed].map(messagesToHost);
  let [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const [place, message] of (then ?? []).entries()) {
    const other = now?.[place];
    if (other === undefined || other.mti !== message.mti) break;
    const secondsOff = (secondsIn(message) - secondsIn(other)) / 1000;
    if (Number.isNaN(secondsOff)) continue;
    const fractionMs = (((startMs + other.atMs) % 1000) + 1000) % 1000;
    least = Math.max(least, secondsOff * 1000 - fractionMs);
    most = Math.min(most, secondsOff * 1000 - fractionMs + 1000);
  }
  const isRight = least <= 0 && most > 0;
  if (isRight || least >= most || !Number.isFinite(least)) return 0;
  return Math.floor((least + most) / 2);
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
