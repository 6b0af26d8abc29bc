import { cardCase } from '../card-case.ts';

/** Amount in eight and in four bytes, country in three, serial number in ten and in three. */
const values = ['0000000000001250', '00001250', '000276', '54533030303030310000', '545330'].join('');

export const scenario = cardCase('fits the values of a list to the lengths that the card asks for', {
  proves: ['EMV-B3-5.4-1'],
  entry: 'contact',
  card: 'books-odd-lengths',
  expects: { outcome: 'approved', commands: [{ like: new RegExp(`^80A800001E831C${values}`, 'u'), count: 1 }] },
});
