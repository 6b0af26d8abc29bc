import { cardCase } from '../card-case.ts';

export const scenario = cardCase(
  'asks the host about the two accounts of liar-other-pan by chip, which approves neither',
  {
    proves: ['EMV-B3-7.5-1'],
    entry: 'contact',
    card: 'liar-other-pan',
    expects: { isApproved: false, isOnline: true },
  },
);
