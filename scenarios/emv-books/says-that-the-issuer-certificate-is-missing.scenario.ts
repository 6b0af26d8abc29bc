import { cardCase } from '../card-case.ts';

export const scenario = cardCase('says that data is missing when a card that signs has no issuer certificate', {
  proves: ['EMV-B3-7.5-2'],
  entry: 'contact',
  card: 'books-no-issuer-certificate',
  expects: { isOnline: true, results: { set: '2400000000' } },
});
