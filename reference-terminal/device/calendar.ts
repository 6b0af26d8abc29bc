import { civilMoment } from '../kernel/civil-date.ts';

/** A moment in UTC, as the digits that messages and receipts are written from, padded with zeros. */
export interface Moment {
  /** Four digits. */
  readonly year: string;
  readonly month: string;
  readonly day: string;
  /** hhmmss */
  readonly time: string;
  /** 001 to 366. */
  readonly dayOfYear: string;
}

/**
 * Writes a time in digits. Whoever asks owns the clock: nothing here reads the time.
 *
 * @param timeMs  milliseconds since 1970-01-01T00:00Z
 */
export function momentOf(timeMs: number): Moment {
  const { year, month, day, hour, minute, second } = civilMoment(timeMs);
  const daysBefore = DAYS_BEFORE_MONTH[month - 1] ?? 0;
  return {
    year: padded(year, 4),
    month: padded(month, 2),
    day: padded(day, 2),
    time: padded(hour, 2) + padded(minute, 2) + padded(second, 2),
    dayOfYear: padded(daysBefore + day + (month > 2 && isLeap(year) ? 1 : 0), 3),
  };
}

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
