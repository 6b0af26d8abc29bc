import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-endless-6c by tap', {
  proves: ['PERF-SDK-01'],
  entry: 'contactless',
  card: 'liar-endless-6c',
  expects: { isApproved: false },
});
