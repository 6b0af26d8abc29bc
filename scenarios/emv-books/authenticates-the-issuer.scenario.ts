import { cardCase } from '../card-case.ts';

export const scenario = cardCase('authenticates the issuer before the second cryptogram', {
  proves: ['EMV-B3-10.9-1', 'EMV-B3-10.9-2'],
  entry: 'contact',
  card: 'contact-issuer-authentication',
  expects: {
    outcome: 'approved',
    commands: [{ like: /^0082/u, count: 1 }],
    status: { set: '1000' },
    results: { clear: '0000000040' },
  },
});
