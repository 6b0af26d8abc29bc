import { cardCase } from '../card-case.ts';

export const scenario = cardCase('asks for an online PIN although no try is left for the offline one', {
  proves: ['EMV-B4-6.3.4.2-1'],
  entry: 'contact',
  card: 'contact-pin-blocked',
  expects: {
    verification: 'online-pin',
    questions: ['online PIN'],
    commands: [{ like: /^0020/u, count: 0 }],
    results: { set: '0000240000', clear: '0000800000' },
    hostFields: { '52': true },
    chipData: { '9F34': '420300' },
  },
});
