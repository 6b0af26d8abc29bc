import { cardCase } from '../card-case.ts';

export const scenario = cardCase('authorises and prints with a second application', {
  proves: ['L3-AID-01'],
  entry: 'contactless',
  card: 'books-equal-priority',
  expects: { outcome: 'approved' },
});
