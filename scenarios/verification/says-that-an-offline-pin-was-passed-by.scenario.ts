import { cardCase } from '../card-case.ts';

export const scenario = cardCase('says that an offline PIN was passed by, and nothing about tries', {
  proves: ['EMV-B4-6.3.4.3-1'],
  entry: 'contact',
  card: 'contact-plaintext-pin',
  person: { atPinPad: 'bypasses' },
  expects: {
    verification: 'failed',
    commands: [{ like: /^0020/u, count: 0 }],
    results: { set: '0000880000', clear: '0000340000' },
    chipData: { '9F34': '010301' },
  },
});
