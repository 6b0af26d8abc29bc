import { cardCase } from '../card-case.ts';

export const scenario = cardCase('chooses extended authentication where combined is common too', {
  proves: ['EMV-B3-10.3-1'],
  entry: 'contact',
  card: 'curves-before-combined',
  expects: {
    outcome: 'approved',
    commands: [
      { like: /^80AE88/u, count: 1 },
      { like: /^80AE90/u, count: 0 },
    ],
    results: { set: '0100000000', clear: 'CC00000106' },
    status: { set: '8000' },
  },
});
