import { cardCase } from '../card-case.ts';

export const scenario = cardCase('fails authentication when a signed record is no template 70', {
  proves: ['EMV-B3-10.3-4'],
  entry: 'contact',
  card: 'books-foreign-record',
  expects: {
    commands: [{ like: /^00B20164/u, count: 1 }],
    results: { set: '0800000000', clear: '8000000000' },
    status: { set: '8000' },
  },
});
