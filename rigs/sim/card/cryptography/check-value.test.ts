import { expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes.ts';
import { checkValue } from './check-value.ts';

/*
 * Values from the public test suite of knovichikhin/pyemv (commit cf6b82d7a1e1b57c87d18a2caae2115f8b3e4309, MIT
 * licence), which writes the two bytes as a decimal number.
 */
test.each([
  { what: 'track 2', track: '5123456789012345D35121010000000000000F', decimal: 29_488 },
  {
    what: 'track 1',
    track:
      '42353132333435363738393031323334355E4B454E4F42492F4F424957414E5E33353132313031303030303030303030303030303030303030303030303030',
    decimal: 33_419,
  },
])('a published check value of $what is made', ({ track, decimal }) => {
  const value = checkValue({
    key: fromHex('6D6425FB9401C21AA1F80451AB85DA3B'),
    track: fromHex(track),
    unpredictableNumber: fromHex('00000899'),
    counter: fromHex('005E'),
  });
  expect(Number.parseInt(toHex(value), 16)).toBe(decimal);
});
