import { readChipData, type IssuerData } from '../host/chip-data.ts';
import { toHex } from '../kernel/bytes.ts';
import type { Completed, OnlineAnswer, TransactionData } from '../kernel/outcome.ts';
import type { HostClient } from '../host/host-client.ts';
import { MalformedMessage } from '../host/malformed-message.ts';
import { encodeMessage } from '../host/message-codec.ts';
import type { Dialect, HostMessage } from '../host/message-codec.ts';
import { financialRequest, reversibleOf } from '../host/requests.ts';
import type { TerminalConfiguration } from '../configuration.ts';
import type { TerminalNeeds } from '../needs.ts';
import type { ReversalQueue } from './reversal-queue.ts';
import { StorageRefused, unlessRefused } from './store-failure.ts';

/** How the host decided, in the report's words. */
export interface Authorisation {
  readonly outcome: 'approved' | 'declined';
  /**
   * approved-online, declined-by-issuer, host-silent, connection-lost, host-unreachable, storage-full, storage-failed,
   * offline-approval-unsupported, or the kernel's word for why the card declined what the host approved.
   */
  readonly reason: string;
  /** Whether the request may have left. */
  readonly wentOnline: boolean;
  readonly stan?: string;
  readonly responseCode?: string;
  readonly approvalCode?: string;
  /** The data record after the card took the host's answer. */
  readonly data?: TransactionData;
}

/** What an authorisation works with. */
export interface AuthorisationParts {
  readonly configuration: TerminalConfiguration;
  readonly needs: TerminalNeeds;
  readonly client: HostClient;
  readonly dialect: Dialect;
  readonly reversals: ReversalQueue;
}

/** What the host is asked. */
export interface AuthorisationRequest {
  readonly kind: 'purchase' | 'refund';
  readonly amountMinor: number;
  readonly data: TransactionData;
  /** Brings the host's answer to the card, where it still waits for one. */
  readonly completion?: ((answer: OnlineAnswer) => Promise<Completed>) | undefined;
}

/**
 * Asks the host for one transaction. The money rule: the intent is on the disk before the request may leave, and it
 * stays open there until the end of the transaction is on the disk too. Whatever is still open when the terminal next
 * looks is reversed, so no power cut can leave money moved that nobody knows of.
 *
 * @throws {StoreFailure} when the store is damaged; a store that is merely full is an outcome
 */
export async function authorise(parts: AuthorisationParts, asked: AuthorisationRequest): Promise<Authorisation> {
  const intent = unlessRefused(() => writeIntent(parts, asked));
  if (intent instanceof StorageRefused) {
    const completed = await asked.completion?.(refusal);
    return { outcome: 'declined', reason: intent.reason, wentOnline: false, ...dataOf(completed) };
  }
  const { id, stan, request, original } = intent;
  const exchange = await parts.client.exchange(request);
  const { store } = parts.needs;
  switch (exchange.kind) {
    case 'not-connected': {
      const completed = await asked.completion?.({ kind: 'unable' });
      unlessRefused(() =>
        store.completeTransaction(id, { state: 'declined', responseCode: undefined, hasIssuerAuthentication: false }),
      );
      // Nothing in the host's dialect would deliver an offline approval, so the merchant would never be paid.
      const reason = completed?.kind === 'approved' ? 'offline-approval-unsupported' : 'host-unreachable';
      return { outcome: 'declined', reason, wentOnline: false, stan, ...dataOf(completed) };
    }
    case 'silent':
    case 'connection-lost': {
      unlessRefused(() => parts.reversals.owe({ id, original }));
      const reason = exchange.kind === 'silent' ? 'host-silent' : 'connection-lost';
      // The request may have been approved and will be reversed: the card must not approve.
      const completed = await asked.completion?.(refusal);
      return { outcome: 'declined', reason, wentOnline: true, stan, ...dataOf(completed) };
    }
    case 'answered':
      break;
  }
  return settleAnswered(parts, { id, stan, original, completion: asked.completion }, exchange.answer);
}

