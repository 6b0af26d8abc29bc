import { cardCase } from '../card-case.ts';

export const scenario = cardCase('applies usage control to a purchase at home', {
  proves: ['EMV-B3-10.4.2-1'],
  entry: 'contact',
  card: 'books-no-domestic-goods-used',
  expects: { outcome: 'declined', isOnline: false, results: { set: '0010000000' } },
});
