import { cardCase } from '../card-case.ts';

export const scenario = cardCase('runs the scripts of template 72 after the second cryptogram', {
  proves: ['EMV-B3-10.10-1'],
  entry: 'contact',
  card: 'books-script-after',
  expects: {
    outcome: 'approved',
    sequence: { of: /^(80AE|8424)/u, is: ['80AE', '80AE', '8424'] },
    status: { set: '0400' },
    results: { clear: '0000000030' },
  },
});
