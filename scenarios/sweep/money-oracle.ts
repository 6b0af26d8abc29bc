import type { BookEntry, Recorded } from '#drivers/ports/evidence.ts';
import type { TransactionRequest } from '#drivers/ports/terminal.ts';

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
  /** Messages under a derived key that another message had before. */
  readonly reusedKeyCount?: number;
}

/** One transaction as the people at the terminal saw it. */
export interface Told {
  /** A sale collects, a hold sets aside; a void undoes, and a reduction leaves less of, the one of the same amount. */
  readonly kind: 'sale' | 'hold' | 'void' | 'reduction';
  /** What was asked for, by which it is known in all ledgers; negative for money back. */
  readonly amountMinor: number;
  /** What is to stand, where that is less. */
  readonly leftMinor?: number;
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
  'collected-otherwise': 'what is collected is as much as the customer was told',
  'collected-not-known': 'what is collected is known to the merchant',
  'known-not-collected': 'what the merchant counts as sold is collected',
  'hold-forgotten': 'money that is set aside is known to the merchant',
  'doubt-left': 'every doubt is reversed or advised within the retry bound',
  'totals-differ': 'the totals of cardholders, merchant and acquirer agree',
  'key-used-twice': 'no derived key is used for two messages',
  'sells-no-more': 'a terminal that has recovered sells',
  'no-end': 'the terminal comes to an end',
} as const;

/** A rule's name. */
export type Invariant = keyof typeof invariants;

/** Holds the ledgers against each other. Empty when all is well. */
export function judgeMoney(ledgers: Ledgers): readonly Violation[] {
  return [
    ...perTransaction(ledgers),
    ...perBook(ledgers),
    ...holds(ledgers),
    ...doubts(ledgers),
    ...totals(ledgers),
    ...keys(ledgers),
  ];
}

/** What was told, from a journal. A display that said so counts, even if the cashier's answer was cut off. */
export function toldIn(events: readonly Recorded[]): readonly Told[] {
  const told: { kind: Told['kind']; amountMinor: number; leftMinor?: number; answer: Told['answer'] }[] = [];
  const askedByStan = new Map<string, number>();
  for (const event of events) {
    const last = told.at(-1);
    if (event.kind === 'requested') told.push({ ...startOf(event.request, askedByStan), answer: 'unknown' });
    else if (event.kind === 'display' && last !== undefined && approvals.some((word) => event.text.startsWith(word))) {
      last.answer = 'approved';
      const partMinor = partIn(event.text);
      if (partMinor !== undefined) last.leftMinor = partMinor;
    } else if (event.kind === 'reported' && last !== undefined && event.report.outcome !== 'no-answer') {
      const { outcome, stan, amountMinor } = event.report;
      last.answer = outcome === 'approved' ? 'approved' : 'not-approved';
      if (last.kind !== 'sale' && last.kind !== 'hold') continue;
      if (stan !== undefined) askedByStan.set(stan, last.amountMinor);
      if (outcome === 'approved' && amountMinor < last.amountMinor && last.amountMinor > 0)
        last.leftMinor = amountMinor;
    }
  }
  return told;
}

/** What undoes or reduces a transaction names it by its trace number, and by what is left of it. */
function startOf(
  { kind, amountMinor, originalStan }: TransactionRequest,
  askedByStan: ReadonlyMap<string, number>,
): Pick<Told, 'kind' | 'amountMinor' | 'leftMinor'> {
  const asked = askedByStan.get(originalStan ?? '') ?? amountMinor;
  if (kind === 'void') return { kind: 'void', amountMinor: asked };
  if (kind === 'partial-reversal') return { kind: 'reduction', amountMinor: asked, leftMinor: amountMinor };
  return { kind: kindOf(kind), amountMinor: kind === 'refund' ? -amountMinor : amountMinor };
}

/** How much is approved, where a display says so: APPROVED 40.00 - DUE 32.50. */
function partIn(text: string): number | undefined {
  const amount = /^APPROVED (?<whole>\d+)\.(?<cents>\d\d)\b/u.exec(text)?.groups;
  return amount === undefined ? undefined : Number(`${amount['whole']}${amount['cents']}`);
}

/** What a display says to somebody who got what was asked for. */
const approvals = ['APPROVED', 'VOIDED'] as const;

function kindOf(kind: TransactionRequest['kind']): Told['kind'] {
  return kind === 'pre-authorization' ? 'hold' : 'sale';
}

function perTransaction(ledgers: Ledgers): readonly Violation[] {
  const { told, acquirer } = ledgers;
  const sales = told.filter(({ kind }) => kind === 'sale');
  const booked = acquirer.filter(isCaptured).map((entry) => askedFor(entry));
  const amounts = new Set([...sales.map(({ amountMinor }) => amountMinor), ...booked]);
  return [...amounts].flatMap((amountMinor) => violationOf(amountMinor, ledgers) ?? []);
}

