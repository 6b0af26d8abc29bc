import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-promotes-decline by tap', {
  proves: ['EMV-B3-9.3-1'],
  entry: 'contactless',
  card: 'liar-promotes-decline',
  expects: { isApproved: false },
});
