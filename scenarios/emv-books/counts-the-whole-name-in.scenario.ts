import { cardCase } from '../card-case.ts';

export const scenario = cardCase('counts the whole name of a card that was selected in part', {
  proves: ['EMV-B3-10.3-6'],
  entry: 'contact',
  card: 'curves-longer-name',
  expects: {
    outcome: 'approved',
    results: { set: '0100000000', clear: 'CC00000106' },
    status: { set: '8000' },
  },
});
