import { cardCase } from '../card-case.ts';

export const scenario = cardCase(
  'declines a TC with a wrong signature by the denial codes, without another cryptogram',
  {
    proves: ['EMV-B4-6.3.2.2-1'],
    entry: 'contact',
    card: 'curves-signature-denied-offline',
    expects: {
      outcome: 'declined',
      isOnline: false,
      asksFor: ['TC'],
      results: { set: '0100000100', clear: '0000000006' },
    },
  },
);
