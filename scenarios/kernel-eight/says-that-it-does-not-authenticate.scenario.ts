import { cardCase } from '../card-case.ts';

export const scenario = cardCase('says in its options that it does not authenticate cards', {
  proves: ['EMV-C8-3.9-1'],
  profile: 'kernel-8-without-authentication',
  entry: 'contactless',
  card: 'channel-no-cvm',
  expects: {
    outcome: 'approved',
    commands: [{ like: /^80A800004A834802000010FFFF0000[0-9A-F]{128}00$/u, count: 1 }],
    results: { set: '8000000080' },
  },
});
