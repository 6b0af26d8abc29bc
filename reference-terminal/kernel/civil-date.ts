/** A moment on the civil calendar, in UTC. */
export interface CivilMoment {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

const secondsPerDay = 86_400;
const daysPerEra = 146_097;

/**
 * The civil moment (UTC, proleptic Gregorian) of a number of milliseconds since 1970-01-01T00:00Z. Pure arithmetic, so
 * that the terminal's only source of time stays its clock. Years are counted from 1 March, which puts the leap day
 * last.
 */
export function civilMoment(epochMs: number): CivilMoment {
  const epochSeconds = Math.floor(epochMs / 1000);
  const epochDays = Math.floor(epochSeconds / secondsPerDay);
  const secondOfDay = epochSeconds - epochDays * secondsPerDay;
  return {
    ...civilDate(epochDays),
    hour: Math.floor(secondOfDay / 3600),
    minute: Math.floor(secondOfDay / 60) % 60,
    second: secondOfDay % 60,
  };
}

/** YYMMDD as the data objects of format n6 hold it. */
export function dateDigits(moment: CivilMoment): string {
  return twoDigits(moment.year % 100) + twoDigits(moment.month) + twoDigits(moment.day);
}

/** HHMMSS as tag 9F21 holds it. */
export function timeDigits(moment: CivilMoment): string {
  return twoDigits(moment.hour) + twoDigits(moment.minute) + twoDigits(moment.second);
}

/**
 * A number that orders dates of two-digit years: YYYYMMDD.
 *
 * @param digits  YYMMDD
 * @returns undefined when the digits are no date
 * @clause EMV 4.4 Book 4, 6.7.3: years 00 to 49 are 2000 to 2049, 50 to 99 are 1950 to 1999.
 */
export function comparableDate(digits: string): number | undefined {
  if (!/^[0-9]{6}$/.test(digits)) return undefined;
  const yearOfCentury = Number(digits.slice(0, 2));
  const month = Number(digits.slice(2, 4));
  const day = Number(digits.slice(4, 6));
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  return (yearOfCentury + (yearOfCentury < 50 ? 2000 : 1900)) * 10_000 + month * 100 + day;
}

function civilDate(epochDays: number): { readonly year: number; readonly month: number; readonly day: number } {
  const days = epochDays + 719_468;
  const era = Math.floor(days / daysPerEra);
  const dayOfEra = days - era * daysPerEra;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
