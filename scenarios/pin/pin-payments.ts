import type { TransactionReport } from '#drivers/ports/terminal.ts';
import type { Rig } from '#rigs/rig.ts';
import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';

/** What a scenario with an online PIN needs. */
export const pinNeeds = ['contact', 'pin', 'online'] as const;

/** Purchases with a card that leaves the PIN to its issuer, and the right PIN. */
export async function payWithPin(rig: Rig, count = 1): Promise<readonly TransactionReport[]> {
  const reports: TransactionReport[] = [];
  while (reports.length < count) {
    const order = { request: purchaseOf(1250), card: 'contact-online-pin', person: { pin: '4711' } };
    reports.push(await payByChip(rig, order));
  }
  return reports;
}

/** What the host's security module said of each PIN, in order. */
export function wordsOnPins(rig: Rig): readonly Readonly<Record<string, string>>[] {
  return rig.journal.events.flatMap((event) =>
    event.kind === 'host-decision' && event.facts['keyScheme'] !== undefined ? [event.facts] : [],
  );
}

/** DE 53 of every request that left, in order. */
export function serialNumbers(rig: Rig): readonly string[] {
  return rig.journal.events.flatMap((event) => {
    const isRequest = event.kind === 'host-message' && event.direction === 'to-host' && event.mti === '0200';
    const serial = isRequest ? event.fields['53'] : undefined;
    return serial === undefined ? [] : [serial];
  });
}

/** The issuer, who compares the PIN itself, says yes to every purchase. */
export function expectAllApproved(rig: Rig, reports: readonly TransactionReport[], proves: readonly string[]): void {
  expectEqual(rig, {
    text: 'purchases that the issuer approves, who reads the PIN',
    expected: reports.length,
    observed: reports.filter(({ outcome }) => outcome === 'approved').length,
    proves,
  });
}

/** Each PIN came in this format, under this scheme. */
export function expectFormat(
  rig: Rig,
  wanted: { readonly format: string; readonly scheme: string; readonly count: number },
  proves: readonly string[],
): void {
  const words = wordsOnPins(rig);
  expectEqual(rig, {
    text: `PINs that came in format ${wanted.format} under ${wanted.scheme}`,
    expected: wanted.count,
    observed: words.filter(({ blockFormat, keyScheme }) => blockFormat === wanted.format && keyScheme === wanted.scheme)
      .length,
    proves,
  });
}

/** As many different fills as PINs. */
export function expectDifferentFills(rig: Rig, count: number, proves: readonly string[]): void {
  expectEqual(rig, {
    text: 'different fills',
    expected: count,
    observed: new Set(wordsOnPins(rig).flatMap(({ fillMark }) => fillMark ?? [])).size,
    proves,
  });
}
