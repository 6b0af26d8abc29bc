import { cardCase } from '../card-case.ts';

export const scenario = cardCase('says that an online PIN was passed by', {
  proves: ['EMV-B3-10.5.2-2', 'EMV-B4-6.3.4.3-1'],
  entry: 'contact',
  card: 'contact-online-pin',
  person: { atPinPad: 'bypasses' },
  expects: {
    verification: 'failed',
    results: { set: '0000880000', clear: '0000340000' },
    hostFields: { '52': false },
  },
});
