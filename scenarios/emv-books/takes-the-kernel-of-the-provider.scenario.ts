import { cardCase } from '../card-case.ts';

export const scenario = cardCase('takes the kernel of the provider when the entry names none', {
  proves: ['EMV-CB-3.3.2.5-c'],
  entry: 'contactless',
  card: 'books-quick-no-kernel',
  expects: {
    outcome: 'approved',
    commands: [
      { like: /^80A80000238321/u, count: 1 },
      { like: /^80AE/u, count: 0 },
    ],
  },
});
