import { cardCase } from '../card-case.ts';

export const scenario = cardCase('claims signatures as an attended terminal that prints for the attendant', {
  proves: ['EMV-B4-A2-1'],
  entry: 'contact',
  card: 'books-asks-for-capabilities',
  expects: {
    verification: 'signature',
    chipData: { '9F35': '22', '9F33': 'E0F8CC' },
    commands: [{ like: /^80AE.{64}22E0F8CC7000F0A001/u, count: 1 }],
  },
});
