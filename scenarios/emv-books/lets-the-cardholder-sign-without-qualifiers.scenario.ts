import { cardCase } from '../card-case.ts';

export const scenario = cardCase('lets the cardholder sign when the card sends no qualifiers', {
  proves: ['EMV-C3-ctq-2'],
  entry: 'contactless',
  card: 'books-quick-no-qualifiers',
  amountMinor: 6000,
  expects: { outcome: 'approved', verification: 'signature' },
});
