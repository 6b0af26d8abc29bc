import assert from 'node:assert/strict';

/** A month of the calendar. */
export interface Month {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
}

/**
 * The month that lies `count` months after that of a date, or before it when negative.
 *
 * @param options.todayIso  YYYY-MM-DD
 */
export function monthsAfter(options: { readonly todayIso: string; readonly count: number }): Month {
  assert(/^\d{4}-(?:0[1-9]|1[0-2])-\d{2}$/.test(options.todayIso), 'a date is written YYYY-MM-DD');
  const [year, month] = options.todayIso.split('-', 2).map(Number);
  const index = (year ?? 0) * 12 + (month ?? 0) - 1 + options.count;
  return { year: Math.floor(index / 12), month: (index % 12) + 1 };
}

/** YYMM, as on track 2. */
export function yymm({ year, month }: Month): string {
  return `${twoDigits(year % 100)}${twoDigits(month)}`;
}

/** MMYY, as in a certificate. */
export function mmyy({ year, month }: Month): string {
  return `${twoDigits(month)}${twoDigits(year % 100)}`;
}

/** YYMMDD of the month's first day. */
export function firstDay(month: Month): string {
  return `${yymm(month)}01`;
}

/** YYMMDD of the month's last day: an application is good until its evening. */
export function lastDay(month: Month): string {
  return `${yymm(month)}${twoDigits(dayCount(month))}`;
}

function dayCount({ year, month }: Month): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** An application's dates as its records and certificates write them. */
export interface WrittenDates {
  readonly expiryYymm: string;
  readonly expiryYymmdd: string;
  readonly effectiveYymmdd: string;
  readonly certificateExpiryMmyy: string;
  /** The last day of the same month, in a certificate of elliptic curves. */
  readonly certificateExpiryYyyymmdd: string;
}

/** The dates that months from the bench's date stand for. */
export function writeDates(
  application: {
    readonly expiresInMonths: number;
    readonly effectiveInMonths: number;
    readonly certificatesExpireInMonths: number;
  },
  todayIso: string,
): WrittenDates {
  const expiry = monthsAfter({ todayIso, count: application.expiresInMonths });
  const certificates = monthsAfter({ todayIso, count: application.certificatesExpireInMonths });
  return {
    expiryYymm: yymm(expiry),
    expiryYymmdd: lastDay(expiry),
    effectiveYymmdd: firstDay(monthsAfter({ todayIso, count: application.effectiveInMonths })),
    certificateExpiryMmyy: mmyy(certificates),
    certificateExpiryYyyymmdd: `${Math.floor(certificates.year / 100)}${lastDay(certificates)}`,
  };
}
