import { cardCase } from '../card-case.ts';

export const scenario = cardCase('runs the scripts of template 71 before the second cryptogram', {
  proves: ['EMV-B3-10.10-1', 'EMV-B4-6.3.9-1'],
  entry: 'contact',
  card: 'books-script-before',
  expects: {
    outcome: 'approved',
    sequence: { of: /^(80AE|8424)/u, is: ['80AE', '8424', '80AE'] },
    status: { set: '0400' },
    results: { clear: '0000000030' },
  },
});
