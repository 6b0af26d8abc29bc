import { createHash } from 'node:crypto';
import type { BookEntry } from '#drivers/ports/evidence.ts';
import type { Fields } from './message-codec.ts';

/** Sums of one currency, minor units. Refunds count negative. */
export interface Totals {
  readonly capturedCount: number;
  /** What the merchant is owed. */
  readonly capturedMinor: number;
  readonly reversedCount: number;
  readonly reversedMinor: number;
  readonly declinedCount: number;
}

/** What stands of a batch, by direction; minor units. */
export interface BatchTotals {
  readonly debitCount: number;
  readonly debitMinor: number;
  readonly creditCount: number;
  readonly creditMinor: number;
}

/** What became of a reversal when it was held against the books. */
export type ReversalMatch =
  | { readonly kind: 'reversed'; readonly authorizationId: string | undefined }
  /** In part: `amountMinor` is left, always positive. */
  | { readonly kind: 'replaced'; readonly authorizationId: string | undefined; readonly amountMinor: number }
  /** What is to be left is no part of what stands, or can't be read. */
  | { readonly kind: 'replacement-unlawful'; readonly why: string }
  | { readonly kind: 'repeated'; readonly isAltered: boolean }
  | { readonly kind: 'nothing-to-undo' }
  | { readonly kind: 'differs'; readonly elements: readonly string[] }
  | { readonly kind: 'unmatched' };

interface Line {
  /** Type of the message that it came with; a repeat counts as its first. */
  readonly mti: string;
  readonly request: Fields;
  /** What stands of it; negative for money back. */
  amountMinor: number;
  state: 'captured' | 'held' | 'released' | 'reversed' | 'declined';
  readonly authorizationId: string | undefined;
  /** Digest of the reversal that undid it, all but its message type. */
  reversalDigest?: string;
  /** The same of the partial reversals before it. */
  readonly replacementDigests: Set<string>;
  /** Number of the batch in which it was reconciled. */
  batch?: string;
}

/** The elements that a reversal repeats from its original and that must not have changed: card, kind, amount, currency. */
const repeatedElements = ['2', '3', '4', '49'] as const;

/** The acquirer's ledger: one line a request or advice that was decided on, in order of arrival. */
export class Books {
  readonly #nameOf: (mti: string, fields: Fields) => string;
  readonly #lines: Line[] = [];
  readonly #byOriginal = new Map<string, Line>();
  readonly #stansOfDay = new Set<string>();
  /** Reversals that came before, or without, what they reverse. */
  readonly #reversedInAdvance = new Set<string>();

  /** @param edition  of messages: originals are named by their time of transmission in 1987, by the local one in 1993 */
  constructor(edition: '1987' | '1993' = '1987') {
    this.#nameOf = (mti, fields) =>
      originalOf(mti, fields, edition === '1987' ? fields['7'] : `${fields['13'] ?? ''}${fields['12'] ?? ''}`);
  }

  /** Whether this terminal has used this trace number on this day already. */
  hasStan(request: Fields): boolean {
    return this.#stansOfDay.has(stanOfDay(request));
  }

  /** Whether a reversal of this very message was here before it. */
  wasReversedInAdvance(mti: string, request: Fields): boolean {
    return this.#reversedInAdvance.has(this.#nameOf(mti, request));
  }

  /** Whether this very advice, or its repeat, is booked. */
  hasAdvice(advice: Fields): boolean {
    return this.#byOriginal.has(this.#nameOf('0220', advice));
  }

  write(
    message: { readonly mti: string; readonly fields: Fields },
    outcome: {
      readonly state: 'captured' | 'held' | 'declined';
      readonly authorizationId?: string | undefined;
      /** Where less was approved than was asked. */
      readonly amountMinor?: number;
    },
  ): void {
    const { mti, fields } = message;
    const { state, authorizationId } = outcome;
    const amountMinor = amountOf(fields, outcome.amountMinor);
    const line: Line = { mti, request: fields, amountMinor, state, authorizationId, replacementDigests: new Set() };
    this.#lines.push(line);
    this.#byOriginal.set(this.#nameOf(mti, fields), line);
    this.#stansOfDay.add(stanOfDay(fields));
  }

  /**
   * The pre-authorization that a completion names, if its money is still set aside and enough.
   *
   * @returns a function that lets go of it, with the authorisation that it rests on
   */
  held(completion: Fields): { readonly authorizationId: string | undefined; readonly release: () => void } | undefined {
    const line = this.#byOriginal.get(originalNamedBy(completion));
    if (line?.state !== 'held' || line.request['2'] !== completion['2']) return undefined;
    if (Number(completion['4']) > line.amountMinor) return undefined;
    return {
      authorizationId: line.authorizationId,
      release: () => {
        line.state = 'released';
      },
    };
  }

  /** Whether what a confirmation names was decided here, however it ended. */
  hasOriginalOf(confirmation: Fields): boolean {
    return this.#byOriginal.has(originalNamedBy(confirmation));
  }

  /** Whether the line that a batch upload names stands here. */
  knows(line: Fields): boolean {
    return this.#byOriginal.get(originalNamedBy(line))?.state === 'captured';
  }

