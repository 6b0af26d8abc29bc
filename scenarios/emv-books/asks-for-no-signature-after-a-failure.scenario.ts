import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks for no combined signature once authentication has failed', {
  proves: ['EMV-B4-6.3.2.1-1'],
  entry: 'contact',
  card: 'books-issuer-certificate-wrong',
  expects: {
    results: { set: '0400000000' },
    sequence: { of: /^(80AE8)/u, is: ['80AE8'] },
    commands: [{ like: /^80AE[19D5]/u, count: 0 }],
  },
});
