const ISO = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3})\d*)?Z$/u;

/**
 * Milliseconds since 1970-01-01T00:00Z of a time in UTC, without the platform's clock or calendar.
 *
 * @param iso  such as 2026-11-22T01:30:00.250Z
 * @returns undefined when the text is not of that form
 */
export function epochMsOf(iso: string): number | undefined {
  const match = ISO.exec(iso);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  const ms = Number((match[7] ?? '0').padEnd(3, '0'));
  const seconds = ((daysFromEpoch(year ?? 0, month ?? 0, day ?? 0) * 24 + (hour ?? 0)) * 60 + (minute ?? 0)) * 60;
  return (seconds + (second ?? 0)) * 1000 + ms;
}

/** Days since 1970-01-01 in the Gregorian calendar, counting years from March so that the leap day comes last. */
function daysFromEpoch(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
