import { cardCase } from '../card-case.ts';

export const scenario = cardCase('never approves liar-generate-ac-refused by tap', {
  proves: ['PERF-SDK-01'],
  entry: 'contactless',
  card: 'liar-generate-ac-refused',
  expects: { isApproved: false },
});
