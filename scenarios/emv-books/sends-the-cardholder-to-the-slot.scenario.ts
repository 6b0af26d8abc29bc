import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sends the cardholder to another interface on 6984', {
  proves: ['EMV-C3-5.2.2.2-1', 'EMV-CB-3.5-outcomes'],
  entry: 'contactless',
  card: 'books-quick-other-interface',
  expects: { outcome: 'try-another-interface', isOnline: false },
});
