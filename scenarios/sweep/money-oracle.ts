import type { BookEntry, Recorded } from '#drivers/ports/evidence.ts';

/** What three parties and the cardholder hold to be true when everything has recovered. */
export interface Ledgers {
  /** What was asked of the terminal and what cardholder and cashier were told, oldest first. */
  readonly told: readonly Told[];
  /** What the merchant's terminal holds. */
  readonly terminal: readonly BookEntry[];
  /** What the acquirer cleared. */
  readonly acquirer: readonly BookEntry[];
  /** What cardholders' accounts lost, in the minor unit. */
  readonly chargedMinor: number;
  /** Deliveries that the terminal still owes after it had its time. */
  readonly owedCount: number;
}

/** One transaction as the people at the terminal saw it. */
export interface Told {
  /** Negative for money back. */
  readonly amountMinor: number;
  /** `unknown`: the terminal went dark before it said anything. */
  readonly answer: 'approved' | 'not-approved' | 'unknown';
}

/** A rule about money that does not hold. */
export interface Violation {
  readonly invariant: Invariant;
  readonly expected: string;
  readonly observed: string;
}

/** The rules, each in the words of whoever loses when it is broken. */
export const invariants = {
  'charged-twice': 'nothing is charged twice',
  'approved-not-collected': 'what the customer was told is approved is collected',
  'collected-though-refused': 'what the customer was told is not approved is not collected',
  'collected-not-known': 'what is collected is known to the merchant',
  'known-not-collected': 'what the merchant counts as sold is collected',
  'doubt-left': 'every doubt is reversed or advised within the retry bound',
  'totals-differ': 'the totals of cardholders, merchant and acquirer agree',
  'no-end': 'the terminal comes to an end',
} as const;

/** A rule's name. */
export type Invariant = keyof typeof invariants;

/** Holds the ledgers against each other. Empty when all is well. */
export function judgeMoney(ledgers: Ledgers): readonly Violation[] {
  return [...perTransaction(ledgers), ...perBook(ledgers), ...doubts(ledgers), ...totals(ledgers)];
}

/** What was told, from a journal. A display that said so counts, even if the cashier's answer was cut off. */
export function toldIn(events: readonly Recorded[]): readonly Told[] {
  const told: { amountMinor: number; answer: Told['answer'] }[] = [];
  for (const event of events) {
    const last = told.at(-1);
    if (event.kind === 'requested') {
      const { kind, amountMinor } = event.request;
      told.push({ amountMinor: kind === 'refund' ? -amountMinor : amountMinor, answer: 'unknown' });
    } else if (event.kind === 'display' && last !== undefined && event.text.startsWith('APPROVED')) {
      last.answer = 'approved';
    } else if (event.kind === 'reported' && last !== undefined && event.report.outcome !== 'no-answer') {
      last.answer = event.report.outcome === 'approved' ? 'approved' : 'not-approved';
    }
  }
  return told;
}

function perTransaction(ledgers: Ledgers): readonly Violation[] {
  const { told, acquirer } = ledgers;
  const amounts = new Set([...told, ...acquirer.filter(isCaptured)].map(({ amountMinor }) => amountMinor));
  return [...amounts].flatMap((amountMinor) => violationOf(amountMinor, ledgers) ?? []);
}

/** The first rule that the transactions of one amount break. */
function violationOf(amountMinor: number, { told, acquirer, terminal }: Ledgers): Violation | undefined {
  const asked = told.filter((each) => each.amountMinor === amountMinor);
  const times = (answer: Told['answer']): number => asked.filter((each) => each.answer === answer).length;
  const inBook = (book: readonly BookEntry[]): number =>
    book.filter((entry) => isCaptured(entry) && entry.amountMinor === amountMinor).length;
  const [approved, unknown, collected, known] = [
    times('approved'),
    times('unknown'),
    inBook(acquirer),
    inBook(terminal),
  ];
  const observed = `${amountMinor}: told approved ${approved} times, nothing ${unknown} times; collected ${collected} times, in the merchant's book ${known} times`;
  const broken = (invariant: Invariant, expected: string): Violation => ({ invariant, expected, observed });
  if (collected > asked.length) return broken('charged-twice', `at most ${asked.length} times`);
  if (collected < approved) return broken('approved-not-collected', `${approved} times`);
  if (collected > approved + unknown) return broken('collected-though-refused', `at most ${approved + unknown} times`);
  if (collected > known) return broken('collected-not-known', `${collected} times in the merchant's book`);
  return undefined;
}

function perBook({ terminal, acquirer }: Ledgers): readonly Violation[] {
  const there = new Map(acquirer.filter(isCaptured).map((entry) => [entry.stan, entry]));
  return terminal.filter(isCaptured).flatMap((entry): readonly Violation[] => {
    const other = there.get(entry.stan);
    if (other?.amountMinor === entry.amountMinor) return [];
    const observed = other === undefined ? 'not in its book' : `with ${other.amountMinor}`;
    return [
      {
        invariant: 'known-not-collected',
        expected: `STAN ${entry.stan} collected by the acquirer with ${entry.amountMinor}`,
        observed,
      },
    ];
  });
}

function doubts({ terminal, owedCount }: Ledgers): readonly Violation[] {
  const open = terminal.filter(({ state }) => state === 'open');
  if (open.length === 0 && owedCount === 0) return [];
  return [
    {
      invariant: 'doubt-left',
      expected: 'nothing open and nothing owed',
      observed: `${open.length} open (${open.map(({ stan }) => `STAN ${stan}`).join(', ')}), ${owedCount} owed`,
    },
  ];
}

function totals({ terminal, acquirer, chargedMinor }: Ledgers): readonly Violation[] {
  const [merchantMinor, acquirerMinor] = [sumOf(terminal), sumOf(acquirer)];
  if (merchantMinor === acquirerMinor && acquirerMinor === chargedMinor) return [];
  return [
    {
      invariant: 'totals-differ',
      expected: 'three times the same',
      observed: `merchant ${merchantMinor}, acquirer ${acquirerMinor}, cardholders ${chargedMinor}`,
    },
  ];
}

function isCaptured({ state }: BookEntry): boolean {
  return state === 'captured';
}

function sumOf(book: readonly BookEntry[]): number {
  return book.filter(isCaptured).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
