import { readChipData } from '../host/chip-data.ts';
import { toHex } from '../kernel/bytes.ts';
import type { HostClient } from '../host/host-client.ts';
import { MalformedMessage } from '../host/malformed-message.ts';
import { encodeMessage } from '../host/message-codec.ts';
import type { Dialect, HostMessage } from '../host/message-codec.ts';
import { financialRequest, reversibleOf } from '../host/requests.ts';
import type { TerminalConfiguration } from '../configuration.ts';
import type { TerminalNeeds } from '../needs.ts';
import type { Completion } from './records.ts';
import type { ReversalQueue } from './reversal-queue.ts';
import { unlessFull } from './store-failure.ts';

/** How the host decided, in the report's words. */
export interface Authorisation {
  readonly outcome: 'approved' | 'declined';
  readonly reason:
    | 'approved-online'
    | 'declined-by-issuer'
    | 'host-silent'
    | 'connection-lost'
    | 'host-unreachable'
    | 'storage-full';
  /** Whether the request may have left. */
  readonly wentOnline: boolean;
  readonly stan?: string;
  readonly responseCode?: string;
  readonly approvalCode?: string;
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
  /** The kernel's data objects by tag. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
}

/**
 * Asks the host for one transaction. The money rule: the intent is on the disk before the request may leave, and it
 * stays open there until the end of the transaction is on the disk too. Whatever is still open when the terminal next
 * looks is reversed, so no power cut can leave money moved that nobody knows of.
 *
 * @throws {StoreFailure} when the store is damaged; a store that is merely full is an outcome
 */
export async function authorise(parts: AuthorisationParts, asked: AuthorisationRequest): Promise<Authorisation> {
  const intent = unlessFull(() => writeIntent(parts, asked));
  if (intent === undefined) return { outcome: 'declined', reason: 'storage-full', wentOnline: false };
  const { id, stan, request, original } = intent;
  const exchange = await parts.client.exchange(request);
  const { store } = parts.needs;
  switch (exchange.kind) {
    case 'not-connected':
      unlessFull(() =>
        store.completeTransaction(id, { state: 'declined', responseCode: undefined, hasIssuerAuthentication: false }),
      );
      return { outcome: 'declined', reason: 'host-unreachable', wentOnline: false, stan };
    case 'silent':
    case 'connection-lost': {
      unlessFull(() => parts.reversals.owe({ id, original }));
      const reason = exchange.kind === 'silent' ? 'host-silent' : 'connection-lost';
      return { outcome: 'declined', reason, wentOnline: true, stan };
    }
    case 'answered':
      break;
  }
  return settleAnswered(parts, { id, stan }, exchange.answer);
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
  const request = financialRequest(parts.configuration, { stan, timeMs, objects: asked.objects });
  const original = encodeMessage(parts.dialect, reversibleOf(request));
  const { kind, amountMinor } = asked;
  const id = store.openTransaction({ stan, kind, amountMinor, createdAtMs: timeMs, original });
  return { id, stan, request, original };
}

/** Only response code 00 approves; any other, known or not, declines. */
function settleAnswered(
  parts: AuthorisationParts,
  intent: { readonly id: number; readonly stan: string },
  answer: HostMessage,
): Authorisation {
  const { id, stan } = intent;
  const responseCode = answer.fields.get(39) ?? '';
  const approvalCode = answer.fields.get(38)?.trimEnd();
  const issuerData = issuerDataOf(answer);
  const issuerAuthentication = issuerData.get('91');
  const hasIssuerAuthentication = issuerAuthentication !== undefined;
  parts.needs.observer.kernelStep('host-answer', {
    '8A': Buffer.from(responseCode, 'latin1').toString('hex').toUpperCase(),
    ...(issuerAuthentication === undefined ? {} : { '91': toHex(issuerAuthentication) }),
  });
  const isApproved = responseCode === '00';
  const completion: Completion = isApproved
    ? { state: 'approved', responseCode, approvalCode, hasIssuerAuthentication }
    : { state: 'declined', responseCode, hasIssuerAuthentication };
  const written = unlessFull(() => {
    parts.needs.store.completeTransaction(id, completion);
    return true;
  });
  if (!isApproved) {
    return { outcome: 'declined', reason: 'declined-by-issuer', wentOnline: true, stan, responseCode };
  }
  // An approval that is not on the disk is none: it stays open there and will be reversed.
  if (written === undefined) {
    return { outcome: 'declined', reason: 'storage-full', wentOnline: true, stan, responseCode };
  }
  return {
    outcome: 'approved',
    reason: 'approved-online',
    wentOnline: true,
    stan,
    responseCode,
    ...(approvalCode === undefined ? {} : { approvalCode }),
  };
}

/** Chip data of an answer. What can't be read is as good as absent: the response code alone decides. */
function issuerDataOf(answer: HostMessage): ReadonlyMap<string, Uint8Array> {
  try {
    return readChipData(answer.fields.get(55) ?? '');
  } catch (error) {
    if (error instanceof MalformedMessage) return new Map();
    throw error;
  }
}
