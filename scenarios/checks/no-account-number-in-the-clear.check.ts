import type { Check } from '../check.ts';

/** Digits that look like a whole account number of the schemes under test, with a right check digit. */
const candidate = /(?<![0-9A-F])[2-6]\d{12,18}(?![0-9A-F])/gu;

/** The record itself holds no account number: the mask of the harness did its work. */
export const check: Check = {
  name: 'no-account-number-in-the-clear',
  clause: 'PCI DSS 4.0.1 requirement 3.4.1, 3.5.1',
  proves: [],
  needs: [],
  breach: 'error',
  judge: (events) => {
    const leaks = events.filter((event) => hasAccountNumber(JSON.stringify(event)));
    const [first] = leaks;
    return [
      {
        holds: first === undefined,
        text: 'no event of the record holds an account number',
        expected: 'first six and last four digits at most',
        observed: first === undefined ? `${events.length} events, none found` : `${leaks.length} events with one`,
        ...(first === undefined ? {} : { eventIndex: first.index }),
      },
    ];
  },
};

function hasAccountNumber(text: string): boolean {
  return [...text.matchAll(candidate)].some(([digits]) => isLuhnValid(digits));
}

/** @clause ISO/IEC 7812-1 annex B */
function isLuhnValid(digits: string): boolean {
  const sum = digits
    .split('')
    .toReversed()
    .reduce((total, character, place) => {
      const weighted = Number(character) * (place % 2 === 0 ? 1 : 2);
      return total + (weighted > 9 ? weighted - 9 : weighted);
    }, 0);
  return sum % 10 === 0;
}