/** The first rule that the transactions of one amount break. */
function violationOf(amountMinor: number, { told, acquirer, terminal }: Ledgers): Violation | undefined {
  const of = (kind: Told['kind'], answer?: Told['answer']): number =>
    told.filter(
      (each) =>
        each.kind === kind && each.amountMinor === amountMinor && (answer === undefined || each.answer === answer),
    ).length;
  const inBook = (book: readonly BookEntry[]): readonly BookEntry[] =>
    book.filter((entry) => isCaptured(entry) && askedFor(entry) === amountMinor);
  const booked = inBook(acquirer);
  const [asked, collected, known] = [of('sale'), booked.length, inBook(terminal).length];
  const least = of('sale', 'approved') - of('void', 'approved') - of('void', 'unknown');
  const most = of('sale', 'approved') + of('sale', 'unknown') - of('void', 'approved');
  const observed = `${amountMinor}: told approved ${of('sale', 'approved')} times, nothing ${of('sale', 'unknown')} times, voided ${of('void', 'approved')} times; collected ${collected} times, in the merchant's book ${known} times`;
  const broken = (invariant: Invariant, expected: string): Violation => ({ invariant, expected, observed });
  if (collected > asked) return broken('charged-twice', `at most ${asked} times`);
  if (collected < least) return broken('approved-not-collected', `${least} times`);
  if (collected > most) return broken('collected-though-refused', `at most ${most} times`);
  const lawful = lawfulAmounts(told.filter((each) => each.amountMinor === amountMinor));
  const odd = booked.find((entry) => lawful?.has(entry.amountMinor) === false);
  if (odd !== undefined) return { ...broken('collected-otherwise', words(lawful)), observed: `${odd.amountMinor}` };
  if (collected > known) return broken('collected-not-known', `${collected} times in the merchant's book`);
  return undefined;
}

/** What a transaction was asked for, by which it is known. */
function askedFor({ askedMinor, amountMinor }: BookEntry): number {
  return askedMinor ?? amountMinor;
}

/** How much may be collected for a sale; undefined where the terminal went dark before it said how much was approved. */
function lawfulAmounts(told: readonly Told[]): ReadonlySet<number> | undefined {
  if (told.some(({ kind, answer }) => kind === 'sale' && answer === 'unknown')) return undefined;
  let lawful = new Set<number>();
  for (const { kind, amountMinor, leftMinor = amountMinor, answer } of told) {
    if (answer === 'not-approved' || kind === 'void') continue;
    if (kind === 'reduction' && answer === 'approved') lawful = new Set();
    lawful.add(leftMinor);
  }
  return lawful;
}

function words(lawful: ReadonlySet<number> | undefined): string {
  return [...(lawful ?? [])].join(' or ');
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

/** What is set aside for a completion stands in both books, or in none. */
function holds({ terminal, acquirer }: Ledgers): readonly Violation[] {
  const known = new Set(terminal.filter(isHeld).map(({ stan }) => stan));
  const there = acquirer.filter(isHeld).map(({ stan }) => stan);
  const odd = [...there.filter((stan) => !known.has(stan)), ...[...known].filter((stan) => !there.includes(stan))];
  if (odd.length === 0) return [];
  return [
    {
      invariant: 'hold-forgotten',
      expected: 'the same pre-authorizations in both books',
      observed: `STAN ${odd.join(', ')} in one of them`,
    },
  ];
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
  const [merchantMinor, acquirerMinor] = [sumOf(terminal, isCaptured), sumOf(acquirer, isCaptured)];
  const asideMinor = sumOf(acquirer, isHeld);
  if (merchantMinor === acquirerMinor && acquirerMinor + asideMinor === chargedMinor) return [];
  return [
    {
      invariant: 'totals-differ',
      expected: 'three times the same, and at the cardholders what is set aside beside it',
      observed: `merchant ${merchantMinor}, acquirer ${acquirerMinor} and ${asideMinor} aside, cardholders ${chargedMinor}`,
    },
  ];
}

/** @clause ANSI X9.24-1:2009, A.1; ANSI X9.24-3:2017, 6: a key has one transaction, whatever happens to the power */
function keys({ reusedKeyCount = 0 }: Ledgers): readonly Violation[] {
  if (reusedKeyCount === 0) return [];
  const observed = `${reusedKeyCount} messages under a key that another message had`;
  return [{ invariant: 'key-used-twice', expected: 'a key of its own for every message', observed }];
}

function isCaptured({ state }: BookEntry): boolean {
  return state === 'captured';
}

function isHeld({ state }: BookEntry): boolean {
  return state === 'held';
}

function sumOf(book: readonly BookEntry[], counts: (entry: BookEntry) => boolean): number {
  return book.filter(counts).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
