import { cardCase } from '../card-case.ts';

export const scenario = cardCase('goes on behind a script that is longer than a command can be', {
  proves: ['EMV-B4-12.2.4-1'],
  entry: 'contact',
  card: 'books-script-oversize',
  expects: {
    outcome: 'approved',
    commands: [{ like: /^84/u, count: 1 }],
    status: { set: '0400' },
    scriptResults: '00A1B2C3D42080000001',
  },
});
