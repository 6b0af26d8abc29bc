import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks for a combined signature with both cryptograms in mode 1', {
  proves: ['EMV-B2-D4-1', 'EMV-B3-10.11-2'],
  entry: 'contact',
  card: 'contact-cda',
  expects: {
    outcome: 'approved',
    asksFor: ['ARQC', 'TC'],
    commands: [
      { like: /^80AE90/u, count: 1 },
      { like: /^80AE50/u, count: 1 },
      { like: /^0088/u, count: 0 },
    ],
  },
});
