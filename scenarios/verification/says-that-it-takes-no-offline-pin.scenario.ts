import { cardCase } from '../card-case.ts';

export const scenario = cardCase('says that it can take no PIN for the chip, although it takes one for the host', {
  proves: ['EMV-B3-10.5.1-3'],
  entry: 'contact',
  card: 'books-pin-always',
  profile: 'no-offline-pin',
  expects: {
    verification: 'failed',
    questions: [],
    commands: [{ like: /^0020/u, count: 0 }],
    results: { set: '0000900000', clear: '0000280000' },
  },
});
