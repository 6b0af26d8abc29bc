import type { BookEntry, Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';

/** The money oracle: what the cardholder was told, what the terminal remembers and what the acquirer booked are one. */
export const check: Check = {
  name: 'books-agree',
  clause: 'ISO 8583:1987 reversal conventions; L3 completion rules',
  proves: ['PERF-NET-01', 'L3-REV-01'],
  needs: ['book', 'reported'],
  judge: (events) => {
    const acquirer = bookOf(events, 'acquirer');
    const terminal = bookOf(events, 'terminal');
    if (acquirer === undefined || terminal === undefined) return [];
    const sold = approvals(events);
    return [
      ...sold.flatMap((sale) => soldIsBooked(sale, acquirer)),
      ...acquirer.flatMap((entry) => bookedIsSold(entry, sold)),
      ...terminal.flatMap(nothingOpen),
    ];
  },
};

interface Sale {
  readonly stan: string;
  readonly amountMinor: number;
  readonly eventIndex: number;
}

function bookOf(events: readonly Recorded[], of: 'acquirer' | 'terminal'): readonly BookEntry[] | undefined {
  const book = events.findLast((event) => event.kind === 'book' && event.of === of);
  return book?.kind === 'book' ? book.entries : undefined;
}

function approvals(events: readonly Recorded[]): readonly Sale[] {
  let sign = 1;
  return events.flatMap((event): readonly Sale[] => {
    if (event.kind === 'requested') sign = event.request.kind === 'refund' ? -1 : 1;
    if (event.kind !== 'reported' || event.report.outcome !== 'approved') return [];
    return [{ stan: event.report.stan ?? '', amountMinor: sign * event.report.amountMinor, eventIndex: event.index }];
  });
}

function soldIsBooked(sale: Sale, acquirer: readonly BookEntry[]): readonly CheckFinding[] {
  const booked = acquirer.filter((entry) => entry.stan === sale.stan && entry.state === 'captured');
  const holds = booked.length === 1 && booked[0]?.amountMinor === sale.amountMinor;
  return [
    {
      holds,
      text: 'an approved sale stands in the acquirer’s book once, with its amount',
      expected: `STAN ${sale.stan} captured with ${sale.amountMinor}`,
      observed:
        booked.length === 0 ? 'not captured' : booked.map((entry) => `captured with ${entry.amountMinor}`).join(', '),
      eventIndex: sale.eventIndex,
    },
  ];
}

function bookedIsSold(entry: BookEntry, sold: readonly Sale[]): readonly CheckFinding[] {
  if (entry.state !== 'captured') return [];
  return [
    {
      holds: sold.filter((sale) => sale.stan === entry.stan).length === 1,
      text: 'captured money belongs to a sale that the terminal reported as approved',
      expected: `a report of approval for STAN ${entry.stan}`,
      observed: sold.some((sale) => sale.stan === entry.stan) ? 'found' : 'none: the cardholder is charged for nothing',
    },
  ];
}

function nothingOpen(entry: BookEntry): readonly CheckFinding[] {
  return [
    {
      holds: entry.state !== 'open',
      text: 'the terminal leaves no transaction in doubt',
      expected: `STAN ${entry.stan} captured, declined or reversed`,
      observed: entry.state,
    },
  ];
}
