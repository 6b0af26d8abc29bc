import assert from 'node:assert/strict';
import type { TapProfile } from '#drivers/ports/card-bay.ts';
import type { CardholderPlan } from '#drivers/ports/cardholder.ts';
import type { Recorded } from '#drivers/ports/evidence.ts';
import type { TransactionReport, TransactionRequest } from '#drivers/ports/terminal.ts';
import type { Rig } from '#rigs/rig.ts';
import { idealTap } from './taps.ts';

/** The euro, as every scenario uses it: ISO 4217 numeric. */
const euro = '978';

/** What the terminal shows when it wants a card. */
export const presentCard = /^(?:PRESENT CARD|KARTE VORHALTEN)$/u;
const insertCard = /^(?:INSERT CARD|KARTE EINSTECKEN)$/u;

/** A purchase over so many cents. */
export function purchaseOf(amountMinor: number): TransactionRequest {
  return { kind: 'purchase', amountMinor, currencyCode: euro };
}

/** Money back to the cardholder, so many cents. */
export function refundOf(amountMinor: number): TransactionRequest {
  return { kind: 'refund', amountMinor, currencyCode: euro };
}

/**
 * The everyday transaction: the cashier starts it, the card is presented when the terminal asks for one, and taken
 * away after the terminal is through.
 */
export async function payByTap(
  rig: Rig,
  order: { readonly request: TransactionRequest; readonly card: string; readonly profile?: TapProfile },
): Promise<TransactionReport> {
  const report = rig.terminal.perform(order.request);
  await Promise.race([report, whenAsked(rig)]);
  await rig.cards.present([order.card], order.profile ?? idealTap);
  const finished = await report;
  await rig.cards.withdraw();
  return finished;
}

/**
 * The same through the chip slot: the card goes in when the terminal asks for it, and comes out at the end.
 *
 * @param order.person  what the cardholder knows and does, where it matters
 */
export async function payByChip(
  rig: Rig,
  order: {
    readonly request: TransactionRequest;
    readonly card: string;
    readonly person?: Partial<CardholderPlan>;
  },
): Promise<TransactionReport> {
  const { slot, cardholder } = rig;
  assert(slot !== undefined && cardholder !== undefined, 'a scenario for the chip slot needs the ability contact');
  if (order.person !== undefined) cardholder.knows(order.person);
  const report = rig.terminal.perform({ ...order.request, entry: 'contact' });
  await Promise.race([report, whenShown(rig, insertCard)]);
  await slot.insert(order.card);
  const finished = await report;
  await slot.remove();
  return finished;
}

/** Settles when the terminal asks for a card from now on. */
export function whenAsked(rig: Rig): Promise<Recorded> {
  return whenShown(rig, presentCard);
}

/** Settles when the terminal shows a text from now on, at most fifteen seconds later. */
export function whenShown(rig: Rig, text: RegExp): Promise<Recorded> {
  return rig.journal.seen((event) => event.kind === 'display' && text.test(event.text), {
    what: `the terminal to show ${text.source}`,
    timeoutMs: 15_000,
    fromIndex: rig.journal.events.length,
  });
}

/** Settles when a command with this instruction byte goes to the card from now on. */
export function whenCommanded(
  rig: Rig,
  instruction: 'READ RECORD' | 'GENERATE AC' | 'GET PROCESSING OPTIONS',
): Promise<Recorded> {
  const byte = { 'READ RECORD': 'B2', 'GENERATE AC': 'AE', 'GET PROCESSING OPTIONS': 'A8' }[instruction];
  return rig.journal.seen(
    (event) => event.kind === 'apdu' && event.direction === 'command' && event.hex.slice(2, 4) === byte,
    { what: `a ${instruction} command`, timeoutMs: 15_000, fromIndex: rig.journal.events.length },
  );
}

/** Message type indicators as they left for the host, in order. */
export function sentToHost(rig: Rig): readonly string[] {
  return rig.journal.events.flatMap((event) =>
    event.kind === 'host-message' && event.direction === 'to-host' ? [event.mti] : [],
  );
}

/** How many commands went to the card. */
export function commandsToCard(rig: Rig): number {
  return rig.journal.events.filter((event) => event.kind === 'apdu' && event.direction === 'command').length;
}
