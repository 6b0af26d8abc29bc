import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-endless-61 by chip', {
  proves: ['PERF-SDK-01'],
  entry: 'contact',
  card: 'liar-endless-61',
  expects: { isApproved: false },
});
