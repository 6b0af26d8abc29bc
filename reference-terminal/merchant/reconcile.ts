import { decodeMessage } from '../host/message-codec.ts';
import { batchLine, isInBalance, reconciliationRequest } from '../host/reconciliation.ts';
import type { AuthorisationParts } from '../store-and-forward/authorisation.ts';
import { StorageRefused, unlessRefused } from '../store-and-forward/store-failure.ts';
import type { ReconciliationReport } from '../transaction-report.ts';
import { batchTotalsOf } from './totals.ts';

/**
 * Closes the batch when the host counts the same: first everything owed is delivered, then the totals are compared. A batch
 * that does not balance is told line by line, compared once more, and stays open if that did not help.
 *
 * @clause ISO 8583:1987 4.1.2 (05xx reconciliation, 0320)
 */
export async function reconcile(parts: AuthorisationParts): Promise<ReconciliationReport> {
  const { store } = parts.needs;
  const recovered = unlessRefused(() => parts.deliveries.recover());
  if (recovered instanceof StorageRefused) return report(parts, 'not-reconciled', recovered.reason);
  await parts.deliveries.deliver();
  if (store.owedCount() > 0) return report(parts, 'not-reconciled', 'deliveries-pending');
  const first = await compare(parts);
  if (first === 'out-of-balance') {
    await tellLines(parts);
    const second = await compare(parts);
    if (second !== 'in-balance') return report(parts, second === 'out-of-balance' ? second : 'not-reconciled', second);
  } else if (first !== 'in-balance') return report(parts, 'not-reconciled', first);
  const balanced = report(parts, 'in-balance', 'in-balance');
  const closed = unlessRefused(() => store.closeBatch());
  return closed instanceof StorageRefused
    ? { ...balanced, outcome: 'not-reconciled', reason: closed.reason }
    : balanced;
}

/** @returns in-balance, out-of-balance, or why nobody knows */
async function compare(parts: AuthorisationParts): Promise<string> {
  const { store, clock } = parts.needs;
  const stan = unlessRefused(() => store.nextStan());
  if (stan instanceof StorageRefused) return stan.reason;
  const batch = store.batch();
  const totals = batchTotalsOf(store.transactions(), batch);
  const request = reconciliationRequest(parts.configuration, { stan, timeMs: clock.nowMs(), batch, totals });
  const exchange = await parts.client.exchange(request);
  if (exchange.kind === 'silent') return 'host-silent';
  if (exchange.kind === 'connection-lost') return 'connection-lost';
  if (exchange.kind === 'not-connected') return 'host-unreachable';
  return isInBalance(exchange.answer) ? 'in-balance' : 'out-of-balance';
}

/** Every line that stands, until the host stops answering; it says nothing that money hangs on. */
async function tellLines(parts: AuthorisationParts): Promise<void> {
  const { store, clock } = parts.needs;
  const batch = store.batch();
  for (const line of store.transactions()) {
    if (line.batch !== batch || line.state !== 'approved') continue;
    const original = store.standing(line.stan)?.original;
    const stan = unlessRefused(() => store.nextStan());
    if (original === undefined || stan instanceof StorageRefused) return;
    const told = batchLine(decodeMessage(parts.dialect, original), {
      stan,
      timeMs: clock.nowMs(),
      amountMinor: line.amountMinor,
    });
    if ((await parts.client.exchange(told)).kind !== 'answered') return;
  }
}

function report(
  parts: AuthorisationParts,
  outcome: ReconciliationReport['outcome'],
  reason: string,
): ReconciliationReport {
  const { store } = parts.needs;
  const batch = store.batch();
  return { outcome, reason, batch, ...batchTotalsOf(store.transactions(), batch) };
}
