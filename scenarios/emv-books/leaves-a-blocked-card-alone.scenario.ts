import { cardCase } from '../card-case.ts';

export const scenario = cardCase('sends a blocked card nothing after the first refusal', {
  proves: ['EMV-B1-12.3.2-2'],
  entry: 'contact',
  card: 'books-card-blocked',
  expects: { outcome: 'ended', commands: [{ like: /./u, count: 1 }] },
});