  /**
   * Matches a reversal by its original data elements, retrieval reference and terminal, and marks the original as
   * reversed, or leaves of it what DE 95 says. The same reversal may come again.
   *
   * @param reversal  the whole message without its message type, for telling a true repeat from an altered one
   */
  reverse(reversal: { readonly fields: Fields; readonly bytesAfterType: Uint8Array }): ReversalMatch {
    const original = originalNamedBy(reversal.fields);
    const line = this.#byOriginal.get(original);
    const replacement = reversal.fields['95'];
    if (line === undefined) {
      // A part of what is not there says nothing about the rest.
      if (replacement === undefined) this.#reversedInAdvance.add(original);
      return { kind: 'unmatched' };
    }
    const elements = repeatedElements.filter((number) => line.request[number] !== reversal.fields[number]);
    if (elements.length > 0) return { kind: 'differs', elements };
    const digest = createHash('sha256').update(reversal.bytesAfterType).digest('hex');
    if (line.replacementDigests.has(digest)) return { kind: 'repeated', isAltered: false };
    if (line.state === 'reversed') return { kind: 'repeated', isAltered: line.reversalDigest !== digest };
    if (line.state === 'declined' || line.state === 'released') return { kind: 'nothing-to-undo' };
    if (replacement !== undefined) return replaced(line, replacement, digest);
    line.state = 'reversed';
    line.reversalDigest = digest;
    return { kind: 'reversed', authorizationId: line.authorizationId };
  }

  /**
   * What stands of a terminal's batch: what is in no batch yet, or in the one of this number.
   *
   * @param order.closes  gives these lines the batch's number
   */
  reconcile(order: { readonly terminalId: string; readonly batch: string; readonly closes: boolean }): BatchTotals {
    const standing = this.#lines.filter(
      (line) =>
        line.state === 'captured' &&
        line.request['41'] === order.terminalId &&
        (line.batch === undefined || line.batch === order.batch),
    );
    if (order.closes) for (const line of standing) line.batch = order.batch;
    const of = (isCredit: boolean): readonly Line[] => standing.filter((line) => line.amountMinor < 0 === isCredit);
    const sum = (lines: readonly Line[]): number =>
      lines.reduce((total, { amountMinor }) => total + Math.abs(amountMinor), 0);
    return {
      debitCount: of(false).length,
      debitMinor: sum(of(false)),
      creditCount: of(true).length,
      creditMinor: sum(of(true)),
    };
  }

  entries(): readonly BookEntry[] {
    return this.#lines.map(({ request, amountMinor, state }) => {
      const askedMinor = Number(request['4']);
      const isWhole = Math.abs(amountMinor) === askedMinor;
      return { stan: request['11'] ?? '', amountMinor, ...(isWhole ? {} : { askedMinor }), state };
    });
  }

  totals(currencyCode: string): Totals {
    const lines = this.#lines.filter(({ request }) => request['49'] === currencyCode);
    const sumOf = (state: Line['state']): { readonly count: number; readonly minor: number } => {
      const chosen = lines.filter((line) => line.state === state);
      return { count: chosen.length, minor: chosen.reduce((sum, { amountMinor }) => sum + amountMinor, 0) };
    };
    const captured = sumOf('captured');
    const reversed = sumOf('reversed');
    return {
      capturedCount: captured.count,
      capturedMinor: captured.minor,
      reversedCount: reversed.count,
      reversedMinor: reversed.minor,
      declinedCount: sumOf('declined').count,
    };
  }
}

/**
 * Leaves of a line what a partial reversal says.
 *
 * @clause ISO 8583:1987 4.4, data element 95: actual amount of the transaction (12 digits), of the settlement (12), and two
 *   fees, each of C or D and 8 digits
 */
function replaced(line: Line, replacement: string, digest: string): ReversalMatch {
  const leftMinor = Number(/^(\d{12})\d{12}(?:[CD]\d{8}){2}$/.exec(replacement)?.[1] ?? Number.NaN);
  if (Number.isNaN(leftMinor)) return { kind: 'replacement-unlawful', why: 'not in the form of the element' };
  if (leftMinor === 0) return { kind: 'replacement-unlawful', why: 'leaves nothing: that is a full reversal' };
  if (leftMinor > Math.abs(line.amountMinor)) return { kind: 'replacement-unlawful', why: 'more than what stands' };
  line.amountMinor = line.amountMinor < 0 ? -leftMinor : leftMinor;
  line.replacementDigests.add(digest);
  return { kind: 'replaced', authorizationId: line.authorizationId, amountMinor: leftMinor };
}

function amountOf(request: Fields, approvedMinor?: number): number {
  const amountMinor = approvedMinor ?? Number(request['4']);
  return request['3']?.startsWith('20') === true ? -amountMinor : amountMinor;
}

function stanOfDay(request: Fields): string {
  return [request['41'], request['13'], request['11']].join('|');
}

/** What DE 90 of its reversal or completion will have to say, with the reference and the terminal beside it. */
function originalOf(mti: string, fields: Fields, time = ''): string {
  const acquirer = (fields['32'] ?? '').padStart(11, '0');
  const elements = `${mti}${fields['11'] ?? ''}${time}${acquirer}${'0'.repeat(11)}`;
  return [fields['41'], fields['37'], elements].join('|');
}

function originalNamedBy(fields: Fields): string {
  return [fields['41'], fields['37'], fields['90']].join('|');
}
