import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-promotes-decline by chip', {
  proves: ['EMV-B3-9.3-1'],
  entry: 'contact',
  card: 'liar-promotes-decline',
  expects: { isApproved: false },
});
