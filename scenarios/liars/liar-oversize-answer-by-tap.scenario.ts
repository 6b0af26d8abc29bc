import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-oversize-answer by tap', {
  proves: ['PERF-SDK-01'],
  entry: 'contactless',
  card: 'liar-oversize-answer',
  expects: { isApproved: false },
});
