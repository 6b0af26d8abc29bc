import { describe, expect, test } from 'vitest';
import { edition1993 } from './edition-1993.ts';
import { thirdPartyElements1993 } from './third-party-elements-1993.table.ts';
import { touchstone1993, touchstone1993Characters } from './touchstone-1993.table.ts';
import { dataCodeOf, entryModeOf } from './point-of-service-1993.ts';

function codeOf(actionCode: string, mti = '1210'): string | undefined {
  return edition1993.read({ mti, fields: new Map([[39, actionCode]]) }).fields.get(39);
}

describe('an action code', () => {
  test.each([
    ['000', '00'],
    ['116', '51'],
    ['117', '55'],
    ['002', '10'],
    ['913', '94'],
    ['914', '25'],
    ['400', '00'],
    ['800', '00'],
  ])('%s means %s', (action, response) => {
    expect(codeOf(action)).toBe(response);
  });

  test('that is unknown never approves: an approval under a condition is undone, all others decline', () => {
    expect(codeOf('007')).toBe('08');
    expect(codeOf('199')).toBe('05');
    expect(codeOf('299')).toBe('05');
    expect(codeOf('999')).toBe('96');
  });
});

test('a batch is in balance with 500 and out of it with 501', () => {
  const read = (action: string) => edition1993.read({ mti: '1530', fields: new Map([[39, action]]) }).fields;
  expect([read('500').get(66), read('501').get(66), read('909').get(66)]).toEqual(['1', '2', undefined]);
});

test('an approval of any class but its own is none of a sale', () => {
  // A reversal that is accepted says nothing about a sale: type and trace number keep the two apart.
  expect(edition1993.read({ mti: '1430', fields: new Map([[39, '400']]) }).mti).toBe('0430');
  expect(edition1993.read({ mti: '1210', fields: new Map() }).mti).toBe('0210');
});

test.each(['051', '052', '071', '072', '801', '802', '901', '902'])('entry mode %s comes back', (entryMode) => {
  for (const hasPin of [true, false]) expect(entryModeOf(dataCodeOf(entryMode, { hasPin }))).toBe(entryMode);
});

test('a point of service data code has twelve positions', () => {
  expect(dataCodeOf('051', { hasPin: true })).toBe('51010151334C');
  expect(dataCodeOf('072', { hasPin: false })).toBe('500101W00340');
});

describe('an element of a message that others published', () => {
  const forms = thirdPartyElements1993.flatMap(({ element, value, packedHex, charactersHex }) => [
    { element, value, dialect: touchstone1993, wireHex: packedHex },
    { element, value, dialect: touchstone1993Characters, wireHex: charactersHex },
  ]);

  test.each(forms.filter(({ wireHex }) => wireHex !== undefined))(
    '$element is written byte for byte: $dialect.name',
    ({ element, value, dialect, wireHex }) => {
      const bytes = dialect.fields.get(element)?.encode(value) ?? new Uint8Array();
      expect(Buffer.from(bytes).toString('hex').toUpperCase()).toBe(wireHex);
    },
  );
});
