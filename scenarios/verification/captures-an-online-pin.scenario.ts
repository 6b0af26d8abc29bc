import { cardCase } from '../card-case.ts';

export const scenario = cardCase('says that an online PIN was captured, and keeps it from the card', {
  proves: ['EMV-B3-10.5.2-1'],
  entry: 'contact',
  card: 'contact-online-pin',
  person: { pin: '4711' },
  expects: {
    outcome: 'approved',
    verification: 'online-pin',
    questions: ['online PIN'],
    commands: [{ like: /^0020/u, count: 0 }],
    results: { set: '0000040000', clear: '0000B80000' },
    hostFields: { '52': true },
    chipData: { '9F34': '020000' },
  },
});
