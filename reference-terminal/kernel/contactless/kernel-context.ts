import { toHex } from '../bytes.ts';
import { createDataObjects } from '../data-objects.ts';
import { rememberDrawn } from '../earlier-numbers.ts';
import { terminalData } from '../terminal-data.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { SelectedApplication } from './combination-selection.ts';
import type { ContactlessKernelNeeds, KernelTerms } from './kernel-result.ts';

/** A transaction that has begun, or why it can't. */
export type ContextOpened =
  | { readonly kind: 'opened'; readonly context: TransactionContext }
  | { readonly kind: 'ended'; readonly reason: string };

/**
 * Begins one transaction with one selected application: the terminal's data objects with a fresh unpredictable number,
 * and what the card said when it was selected.
 *
 * @param ownData  the terminal's objects that only this kernel has
 * @clause EMV 4.4 Book 3, 10.1 (tags 95 and 9B begin as zeros)
 */
export function openKernelContext(
  needs: ContactlessKernelNeeds,
  terms: KernelTerms,
  selected: SelectedApplication,
  ownData: ReadonlyMap<string, Uint8Array> = new Map(),
): ContextOpened {
  const { application, entry, qualifiers } = selected;
  const unpredictableNumber = terms.memory.usedNumbers.draw(needs.random);
  if (unpredictableNumber === undefined) return { kind: 'ended', reason: 'random-source-repeats' };
  rememberDrawn(needs.random, unpredictableNumber);
  const start = { nowMs: needs.clock.nowMs(), unpredictableNumber };
  const own = new Map(terminalData({ ...terms, application }, start));
  if (qualifiers !== undefined) own.set('9F66', qualifiers);
  for (const [tag, value] of ownData) own.set(tag, value);
  const data = createDataObjects(own, selected.objects);
  if (data.get('50') === undefined && entry.label !== undefined) data.set('50', entry.label);
  const { configuration, request } = terms;
  return {
    kind: 'opened',
    context: { configuration, request, application, data, verification: new Set(), status: new Set() },
  };
}

/** The number that this transaction's cryptogram was made with must not come again. */
export function rememberNumber(terms: KernelTerms, context: TransactionContext): void {
  const number = context.data.get('9F37');
  if (number !== undefined) terms.memory.usedNumbers.remember(number);
}

/** Reports a step with the named data objects in hexadecimal text, those that are there. */
export function stepReporter(needs: Pick<ContactlessKernelNeeds, 'observer'>, context: TransactionContext) {
  return (step: string, tags: readonly string[], words: Readonly<Record<string, string>> = {}): void => {
    const facts: Record<string, string> = { ...words };
    for (const tag of tags) {
      const value = context.data.get(tag);
      if (value !== undefined) facts[tag] = toHex(value);
    }
    needs.observer.kernelStep(step, facts);
  };
}

/**
 * Whether the card's account can be one of the selected application: a card of another brand that was presented under
 * this one's name is not served.
 *
 * @reads No book asks for this check; it answers the mix-up of brands by application name (Basin, Sasse, Toro 2021).
 *   Which account numbers belong to a brand is configuration.
 */
export function isAccountOfApplication(context: TransactionContext, panDigits: string): boolean {
  const prefixes = context.application.accountPrefixes;
  return prefixes === undefined || prefixes.some((prefix) => panDigits.startsWith(prefix));
}

/** Digits of the account number (5A), without padding; empty when there is none. */
export function panDigitsOf(context: TransactionContext): string {
  return toHex(context.data.get('5A') ?? new Uint8Array()).replace(/F+$/, '');
}
