import { cardCase } from '../card-case.ts';

export const scenario = cardCase('says that the PIN pad is broken when an online PIN is due', {
  proves: ['EMV-B3-10.5.2-2'],
  entry: 'contact',
  card: 'contact-online-pin',
  person: { atPinPad: 'finds-it-broken' },
  expects: {
    verification: 'failed',
    results: { set: '0000900000', clear: '00002C0000' },
    hostFields: { '52': false },
  },
});
