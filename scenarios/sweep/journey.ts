import assert from 'node:assert/strict';
import type { CardholderPlan } from '#drivers/ports/cardholder.ts';
import type { TransactionReport, TransactionRequest } from '#drivers/ports/terminal.ts';
import type { Rig } from '#rigs/rig.ts';
import { payByChip, payByTap } from '../payment.ts';

/**
 * Something that merchant and cardholder do, whatever goes wrong: a fault at every opportunity is tried in it. Every
 * transaction of a journey has an amount of its own, so that each can be told from the others in every ledger.
 */
export interface Journey {
  /** What a person types: `purchase`. */
  readonly name: string;
  readonly title: string;
  /** Name of the terminal's configuration; the usual one without it. */
  readonly profile?: string;
  readonly act: (rig: Rig) => Promise<void>;
  /** What must be possible when all has recovered, without a fault: that it is approved is a rule of its own. */
  readonly afterwards?: (rig: Rig) => Promise<TransactionReport>;
}

/** A transaction with a card held to the reader; a terminal that lost its power is switched on again afterwards. */
export async function tap(
  rig: Rig,
  order: { readonly request: TransactionRequest; readonly card: string },
): Promise<TransactionReport> {
  return thenPowered(rig, await payByTap(rig, order));
}

/** The same with a card in the chip slot. The card is out afterwards, however it ended. */
export async function insert(
  rig: Rig,
  order: { readonly request: TransactionRequest; readonly card: string; readonly person?: Partial<CardholderPlan> },
): Promise<TransactionReport> {
  assert(rig.slot !== undefined, 'the world of a sweep has a chip slot');
  return thenPowered(rig, await payByChip(rig, order));
}

/** A transaction without a card, by keys alone: a void, a completion. */
export async function key(rig: Rig, request: TransactionRequest): Promise<TransactionReport> {
  return thenPowered(rig, await rig.terminal.perform(request));
}

/** The end of the merchant's day. */
export async function reconcile(rig: Rig): Promise<void> {
  const report = await rig.terminal.reconcile?.();
  if (report?.reason === 'terminal-lost-power') await rig.terminal.restart();
}

/** What the cashier does who finds the terminal dark. */
async function thenPowered(rig: Rig, report: TransactionReport): Promise<TransactionReport> {
  if (report.outcome === 'no-answer') await rig.terminal.restart();
  return report;
}
