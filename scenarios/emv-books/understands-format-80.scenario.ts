import { cardCase } from '../card-case.ts';

export const scenario = cardCase('understands the answers of format 80', {
  proves: ['EMV-B3-6.5.5.4-1', 'EMV-B3-6.5.8.4-1'],
  entry: 'contact',
  card: 'contact-format-80',
  expects: { outcome: 'approved', asksFor: ['ARQC', 'TC'] },
});
