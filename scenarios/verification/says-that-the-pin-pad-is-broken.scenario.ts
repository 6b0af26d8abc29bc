import { cardCase } from '../card-case.ts';

export const scenario = cardCase('says that the PIN pad is broken when an offline PIN is due', {
  proves: ['EMV-B3-10.5.1-3'],
  entry: 'contact',
  card: 'contact-plaintext-pin',
  person: { atPinPad: 'finds-it-broken' },
  expects: {
    verification: 'failed',
    commands: [{ like: /^0020/u, count: 0 }],
    results: { set: '0000900000', clear: '0000280000' },
  },
});
