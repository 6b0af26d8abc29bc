import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks nobody to sign where nobody is there to compare', {
  proves: ['EMV-B4-A2-1'],
  profile: 'unattended',
  entry: 'contact',
  card: 'books-asks-for-capabilities',
  expects: {
    verification: 'none',
    chipData: { '9F35': '25', '9F33': 'E0D8CC' },
    commands: [{ like: /^80AE.{64}25E0D8CC7000F02001/u, count: 1 }],
  },
});
