import { decodeMessage, encodeMessage, type HostMessage } from '../host/message-codec.ts';
import { completionAdvice } from '../host/advices.ts';
import { reversalAdvice, reversibleOf } from '../host/requests.ts';
import type { AuthorisationParts } from '../store-and-forward/authorisation.ts';
import type { AdvisedTransaction, StandingTransaction } from '../store-and-forward/records.ts';
import { StorageRefused, unlessRefused } from '../store-and-forward/store-failure.ts';
import type { TransactionRequest } from '../transaction-report.ts';

/** How a transaction that needs no card ended. */
export interface LaterEnding {
  readonly outcome: 'approved' | 'refused';
  readonly reason: string;
  readonly wentOnline: boolean;
  readonly stan?: string;
}

/**
 * Undoes a transaction of the open batch. From the moment at which the reversal is on the disk it is certain: the host is
 * asked at once, and told again until it acknowledges.
 */
export async function voidTransaction(parts: AuthorisationParts, request: TransactionRequest): Promise<LaterEnding> {
  const found = standing(parts, request);
  if (found === undefined) return refused('nothing-to-void');
  if (found.amountMinor !== request.amountMinor) return refused('amount-differs');
  const { id, original, approvalCode, stan } = found;
  const owed = unlessRefused(() => parts.deliveries.oweReversal({ id, original, approvalCode, type: '0400' }));
  if (owed instanceof StorageRefused) return refused(owed.reason);
  const doubtCount = await parts.deliveries.deliver();
  return {
    outcome: 'approved',
    reason: doubtCount === 0 ? 'voided' : 'void-pending',
    wentOnline: doubtCount === 0,
    stan,
  };
}

/**
 * Leaves less of a sale of the open batch: goods came back, or less was handed out. What is left is on the disk before
 * anybody is told, and the host hears of it until it acknowledges; a second time only then.
 *
 * @clause ISO 8583:1987 4.4, data element 95 (a reversal of a part says what replaces the amount)
 */
export async function reduceTransaction(parts: AuthorisationParts, request: TransactionRequest): Promise<LaterEnding> {
  const found = standing(parts, request);
  if (found?.state !== 'approved' || found.kind === 'refund') return refused('nothing-to-reduce');
  const { amountMinor } = request;
  if (amountMinor >= found.amountMinor) return refused('amount-not-less');
  const { id, original, approvalCode, stan } = found;
  const owed = unlessRefused(() => parts.deliveries.oweReplacement({ id, original, approvalCode, amountMinor }));
  if (owed instanceof StorageRefused) return refused(owed.reason);
  const doubtCount = await parts.deliveries.deliver();
  return {
    outcome: 'approved',
    reason: doubtCount === 0 ? 'reduced' : 'reduction-pending',
    wentOnline: doubtCount === 0,
    stan,
  };
}

/**
 * Collects what a pre-authorization of the open batch set aside, or less. The advice is on the disk before anybody is told,
 * and brought to the host until it acknowledges; before it, where the configuration says so, what is given back.
 */
export async function completeTransaction(
  parts: AuthorisationParts,
  request: TransactionRequest,
): Promise<LaterEnding> {
  const found = standing(parts, request);
  if (found?.state !== 'held') return refused('nothing-to-complete');
  if (request.amountMinor > found.amountMinor) return refused('amount-above-authorization');
  const written = unlessRefused(() => recordCompletion(parts, found, request.amountMinor));
  if (written instanceof StorageRefused) return refused(written.reason);
  await parts.deliveries.deliver();
  const isPending = parts.needs.store.dueDeliveries().some(({ stan }) => stan === written);
  return {
    outcome: 'approved',
    reason: isPending ? 'completion-pending' : 'completed',
    wentOnline: !isPending,
    stan: written,
  };
}

function standing(parts: AuthorisationParts, { originalStan }: TransactionRequest): StandingTransaction | undefined {
  return originalStan === undefined ? undefined : parts.needs.store.standing(originalStan);
}

/** @returns the completion's own trace number */
function recordCompletion(parts: AuthorisationParts, held: StandingTransaction, amountMinor: number): string {
  const { store, clock } = parts.needs;
  const original = decodeMessage(parts.dialect, held.original);
  const replacement = restReversal(parts, { held, original, amountMinor });
  const stan = store.nextStan();
  const timeMs = clock.nowMs();
  const { approvalCode } = held;
  const advice = completionAdvice({
    original,
    stan,
    timeMs,
    amountMinor,
    approvalCode,
  });
  store.recordAdvised({
    stan,
    kind: 'completion',
    amountMinor,
    createdAtMs: timeMs,
    original: encodeMessage(parts.dialect, reversibleOf(advice)),
    message: encodeMessage(parts.dialect, advice),
    approvalCode,
    completesId: held.id,
    replacement,
  });
  return stan;
}

/** The partial reversal that gives back what a completion does not collect. */
function restReversal(
  { configuration, dialect, needs }: AuthorisationParts,
  completion: { readonly held: StandingTransaction; readonly original: HostMessage; readonly amountMinor: number },
): AdvisedTransaction['replacement'] {
  const { held, original, amountMinor } = completion;
  if (configuration.completionReversesRest !== true || amountMinor >= held.amountMinor) return undefined;
  const stan = needs.store.nextStan();
  const { approvalCode } = held;
  const timeMs = needs.clock.nowMs();
  const reversal = reversalAdvice({
    original,
    stan,
    timeMs,
    approvalCode,
    type: '0420',
    replacementMinor: amountMinor,
  });
  return { stan, message: encodeMessage(dialect, reversal) };
}

function refused(reason: string): LaterEnding {
  return { outcome: 'refused', reason, wentOnline: false };
}
