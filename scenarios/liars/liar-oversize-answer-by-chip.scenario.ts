import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-oversize-answer by chip', {
  proves: ['PERF-SDK-01'],
  entry: 'contact',
  card: 'liar-oversize-answer',
  expects: { isApproved: false },
});
