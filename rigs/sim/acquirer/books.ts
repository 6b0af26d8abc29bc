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

/** What became of a reversal advice when it was held against the books. */
export type ReversalMatch =
  | { readonly kind: 'reversed'; readonly authorizationId: string | undefined }
  | { readonly kind: 'repeated'; readonly isAltered: boolean }
  | { readonly kind: 'nothing-to-undo' }
  | { readonly kind: 'differs'; readonly elements: readonly string[] }
  | { readonly kind: 'unmatched' };

interface Line {
  readonly request: Fields;
  state: 'captured' | 'reversed' | 'declined';
  readonly authorizationId: string | undefined;
  /** Digest of the advice that reversed it, all but its message type. */
  reversalDigest?: string;
}

/** The elements that a reversal repeats from its original and that must not have changed: card, kind, amount, currency. */
const repeatedElements = ['2', '3', '4', '49'] as const;

/** The acquirer's ledger: one line a financial request that was decided on, in order of arrival. */
export class Books {
  readonly #lines: Line[] = [];
  readonly #byOriginal = new Map<string, Line>();
  readonly #stansOfDay = new Set<string>();
  /** Reversals that came before, or without, what they reverse. */
  readonly #reversedInAdvance = new Set<string>();

  /** Whether this terminal has used this trace number on this day already. */
  hasStan(request: Fields): boolean {
    return this.#stansOfDay.has(stanOfDay(request));
  }

  /** Whether a reversal of this very request was here before it. */
  wasReversedInAdvance(request: Fields): boolean {
    return this.#reversedInAdvance.has(originalOfRequest(request));
  }

  write(
    request: Fields,
    outcome: { readonly isApproved: boolean; readonly authorizationId?: string | undefined },
  ): void {
    const state = outcome.isApproved ? 'captured' : 'declined';
    const line: Line = { request, state, authorizationId: outcome.authorizationId };
    this.#lines.push(line);
    this.#byOriginal.set(originalOfRequest(request), line);
    this.#stansOfDay.add(stanOfDay(request));
  }

  /**
   * Matches a reversal advice by its original data elements, retrieval reference and terminal, and marks the original as
   * reversed. The same advice may come again.
   *
   * @param advice  the whole message without its message type, for telling a true repeat from an altered one
   */
  reverse(advice: { readonly fields: Fields; readonly bytesAfterType: Uint8Array }): ReversalMatch {
    const original = originalOfReversal(advice.fields);
    const line = this.#byOriginal.get(original);
    if (line === undefined) {
      this.#reversedInAdvance.add(original);
      return { kind: 'unmatched' };
    }
    const elements = repeatedElements.filter((number) => line.request[number] !== advice.fields[number]);
    if (elements.length > 0) return { kind: 'differs', elements };
    const digest = createHash('sha256').update(advice.bytesAfterType).digest('hex');
    if (line.state === 'reversed') return { kind: 'repeated', isAltered: line.reversalDigest !== digest };
    if (line.state === 'declined') return { kind: 'nothing-to-undo' };
    line.state = 'reversed';
    line.reversalDigest = digest;
    return { kind: 'reversed', authorizationId: line.authorizationId };
  }

  entries(): readonly BookEntry[] {
    return this.#lines.map(({ request, state }) => ({
      stan: request['11'] ?? '',
      amountMinor: amountOf(request),
      state,
    }));
  }

  totals(currencyCode: string): Totals {
    const lines = this.#lines.filter(({ request }) => request['49'] === currencyCode);
    const sumOf = (state: Line['state']): { readonly count: number; readonly minor: number } => {
      const chosen = lines.filter((line) => line.state === state);
      return { count: chosen.length, minor: chosen.reduce((sum, { request }) => sum + amountOf(request), 0) };
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

function amountOf(request: Fields): number {
  const amountMinor = Number(request['4']);
  return request['3']?.startsWith('20') === true ? -amountMinor : amountMinor;
}

function stanOfDay(request: Fields): string {
  return [request['41'], request['13'], request['11']].join('|');
}

/** What DE 90 of its reversal will have to say, with the reference and the terminal beside it. */
function originalOfRequest(request: Fields): string {
  const acquirer = (request['32'] ?? '').padStart(11, '0');
  const elements = `0200${request['11'] ?? ''}${request['7'] ?? ''}${acquirer}${'0'.repeat(11)}`;
  return [request['41'], request['37'], elements].join('|');
}

function originalOfReversal(fields: Fields): string {
  return [fields['41'], fields['37'], fields['90']].join('|');
}
