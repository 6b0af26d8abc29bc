import { cardCase } from '../card-case.ts';

export const scenario = cardCase('says in its options which version it has, that it authenticates and which suites', {
  proves: ['EMV-C8-3.9-1'],
  entry: 'contactless',
  card: 'channel-no-cvm',
  expects: { commands: [{ like: /^80A800004A834802800010FFFF0000[0-9A-F]{128}00$/u, count: 1 }] },
});
