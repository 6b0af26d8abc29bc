import { cardCase } from '../card-case.ts';

export const scenario = cardCase('drops an authority key after its last day', {
  proves: ['L3-CAPK-01', 'EMV-B2-5.2-1'],
  entry: 'contact',
  card: 'books-authority-expired',
  expects: { isOnline: true, results: { set: '0400000000' }, sequence: { of: /^(80AE8)/u, is: ['80AE8'] } },
});
