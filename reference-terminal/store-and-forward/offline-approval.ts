import { offlineAdvice } from '../host/advices.ts';
import { encodeMessage } from '../host/message-codec.ts';
import { reversibleOf } from '../host/requests.ts';
import type { TransactionData } from '../kernel/outcome.ts';
import type { Authorisation, AuthorisationParts } from './authorisation.ts';
import { StorageRefused, unlessRefused } from './store-failure.ts';

/** A transaction that terminal and card approved between them. */
export interface OfflineApproval {
  readonly kind: 'purchase' | 'refund';
  readonly amountMinor: number;
  readonly data: TransactionData;
  /** Y1 approved offline, Y3 approved because the host could not be reached. */
  readonly responseCode: 'Y1' | 'Y3';
}

/**
 * Why nothing more may be approved without the host: there is no agreement on it, or what waits for delivery is too many,
 * too much or too old.
 *
 * @returns undefined when one of this amount may be
 */
export function offlineRefusal(parts: AuthorisationParts, amountMinor: number): string | undefined {
  const limits = parts.configuration.storeAndForward;
  if (limits === undefined) return 'offline-approval-unsupported';
  const { store, clock } = parts.needs;
  const pending = store.pendingAdvices();
  const ageMs = pending.oldestAtMs === undefined ? 0 : clock.nowMs() - pending.oldestAtMs;
  const isWithin =
    pending.count < limits.countMax &&
    pending.amountMinor + amountMinor <= limits.amountMinorMax &&
    ageMs <= limits.ageMsMax;
  return isWithin ? undefined : 'offline-limit-reached';
}

/** Takes an offline approval: its advice is on the disk before anybody is told of it. */
export function approveOffline(parts: AuthorisationParts, approval: OfflineApproval): Authorisation {
  const { data, kind, amountMinor, responseCode } = approval;
  const refusal = offlineRefusal(parts, amountMinor);
  if (refusal !== undefined) return { outcome: 'declined', reason: refusal, wentOnline: false, data };
  const stan = unlessRefused(() => {
    const { store, clock } = parts.needs;
    const next = store.nextStan();
    const timeMs = clock.nowMs();
    const advice = offlineAdvice(parts, { stan: next, timeMs, objects: data.objects, responseCode });
    store.recordAdvised({
      stan: next,
      kind,
      amountMinor,
      createdAtMs: timeMs,
      original: encodeMessage(parts.dialect, reversibleOf(advice)),
      message: encodeMessage(parts.dialect, advice),
    });
    return next;
  });
  if (stan instanceof StorageRefused) return { outcome: 'declined', reason: stan.reason, wentOnline: false, data };
  return { outcome: 'approved', reason: 'approved-offline', wentOnline: false, stan, responseCode, data };
}
