import type { BookEntry, Recorded } from '#drivers/ports/evidence.ts';
import type { TransactionOutcome, TransactionRequest } from '#drivers/ports/terminal.ts';
import type { Check, CheckFinding } from '../check.ts';
import { isStillOwed } from './doubt.ts';
import { messagesFromHost } from './trace.ts';

/**
 * The money oracle: what the cardholder was told, what the terminal remembers and what the acquirer booked are one.
 * Says nothing about a transaction whose reversal the terminal still owes by no fault of its own.
 */
export const check: Check = {
  name: 'books-agree',
  clause: 'ISO 8583:1987 reversal conventions; L3 completion rules',
  proves: ['PERF-NET-01', 'L3-REV-01'],
  needs: ['book', 'reported'],
  judge: (events) => {
    const [acquirer, terminal] = [bookOf(events, 'acquirer'), bookOf(events, 'terminal')];
    if (acquirer === undefined || terminal === undefined) return [];
    const isDecided = ({ stan }: BookEntry): boolean =>
      !isStillOwed(events, stan) || terminal.find((entry) => entry.stan === stan)?.state !== 'open';
    const ends = endsOf(events);
    const decided = acquirer.filter(isDecided);
    return [
      ...standing(ends).map((sale) => soldIsBooked(sale, acquirer)),
      ...decided.filter(({ state }) => state === 'captured').map((entry) => bookedIsSold(entry, ends, terminal)),
      ...decided.map((entry) => bookedIsRemembered(entry, { terminal, events })),
      ...terminal.filter(({ state }) => state === 'captured').map((entry) => rememberedIsBooked(entry, acquirer)),
      ...terminal.filter(isDecided).map(nothingOpen),
    ];
  },
};

/** How a transaction ended, as the cashier was told. */
interface End {
  readonly kind: TransactionRequest['kind'];
  readonly outcome: TransactionOutcome;
  readonly stan: string;
  /** Negative for money back to the cardholder, as in the books. */
  readonly amountMinor: number;
  readonly eventIndex: number;
}

function bookOf(events: readonly Recorded[], of: 'acquirer' | 'terminal'): readonly BookEntry[] | undefined {
  const book = events.findLast((event) => event.kind === 'book' && event.of === of);
  return book?.kind === 'book' ? book.entries : undefined;
}

function endsOf(events: readonly Recorded[]): readonly End[] {
  let kind: TransactionRequest['kind'] = 'purchase';
  return events.flatMap((event): readonly End[] => {
    if (event.kind === 'requested') ({ kind } = event.request);
    if (event.kind !== 'reported') return [];
    const { outcome, stan, amountMinor } = event.report;
    const sign = kind === 'refund' ? -1 : 1;
    return [{ kind, outcome, stan: stan ?? '', amountMinor: sign * amountMinor, eventIndex: event.index }];
  });
}

/**
 * What was approved and not undone by the merchant afterwards. A void bears the trace number of what it undoes, a partial
 * reversal that of what it leaves less of: the last word on a number counts.
 */
function standing(ends: readonly End[]): readonly End[] {
  const approved = ends.filter(({ outcome }) => outcome === 'approved');
  const voided = new Set(approved.flatMap(({ kind, stan }) => (kind === 'void' ? [stan] : [])));
  return approved.filter(
    ({ stan }, place) =>
      !voided.has(stan) &&
      !approved.slice(place + 1).some((later) => later.kind === 'partial-reversal' && later.stan === stan),
  );
}

function soldIsBooked(sale: End, acquirer: readonly BookEntry[]): CheckFinding {
  const lawful: readonly BookEntry['state'][] = sale.kind === 'pre-authorization' ? ['held', 'released'] : ['captured'];
  const booked = acquirer.filter((entry) => entry.stan === sale.stan && lawful.includes(entry.state));
  return {
    holds: booked.length === 1 && booked.every((entry) => isWhatWasSold(entry, sale)),
    text: 'an approved sale stands in the acquirer’s book once, with its amount',
    expected: `STAN ${sale.stan} ${lawful.join(' or ')} with ${sale.amountMinor}`,
    observed:
      booked.length === 0
        ? 'not captured'
        : booked.map((entry) => `${entry.state} with ${entry.amountMinor}`).join(', '),
    eventIndex: sale.eventIndex,
  };
}

