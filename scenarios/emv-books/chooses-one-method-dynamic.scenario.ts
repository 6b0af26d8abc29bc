import { cardCase } from '../card-case.ts';

export const scenario = cardCase('chooses dynamic authentication where combined is not common', {
  proves: ['EMV-B3-10.3-1', 'EMV-B3-10.11-2'],
  entry: 'contact',
  card: 'contact-dda',
  expects: {
    outcome: 'approved',
    commands: [
      { like: /^0088/u, count: 1 },
      { like: /^80AE[19D5]/u, count: 0 },
    ],
  },
});
