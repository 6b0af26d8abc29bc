import { decodeMessage, encodeMessage } from '../host/message-codec.ts';
import type { Dialect, HostMessage } from '../host/message-codec.ts';
import type { HostClient } from '../host/host-client.ts';
import { repeatOf, reversalAdvice } from '../host/requests.ts';
import type { TerminalClock } from '../needs.ts';
import type { DurableStore } from './durable-store.ts';
import type { DueReversal } from './records.ts';
import { StorageRefused, unlessRefused } from './store-failure.ts';

/** What a terminal owes the host, and how it gets there. Its functions must not overlap: the terminal takes turns. */
export interface ReversalQueue {
  /** Makes a reversal due for a transaction whose end is not known. Durable when it returns. */
  owe(open: OpenTransaction): void;
  /** Makes a reversal due for every transaction that was left open: by a power cut, or by a store that failed. */
  recover(): void;
  /**
   * Tries once to deliver what is due, oldest first, and stops at the first that the host doesn't answer.
   *
   * @returns how much is still owed
   */
  deliver(): Promise<number>;
}

/** An open transaction as its reversal needs it. */
export interface OpenTransaction {
  readonly id: number;
  /** The request, encoded; see `reversibleOf`. */
  readonly original: Uint8Array;
  /** Only when the host had sent one. */
  readonly approvalCode?: string | undefined;
}

/** What a reversal queue works with. */
export interface ReversalQueueParts {
  readonly clock: TerminalClock;
  readonly store: DurableStore;
  readonly client: HostClient;
  readonly dialect: Dialect;
}

/**
 * Response codes that end a reversal: 00 accepted; 21 and 25 no such original, or none any more, so nothing is left to
 * undo. Any other answer, like none, leaves it owed.
 */
const ENDING_RESPONSE_CODES = new Set(['00', '21', '25']);

/**
 * The queue of reversals over a store and a host link.
 *
 * @clause ISO 8583:1987 4.2 (advices are repeated until they are acknowledged)
 */
export function reversalQueue(parts: ReversalQueueParts): ReversalQueue {
  const { clock, store, dialect } = parts;
  const owe = (open: OpenTransaction): void => {
    const stan = store.nextStan();
    const advice = reversalAdvice({
      original: decodeMessage(dialect, open.original),
      stan,
      timeMs: clock.nowMs(),
      approvalCode: open.approvalCode,
    });
    store.oweReversal({ transactionId: open.id, stan, message: encodeMessage(dialect, advice) });
  };
  return {
    owe,
    recover() {
      for (const intent of store.openIntents()) owe(intent);
    },
    async deliver() {
      for (const due of store.dueReversals()) {
        if (!(await deliverOne(parts, due))) break;
      }
      return store.owedCount();
    },
  };
}

/** @returns whether the host answered at all */
async function deliverOne(parts: ReversalQueueParts, due: DueReversal): Promise<boolean> {
  const { client, store } = parts;
  // Without a connection nothing leaves, so the next try is still the first.
  if (!(await client.ready())) return false;
  if (unlessRefused(() => store.countAttempt(due.id)) instanceof StorageRefused) return false;
  const exchange = await client.exchange(messageOf(parts.dialect, due));
  if (exchange.kind !== 'answered') return false;
  const responseCode = exchange.answer.fields.get(39) ?? '';
  if (ENDING_RESPONSE_CODES.has(responseCode)) unlessRefused(() => store.reversalDelivered(due.id, responseCode));
  return true;
}

function messageOf(dialect: Dialect, due: DueReversal): HostMessage {
  const advice = decodeMessage(dialect, due.message);
  return due.attempts === 0 ? advice : repeatOf(advice);
}
