import { decodeMessage, encodeMessage } from '../host/message-codec.ts';
import type { Dialect, HostMessage } from '../host/message-codec.ts';
import type { HostClient } from '../host/host-client.ts';
import { repeatOf, reversalAdvice, type ReversalType, type TransactionEnd } from '../host/requests.ts';
import type { TerminalClock } from '../needs.ts';
import type { DurableStore } from './durable-store.ts';
import type { DeliveryKind, DueDelivery } from './records.ts';
import { StorageRefused, unlessRefused } from './store-failure.ts';

/** What a terminal owes the host, and how it gets there. Its functions must not overlap: the terminal takes turns. */
export interface DeliveryQueue {
  /** Makes a reversal due for a transaction. Durable when it returns. */
  oweReversal(undone: UndoneTransaction): void;
  /** Leaves less of a transaction that stands, and makes the partial reversal due that says so. Durable when it returns. */
  oweReplacement(reduced: ReducedTransaction): void;
  /** Makes a reversal due for every transaction that was left open: by a power cut, or by a store that failed. */
  recover(): void;
  /**
   * Tries once to deliver what is due, oldest first, and stops at the first that the host doesn't answer.
   *
   * @returns how much is still owed whose end is not known: advices that wait are no doubt
   */
  deliver(): Promise<number>;
}

/** A transaction as its reversal needs it. */
export interface UndoneTransaction {
  readonly id: number;
  /** The request, encoded; see `reversibleOf`. */
  readonly original: Uint8Array;
  /** Only when the host had sent one. */
  readonly approvalCode?: string | undefined;
  /** 0420 when nothing else is said. */
  readonly type?: ReversalType;
  readonly ended?: TransactionEnd;
}

/** A transaction that stands with less from now on. */
export interface ReducedTransaction extends Omit<UndoneTransaction, 'type'> {
  /** What is left of it, in the minor unit. */
  readonly amountMinor: number;
}

/** What a delivery queue works with. */
export interface DeliveryQueueParts {
  readonly clock: TerminalClock;
  readonly store: DurableStore;
  readonly client: HostClient;
  readonly dialect: Dialect;
}

/**
 * Response codes that end a delivery. For a reversal 00 accepted; 21 and 25 no such original, or none any more, so nothing
 * is left to undo. A replacement is of money that stands: a host that can't find it has to be looked at by somebody. Any
 * other answer, like none, leaves it owed.
 */
const ENDING_RESPONSE_CODES: Readonly<Record<Exclude<DeliveryKind, 'confirmation'>, ReadonlySet<string>>> = {
  reversal: new Set(['00', '21', '25']),
  advice: new Set(['00']),
  replacement: new Set(['00']),
};

/** A confirmation moves no money: whoever answers it has read it, and will say the same the next time. */
function endsDelivery(kind: DeliveryKind, responseCode: string): boolean {
  return kind === 'confirmation' || ENDING_RESPONSE_CODES[kind].has(responseCode);
}

/**
 * The queue of advices and reversals over a store and a host link, in the order in which they became due.
 *
 * @clause ISO 8583:1987 4.2 (advices are repeated until they are acknowledged)
 */
export function deliveryQueue(parts: DeliveryQueueParts): DeliveryQueue {
  const { clock, store, dialect } = parts;
  const oweReversal = (undone: UndoneTransaction): void => {
    const stan = store.nextStan();
    const advice = reversalAdvice({
      original: decodeMessage(dialect, undone.original),
      stan,
      timeMs: clock.nowMs(),
      approvalCode: undone.approvalCode,
      type: undone.type ?? '0420',
      ended: undone.ended,
    });
    store.oweReversal({ transactionId: undone.id, stan, message: encodeMessage(dialect, advice) });
  };
  return {
    oweReversal,
    oweReplacement({ id, original, approvalCode, amountMinor }) {
      const stan = store.nextStan();
      const advice = reversalAdvice({
        original: decodeMessage(dialect, original),
        stan,
        timeMs: clock.nowMs(),
        approvalCode,
        type: '0420',
        replacementMinor: amountMinor,
      });
      store.oweReplacement({ transactionId: id, stan, amountMinor, message: encodeMessage(dialect, advice) });
    },
    recover() {
      for (const intent of store.openIntents()) oweReversal(intent);
    },
    async deliver() {
      for (const due of store.dueDeliveries()) {
        if (!(await deliverOne(parts, due))) break;
      }
      return store.doubtCount();
    },
  };
}

/** @returns whether the host answered at all */
async function deliverOne(parts: DeliveryQueueParts, due: DueDelivery): Promise<boolean> {
  const { client, store } = parts;
  // Without a connection nothing leaves, so the next try is still the first.
  if (!(await client.ready())) return false;
  if (unlessRefused(() => store.countAttempt(due.id)) instanceof StorageRefused) return false;
  const exchange = await client.exchange(messageOf(parts.dialect, due));
  if (exchange.kind !== 'answered') return false;
  const responseCode = exchange.answer.fields.get(39) ?? '';
  if (endsDelivery(due.kind, responseCode)) unlessRefused(() => store.delivered(due.id, responseCode));
  return true;
}

function messageOf(dialect: Dialect, due: DueDelivery): HostMessage {
  const advice = decodeMessage(dialect, due.message);
  return due.attempts === 0 ? advice : repeatOf(advice);
}
