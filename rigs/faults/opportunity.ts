/** Where between the terminal and the world something can go wrong. */
export type OpportunityKind =
  | 'card-command'
  | 'host-connect'
  | 'to-host'
  | 'from-host'
  | 'store-write'
  | 'timer'
  | 'display'
  | 'question';

/** One moment of a run at which something could go wrong; `ordinal` counts from 1 within its kind. */
export interface Opportunity {
  readonly kind: OpportunityKind;
  readonly ordinal: number;
  /** What crosses there: GENERATE AC, openTransaction, 30000 ms … No data of a card. */
  readonly what: string;
}

/**
 * What can go wrong at each kind of opportunity. `before` is: it never happened; `after` is: it happened, and nobody
 * heard of it.
 */
export const strikesAt = {
  'card-command': ['power-cut-before', 'power-cut-after', 'card-gone-before', 'card-gone-after', 'card-slow'],
  // The last two are of the listener that is called, and last until the hazard is lifted; others are as they were.
  'host-connect': ['power-cut-before', 'power-cut-after', 'refused', 'hangs', 'host-gone', 'host-mute'],
  'to-host': [
    'power-cut-before',
    'power-cut-after',
    'lost',
    'reset-before',
    'reset-after',
    'late',
    'doubled',
    'garbled',
    'misframed',
    'cut-short',
    'closed-midway',
    'half-open',
    'sliced',
  ],
  'from-host': [
    'power-cut-before',
    'power-cut-after',
    'lost',
    'reset-before',
    'late',
    'doubled',
    'garbled',
    'misframed',
    'cut-short',
    'closed-midway',
    'half-open',
    'overtaken',
    'sliced',
  ],
  'store-write': ['power-cut-before', 'power-cut-after', 'disk-full', 'disk-broken'],
  timer: ['power-cut-after', 'clock-forward', 'clock-back'],
  display: ['power-cut-before', 'power-cut-after'],
  question: ['power-cut-before', 'power-cut-after'],
} as const satisfies Readonly<Record<OpportunityKind, readonly string[]>>;

/** The name of something that goes wrong. */
export type Strike = (typeof strikesAt)[OpportunityKind][number];

/** What can go wrong at one kind of opportunity. */
export type StrikeAt<Kind extends OpportunityKind> = (typeof strikesAt)[Kind][number];

/** All kinds, in the order of the tables that people read. */
export const opportunityKinds = Object.keys(strikesAt) as readonly OpportunityKind[];

/** A fault that is to strike: once, or from its opportunity on at every later one of the kind. */
export interface PlannedFault {
  readonly kind: OpportunityKind;
  readonly ordinal: number;
  readonly strike: Strike;
  readonly isLasting: boolean;
}

/** `to-host#2:lost`, `store-write#4:disk-full:lasting`: what a person pastes to see the same again. */
export function faultText({ kind, ordinal, strike, isLasting }: PlannedFault): string {
  return `${kind}#${ordinal}:${strike}${isLasting ? ':lasting' : ''}`;
}

/** @returns undefined when it is no fault that {@link faultText} could have written */
export function parseFault(text: string): PlannedFault | undefined {
  const found = /^(?<kind>[a-z-]+)#(?<ordinal>[1-9]\d{0,8}):(?<strike>[a-z-]+)(?<lasting>:lasting)?$/u.exec(
    text,
  )?.groups;
  const kind = opportunityKinds.find((each) => each === found?.['kind']);
  if (found === undefined || kind === undefined) return undefined;
  const strikes: readonly Strike[] = strikesAt[kind];
  const strike = strikes.find((each) => each === found['strike']);
  if (strike === undefined) return undefined;
  return { kind, ordinal: Number(found['ordinal']), strike, isLasting: found['lasting'] !== undefined };
}