/** What a completion did not collect may have been given back before it was released. */
function isWhatWasSold({ state, amountMinor, askedMinor }: BookEntry, sale: End): boolean {
  return amountMinor === sale.amountMinor || (state === 'released' && askedMinor === sale.amountMinor);
}

/** A terminal that lost its power after the end was on its disk could tell nobody: then its own book is the word. */
function bookedIsSold(entry: BookEntry, ends: readonly End[], terminal: readonly BookEntry[]): CheckFinding {
  const told = standing(ends).filter(({ stan }) => stan === entry.stan).length;
  const isKnownToTerminal = terminal.some(({ stan, state }) => stan === entry.stan && state === 'captured');
  const wasCutOff = ends.some(
    ({ outcome, amountMinor }) => outcome === 'no-answer' && amountMinor === entry.amountMinor,
  );
  return {
    holds: told === 1 || (told === 0 && isKnownToTerminal && wasCutOff),
    text: 'captured money belongs to one sale that the terminal reported as approved',
    expected: `one report of approval for STAN ${entry.stan}`,
    observed: told === 0 ? 'none: the cardholder is charged for nothing that was confirmed' : `${told} reports`,
  };
}

/** A reversal may undo what never was: the answer that declined was lost, and the terminal could not know. */
const lawfulMemories: Readonly<Record<BookEntry['state'], readonly BookEntry['state'][]>> = {
  captured: ['captured'],
  reversed: ['reversed'],
  declined: ['declined', 'reversed'],
  open: ['open'],
  held: ['held'],
  released: ['released'],
};

/** What the host approved a part of, and the terminal undid whole, is in both books with the amount that each knows. */
function isUndoneInPart(entry: BookEntry, remembered: BookEntry, events: readonly Recorded[]): boolean {
  const isPart = messagesFromHost(events).some(
    ({ fields }) => fields['11'] === entry.stan && fields['39'] === '10' && Number(fields['4']) === entry.amountMinor,
  );
  return isPart && entry.state === 'reversed' && entry.amountMinor < remembered.amountMinor;
}

function bookedIsRemembered(
  entry: BookEntry,
  { terminal, events }: { readonly terminal: readonly BookEntry[]; readonly events: readonly Recorded[] },
): CheckFinding {
  const remembered = terminal.find(({ stan }) => stan === entry.stan);
  const lawful = lawfulMemories[entry.state];
  return {
    holds:
      remembered !== undefined &&
      (remembered.amountMinor === entry.amountMinor || isUndoneInPart(entry, remembered, events)) &&
      lawful.includes(remembered.state),
    text: 'the terminal remembers what the acquirer booked',
    expected: `STAN ${entry.stan} ${lawful.join(' or ')} with ${entry.amountMinor}`,
    observed: remembered === undefined ? 'forgotten' : `${remembered.state} with ${remembered.amountMinor}`,
  };
}

function rememberedIsBooked(entry: BookEntry, acquirer: readonly BookEntry[]): CheckFinding {
  const booked = acquirer.find(({ stan }) => stan === entry.stan);
  return {
    holds: booked?.state === 'captured',
    text: 'what the terminal counts as sold is captured',
    expected: `STAN ${entry.stan} captured`,
    observed: booked?.state ?? 'not in the acquirer’s book',
  };
}

function nothingOpen(entry: BookEntry): CheckFinding {
  return {
    holds: entry.state !== 'open',
    text: 'the terminal leaves no transaction in doubt',
    expected: `STAN ${entry.stan} captured, declined or reversed`,
    observed: entry.state,
  };
}
