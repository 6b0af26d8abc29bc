import { cardCase } from '../card-case.ts';

export const scenario = cardCase('needs no more than the cardholder’s own device above the limit', {
  proves: ['EMV-C2-cdcvm-1'],
  entry: 'contactless',
  card: 'books-device-verified',
  amountMinor: 6000,
  expects: { outcome: 'approved', verification: 'device', questions: [] },
});
