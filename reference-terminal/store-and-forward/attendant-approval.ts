import { offlineAdvice } from '../host/advices.ts';
import { encodeMessage } from '../host/message-codec.ts';
import { reversibleOf } from '../host/requests.ts';
import type { AuthorisationParts } from './authorisation.ts';
import { unlessRefused, type StorageRefused } from './store-failure.ts';

/** A sale that the attendant answers for: after a referral, or although the card declined. */
export interface AttendantApproval {
  readonly kind: 'purchase' | 'refund';
  readonly amountMinor: number;
  /** The kernel's data objects by tag. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
  /** As it was before the attendant decided. */
  readonly responseCode: string;
  readonly approvalCode?: string | undefined;
  readonly isForced?: boolean;
}

/**
 * Takes such a sale: its advice is on the disk before anybody is told of it, with a trace number of its own, as the request that
 * was refused keeps its own.
 *
 * @returns the trace number
 * @clause EMV 4.4 Book 4, 6.5.2.2, 6.5.4 (captured by an online financial advice)
 */
export function adviseForAttendant(
  parts: AuthorisationParts,
  { kind, amountMinor, ...advised }: AttendantApproval,
): string | StorageRefused {
  return unlessRefused(() => {
    const { store, clock } = parts.needs;
    const { dialect } = parts;
    const stan = store.nextStan();
    const timeMs = clock.nowMs();
    const advice = offlineAdvice(parts, { stan, timeMs, ...advised });
    store.recordAdvised({
      stan,
      kind,
      amountMinor,
      createdAtMs: timeMs,
      original: encodeMessage(dialect, reversibleOf(advice)),
      message: encodeMessage(dialect, advice),
      approvalCode: advised.approvalCode,
    });
    return stan;
  });
}
