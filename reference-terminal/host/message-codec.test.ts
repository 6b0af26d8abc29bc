import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { ascii, fixed } from './field-codecs.ts';
import { MalformedMessage } from './malformed-message.ts';
import { decodeMessage, encodeMessage } from './message-codec.ts';
import type { Dialect, HostMessage } from './message-codec.ts';
import { thirdPartyMessages, thirdPartyRefusals } from './third-party-messages.table.ts';
import { touchstone1987 } from './touchstone-1987.table.ts';

describe('messages that others published', () => {
  test.each(thirdPartyMessages)('$name reads to its fields', ({ dialect, messageHex, mti, fields }) => {
    const message = decodeMessage(dialect, Buffer.from(messageHex, 'hex'));
    expect(message.mti).toBe(mti);
    expect(message.fields).toEqual(fields);
  });

  test.each(thirdPartyMessages)('$name is written byte for byte', ({ dialect, messageHex, mti, fields }) => {
    expect(Buffer.from(encodeMessage(dialect, { mti, fields })).toString('hex').toUpperCase()).toBe(messageHex);
  });

  test.each(thirdPartyRefusals)('is refused when its $name', ({ field2, messageHex }) => {
    const dialect: Dialect = {
      name: 'refusals',
      mti: fixed(ascii, 4),
      bitmap: 'hexadecimal',
      fields: new Map([[2, field2]]),
    };
    expect(() => decodeMessage(dialect, Buffer.from(messageHex, 'hex'))).toThrow(MalformedMessage);
  });
});

const digits = (min: number, max: number = min): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((each) => each.join(''));
const printable = (length: number): fc.Arbitrary<string> =>
  fc
    .array(fc.integer({ min: 0x20, max: 0x7e }), { minLength: length, maxLength: length })
    .map((each) => String.fromCodePoint(...each));
const alphanumeric = (length: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom('0', '5', '9', 'A', 'M', 'Z', 'a', 'z'), { maxLength: length })
    .map((each) => each.join('').padEnd(length, ' '));

/** Lawful values of every element of the dialect, written from the agreement and not from the table. */
const valueOf: Readonly<Record<number, fc.Arbitrary<string>>> = {
  2: digits(0, 19),
  3: digits(6),
  4: digits(12),
  7: digits(10),
  11: digits(6),
  12: digits(6),
  13: digits(4),
  14: digits(4),
  22: digits(3),
  23: digits(3),
  25: digits(2),
  32: digits(0, 11),
  35: fc.tuple(digits(1, 19), digits(0, 17)).map(([pan, rest]) => `${pan}D${rest}`),
  37: alphanumeric(12),
  38: alphanumeric(6),
  39: alphanumeric(2),
  41: printable(8),
  42: printable(15),
  49: digits(3),
  55: fc.uint8Array({ maxLength: 999 }).map((bytes) => Buffer.from(bytes).toString('hex').toUpperCase()),
  70: digits(3),
  90: digits(42),
};

const messages = fc.record({
  mti: digits(4),
  fields: fc
    .record(valueOf, { requiredKeys: [] })
    .map((fields) => new Map(Object.entries(fields).map(([number, value]) => [Number(number), String(value)]))),
});

function readable(bytes: Uint8Array): HostMessage | undefined {
  try {
    return decodeMessage(touchstone1987, bytes);
  } catch (error) {
    if (error instanceof MalformedMessage) return undefined;
    throw error;
  }
}

describe('the dialect touchstone-1987', () => {
  test('reads back every message that it writes', () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(decodeMessage(touchstone1987, encodeMessage(touchstone1987, message))).toEqual(message);
      }),
      { numRuns: 300 },
    );
  });

  test('reads any bytes to a message or refuses them as malformed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const message = readable(bytes);
        const again = message === undefined ? undefined : encodeMessage(touchstone1987, message);
        expect(again === undefined ? undefined : readable(again)).toEqual(message);
      }),
      { numRuns: 500 },
    );
  });

  test('pads odd digits with a zero in front and odd variable digits with an F behind', () => {
    const fields = new Map([
      [2, '123'],
      [22, '072'],
      [35, '12D34'],
    ]);
    // 0200, bits 2, 22 and 35, then 03 123F, 0072, 05 12D34F: spelled out from the agreement.
    expect(Buffer.from(encodeMessage(touchstone1987, { mti: '0200', fields })).toString('hex')).toBe(
      ['0200', '4000040020000000', '03123f', '0072', '0512d34f'].join(''),
    );
  });

  test('writes the second bitmap only with an element above 64', () => {
    const echo = encodeMessage(touchstone1987, { mti: '0800', fields: new Map([[70, '301']]) });
    expect(Buffer.from(echo).toString('hex')).toBe(['0800', '8000000000000000', '0400000000000000', '0301'].join(''));
  });

  test('fills text on the right with spaces', () => {
    const message = encodeMessage(touchstone1987, { mti: '0200', fields: new Map([[41, 'T1']]) });
    expect(Buffer.from(message.subarray(10)).toString('latin1')).toBe('T1      ');
  });

  test.each([
    ['a digit too many', new Map([[4, '1234567890123']]), 4],
    ['a letter in a number', new Map([[11, '00000A']]), 11],
    ['an element that is not agreed', new Map([[64, '00']]), 64],
    ['half a byte of chip data', new Map([[55, '9F2']]), 55],
  ])('refuses to write %s and names the element, not the value', (_, fields, element) => {
    const write = (): unknown => encodeMessage(touchstone1987, { mti: '0200', fields });
    expect(write).toThrow(MalformedMessage);
    expect(write).toThrow(`data element ${element}:`);
    for (const value of fields.values()) expect(write).not.toThrow(value);
  });
});
