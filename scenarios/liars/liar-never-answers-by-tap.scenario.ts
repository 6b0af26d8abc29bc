import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-never-answers by tap', {
  proves: ['PERF-SDK-01'],
  entry: 'contactless',
  card: 'liar-never-answers',
  expects: { isApproved: false },
});
