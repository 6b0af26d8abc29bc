import { cardCase } from '../card-case.ts';

export const scenario = cardCase('uses its own list where the card names no dynamic data', {
  proves: ['EMV-B2-6.5.1-1'],
  entry: 'contact',
  card: 'contact-dda',
  expects: {
    outcome: 'approved',
    results: { clear: '8800000000' },
    commands: [{ like: /^0088000004[0-9A-F]{8}00$/u, count: 1 }],
  },
});