/** What the card is told when the terminal can't let it approve: unable to go online, offline declined. */
const refusal: OnlineAnswer = { kind: 'answered', responseCode: 'Z3', objects: new Map(), scripts: [] };

function dataOf(completed: Completed | undefined): Pick<Authorisation, 'data'> {
  return completed === undefined ? {} : { data: completed.data };
}

interface WrittenIntent {
  readonly id: number;
  readonly stan: string;
  readonly request: HostMessage;
  readonly original: Uint8Array;
}

function writeIntent(parts: AuthorisationParts, asked: AuthorisationRequest): WrittenIntent {
  const { store, clock } = parts.needs;
  const stan = store.nextStan();
  const timeMs = clock.nowMs();
  const request = financialRequest(parts, {
    stan,
    timeMs,
    objects: asked.data.objects,
    pin: asked.data.pin,
  });
  const original = encodeMessage(parts.dialect, reversibleOf(request));
  const { kind, amountMinor } = asked;
  const id = store.openTransaction({ stan, kind, amountMinor, createdAtMs: timeMs, original });
  return { id, stan, request, original };
}

/**
 * Only response code 00 approves; any other, known or not, declines. A card that is still there has the last word: what
 * it declines after the host approved is reversed.
 */
async function settleAnswered(
  parts: AuthorisationParts,
  intent: Pick<WrittenIntent, 'id' | 'stan' | 'original'> & Pick<AuthorisationRequest, 'completion'>,
  answer: HostMessage,
): Promise<Authorisation> {
  const { id, stan } = intent;
  const { store } = parts.needs;
  const responseCode = answer.fields.get(39) ?? '';
  const approvalCode = answer.fields.get(38)?.trimEnd();
  const issuerData = issuerDataOf(answer);
  const hasIssuerAuthentication = issuerData.objects.has('91');
  reportAnswer(parts, responseCode, issuerData);
  const completed = await intent.completion?.({ kind: 'answered', responseCode, ...issuerData });
  const facts = { wentOnline: true, stan, responseCode, ...dataOf(completed) } as const;
  const isApproved = responseCode === '00';
  if (!isApproved) {
    unlessRefused(() => store.completeTransaction(id, { state: 'declined', responseCode, hasIssuerAuthentication }));
    return { outcome: 'declined', reason: 'declined-by-issuer', ...facts };
  }
  if (completed?.kind === 'declined') {
    unlessRefused(() => parts.reversals.owe({ id, original: intent.original, approvalCode }));
    return { outcome: 'declined', reason: completed.reason, ...facts };
  }
  const written = unlessRefused(() =>
    store.completeTransaction(id, { state: 'approved', responseCode, approvalCode, hasIssuerAuthentication }),
  );
  // An approval that is not on the disk is none: it stays open there and will be reversed.
  if (written instanceof StorageRefused) return { outcome: 'declined', reason: written.reason, ...facts };
  return {
    outcome: 'approved',
    reason: 'approved-online',
    ...facts,
    ...(approvalCode === undefined ? {} : { approvalCode }),
  };
}

function reportAnswer(parts: AuthorisationParts, responseCode: string, issuerData: IssuerData): void {
  const issuerAuthentication = issuerData.objects.get('91');
  parts.needs.observer.kernelStep('host-answer', {
    '8A': Buffer.from(responseCode, 'latin1').toString('hex').toUpperCase(),
    ...(issuerAuthentication === undefined ? {} : { '91': toHex(issuerAuthentication) }),
    ...(issuerData.scripts.length === 0 ? {} : { scripts: String(issuerData.scripts.length) }),
  });
}

/** Chip data of an answer. What can't be read is as good as absent: the response code alone decides. */
function issuerDataOf(answer: HostMessage): IssuerData {
  try {
    return readChipData(answer.fields.get(55) ?? '');
  } catch (error) {
    if (error instanceof MalformedMessage) return { objects: new Map(), scripts: [] };
    throw error;
  }
}
