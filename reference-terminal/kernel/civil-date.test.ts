import { describe, expect, test } from 'vitest';
import { civilMoment, comparableDate, dateDigits, timeDigits } from './civil-date.ts';

/** Computed with Python's datetime. */
const moments = [
  [0, '700101', '000000', 1970],
  [951_782_399_000, '000228', '235959', 2000],
  [951_782_400_000, '000229', '000000', 2000],
  [1_331_797_264_000, '120315', '074104', 2012],
  [4_107_542_399_000, '000228', '235959', 2100],
  [4_107_542_400_000, '000301', '000000', 2100],
  [1_796_083_199_000, '261130', '235959', 2026],
  [1_709_251_199_000, '240229', '235959', 2024],
  [1_735_689_599_000, '241231', '235959', 2024],
  [-1000, '691231', '235959', 1969],
] as const;

describe('the civil moment', () => {
  test.each(moments)('of %i ms is %s %s', (epochMs, date, time, year) => {
    const moment = civilMoment(epochMs);
    expect([dateDigits(moment), timeDigits(moment), moment.year]).toEqual([date, time, year]);
  });

  test('passes over fractions of a millisecond', () => {
    expect(timeDigits(civilMoment(59_999.75))).toBe('000059');
  });
});

describe('a date of two-digit years', () => {
  test('lies in the century that the book gives it', () => {
    expect(comparableDate('491231')).toBe(20_491_231);
    expect(comparableDate('500101')).toBe(19_500_101);
  });

  test.each(['001300', '260132', '26A101', '2601', '000000'])('that is none is told apart: %s', (digits) => {
    expect(comparableDate(digits)).toBeUndefined();
  });
});
