import type { Recorded } from '#drivers/ports/evidence.ts';
import type { Check } from '../check.ts';
import { tracedObjects } from './trace.ts';

/** Digits that look like a whole account number of the schemes under test, with a right check digit. */
const candidate = /(?<![0-9A-F])[2-6]\d{12,18}(?![0-9A-F])/gu;

/** The same as a whole data object: padded, or followed by the separator of track 2. */
const candidateValue = /^([2-6]\d{12,18})(?:F*$|D)/u;

/** An account number of which first six and last four digits are shown, standing alone. */
const truncatedNumber = /(?<![0-9A-F*])[2-6]\d{5}\*{3,9}\d{4}(?![0-9A-F*])/gu;

/** The record itself holds no account number: the mask of the harness did its work. */
export const check: Check = {
  name: 'no-account-number-in-the-clear',
  clause: 'PCI DSS 4.0.1 requirement 3.4.1, 3.5.1',
  proves: [],
  needs: [],
  breach: 'error',
  judge: (events) => {
    if (events.length === 0) return [];
    const isLeak = leakFinder(events);
    const leaks = events.filter(isLeak);
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

/**
 * Three nets: digits that stand alone in any text; data objects of a trace, where digits have hexadecimal neighbours;
 * and everything that fits an account number of which the record shows the ends.
 */
function leakFinder(events: readonly Recorded[]): (event: Recorded) => boolean {
  const truncated = new Set(
    events.flatMap((event) => [...JSON.stringify(event).matchAll(truncatedNumber)].map(([shown]) => shown)),
  );
  const known = [...truncated].map((shown) => new RegExp(shown.replaceAll('*', String.raw`\d`), 'u'));
  return (event) => {
    const text = JSON.stringify(event);
    return (
      [...text.matchAll(candidate)].some(([digits]) => isLuhnValid(digits)) ||
      tracesOf(event).some(hasAccountObject) ||
      known.some((pattern) => pattern.test(text))
    );
  };
}

/** The parts of an event that are data objects of the card. */
function tracesOf(event: Recorded): readonly string[] {
  if (event.kind === 'apdu' && event.direction === 'response') return [event.hex.slice(0, -4)];
  return event.kind === 'host-message' ? [event.fields['55'] ?? ''] : [];
}

function hasAccountObject(hex: string): boolean {
  return (tracedObjects(hex) ?? []).some(({ valueHex }) => {
    const digits = candidateValue.exec(valueHex)?.[1];
    return digits !== undefined && isLuhnValid(digits);
  });
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
