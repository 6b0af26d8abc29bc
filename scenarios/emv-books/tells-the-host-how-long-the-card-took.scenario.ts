import { cardCase } from '../card-case.ts';

export const scenario = cardCase('tells the host what the relay resistance protocol measured', {
  proves: ['EMV-C2-3.10-4'],
  entry: 'contactless',
  card: 'debit-relay',
  expects: {
    outcome: 'approved',
    isOnline: true,
    commands: [{ like: /^80EA/u, count: 1 }],
    // Performed, and neither limit nor threshold exceeded: byte 5, bits 2 and 1.
    results: { set: '0000000002', clear: '040000000C' },
    // The card's least and greatest time, and what it thinks the way takes.
    chipData: { DF8303: '0028', DF8304: '0050', DF8305: '0014' },
  },
});
