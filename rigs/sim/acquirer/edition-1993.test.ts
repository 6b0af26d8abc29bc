import { describe, expect, test } from 'vitest';
import { editionOf } from './edition.ts';
import type { Fields } from './message-codec.ts';

const edition = editionOf({ edition: '1993' });

const sale: Fields = {
  '2': '5413330089600010',
  '3': '000000',
  '4': '000000001250',
  '7': '1122101500',
  '11': '000017',
  '12': '261122111500',
  '14': '3012',
  '22': '500101W00340',
  '24': '200',
  '32': '12345',
  '37': '632611000017',
  '41': 'TOUCH001',
  '42': 'TOUCHSTONE BANK',
  '49': '978',
};
const reversal: Fields = {
  ...sale,
  '11': '000018',
  '24': '400',
  '25': '4021',
  '56': '12000000172611221115000512345',
};

describe('a request of 1993', () => {
  test('is read in words of 1987', () => {
    expect(edition.read({ mti: '1200', fields: sale })).toMatchObject({
      kind: 'read',
      mti: '0200',
      fields: { '12': '111500', '13': '1122', '22': '072', '25': '00' },
    });
    expect(edition.read({ mti: '1421', fields: reversal })).toMatchObject({
      kind: 'read',
      mti: '0421',
      fields: { '90': '020000001711221115000000001234500000000000' },
    });
  });

  test('tells by its reason that somebody wants it undone', () => {
    expect(edition.typeOf({ mti: '1420', fields: { ...reversal, '25': '4000' } })).toBe('0400');
    expect(edition.typeOf({ mti: '1421', fields: { ...reversal, '25': '4000' } })).toBe('0401');
  });

  const without = (fields: Fields, number: string): Fields =>
    Object.fromEntries(Object.entries(fields).filter(([each]) => each !== number));
  test.each<readonly [string, string, Fields]>([
    ['a function of another type', '1200', { ...sale, '24': '400' }],
    ['no function', '1200', without(sale, '24')],
    ['no local time', '1200', without(sale, '12')],
    ['a date of no month', '1200', { ...sale, '12': '261322111500' }],
    ['an element of 1987', '1200', { ...sale, '13': '1122' }],
    ['a data code of a terminal that can not read chips', '1200', { ...sale, '22': '200101200140' }],
    ['a reversal without a reason', '1420', without(reversal, '25')],
    ['a reason of another type', '1420', { ...reversal, '25': '1004' }],
    ['an original without its acquirer', '1420', { ...reversal, '56': '120000001726112211150005' }],
    ['an original amount in a full reversal', '1420', { ...reversal, '30': '0'.repeat(24) }],
    ['no original amount in a partial one', '1420', { ...reversal, '24': '401' }],
    ['an action code that nobody knows', '1420', { ...reversal, '39': '777' }],
  ])('is unfit with %s', (_, mti, fields) => {
    expect(edition.read({ mti, fields }).kind).toBe('unfit');
  });

  test('of a type that the edition lacks is of no type at all', () => {
    expect(edition.typeOf({ mti: '1400', fields: reversal })).toBeUndefined();
    expect(edition.typeOf({ mti: '0200', fields: sale })).toBeUndefined();
  });
});

test('an answer of 1993 says what is good by its class, and repeats local time and function as they came', () => {
  const write = (mti: string, request: Fields, fields: Fields) => edition.write({ mti, fields }, request);
  expect(write('0210', sale, { '11': '000017', '12': '111500', '13': '1122', '39': '00' })).toEqual({
    mti: '1210',
    fields: { '11': '000017', '12': '261122111500', '39': '000' },
  });
  expect(write('0430', reversal, { '39': '00' })).toEqual({ mti: '1430', fields: { '39': '400' } });
  expect(write('0430', reversal, { '39': '25' })).toEqual({ mti: '1430', fields: { '39': '914' } });
  expect(write('0510', { '24': '500' }, { '39': '95', '66': '2' })).toEqual({ mti: '1530', fields: { '39': '501' } });
  expect(write('0810', { '24': '811' }, { '39': '00', '48': 'AB', '70': '161' })).toEqual({
    mti: '1814',
    fields: { '24': '811', '39': '800', '96': 'AB' },
  });
});
