import { cardCase } from '../card-case.ts';

export const scenario = cardCase('tells the cardholder to insert, swipe or try another card', {
  proves: ['EMV-CB-3.3.2.7', 'L3-AID-01'],
  entry: 'contactless',
  card: 'books-foreign-contactless',
  expects: { isApproved: false, displays: /INSERT|SWIPE|ANOTHER/u, commands: [{ like: /^80A8/u, count: 0 }] },
});
