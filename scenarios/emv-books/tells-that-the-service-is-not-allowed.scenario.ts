import { cardCase } from '../card-case.ts';

export const scenario = cardCase('tells the cardholder that the card does not allow the service', {
  proves: ['EMV-B3-10.8.1-1'],
  entry: 'contact',
  card: 'books-service-not-allowed',
  expects: { isApproved: false, isOnline: false, displays: /NOT ACCEPTED/u },
});
