import { cardCase } from '../card-case.ts';

export const scenario = cardCase('selects no application that must be confirmed when nobody can be asked', {
  proves: ['EMV-B1-12.4-3'],
  entry: 'contact',
  card: 'books-confirmation-only',
  profile: 'nobody-to-ask',
  expects: { outcome: 'ended', isOnline: false, asksFor: [], commands: [{ like: /^80A8/u, count: 0 }] },
});
