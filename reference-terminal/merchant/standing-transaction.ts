import { decodeMessage, encodeMessage } from '../host/message-codec.ts';
import { completionAdvice } from '../host/advices.ts';
import { reversibleOf } from '../host/requests.ts';
import type { AuthorisationParts } from '../store-and-forward/authorisation.ts';
import type { StandingTransaction } from '../store-and-forward/records.ts';
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
 * Collects what a pre-authorization of the open batch set aside, or less. The advice is on the disk before anybody is told,
 * and brought to the host until it acknowledges.
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
  const stan = store.nextStan();
  const timeMs = clock.nowMs();
  const { approvalCode } = held;
  const advice = completionAdvice({
    original: decodeMessage(parts.dialect, held.original),
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
  });
  return stan;
}

function refused(reason: string): LaterEnding {
  return { outcome: 'refused', reason, wentOnline: false };
}
