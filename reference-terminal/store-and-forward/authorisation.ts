import { readChipData, type IssuerData } from '../host/chip-data.ts';
import { toHex } from '../kernel/bytes.ts';
import type { Completed, OnlineAnswer, TransactionData } from '../kernel/outcome.ts';
import { approvedPart, partiallyApproved } from '../host/amount-match.ts';
import type { HostClient } from '../host/host-client.ts';
import { MalformedMessage } from '../host/malformed-message.ts';
import { encodeMessage } from '../host/message-codec.ts';
import type { Dialect, HostMessage } from '../host/message-codec.ts';
import { offlineAdvice } from '../host/advices.ts';
import { financialRequest, reversibleOf, type TransactionEnd } from '../host/requests.ts';
import type { TerminalConfiguration } from '../configuration.ts';
import type { TerminalNeeds } from '../needs.ts';
import type { DeliveryQueue } from './delivery-queue.ts';
import { offlineRefusal } from './offline-approval.ts';
import { adviseForAttendant } from './attendant-approval.ts';
import { scriptConfirmation } from './script-confirmation.ts';
import { StorageRefused, unlessRefused } from './store-failure.ts';

/** How the host decided, in the report's words. */
export interface Authorisation {
  readonly outcome: 'approved' | 'declined';
  /**
   * approved-online, approved-in-part, approved-offline, declined-by-issuer, host-says-duplicate, partially-approved,
   * part-refused, approved-on-condition, host-silent, connection-lost, host-unreachable, storage-full, storage-failed,
   * offline-approval-unsupported, offline-limit-reached, approved-by-referral, or the kernel's word for why the card declined what the host
   * approved.
   */
  readonly reason: string;
  /** Whether the request may have left. */
  readonly wentOnline: boolean;
  readonly stan?: string;
  readonly responseCode?: string;
  readonly approvalCode?: string;
  /** What was approved, where it is less than was asked and the merchant takes it. */
  readonly approvedMinor?: number;
  /** The data record after the card took the host's answer. */
  readonly data?: TransactionData;
}

/** What an authorisation works with. */
export interface AuthorisationParts {
  readonly configuration: TerminalConfiguration;
  readonly needs: TerminalNeeds;
  readonly client: HostClient;
  readonly dialect: Dialect;
  readonly deliveries: DeliveryQueue;
}

/** What the host is asked. */
export interface AuthorisationRequest {
  readonly kind: 'purchase' | 'refund' | 'pre-authorization';
  readonly amountMinor: number;
  readonly data: TransactionData;
  /** The merchant takes a part of the amount. */
  readonly takesPart?: boolean;
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
    const completed = await asked.completion?.(declinedAlone);
    return { outcome: 'declined', reason: intent.reason, wentOnline: false, ...dataOf(completed) };
  }
  const { id, stan, request, original } = intent;
  const exchange = await parts.client.exchange(request);
  switch (exchange.kind) {
    case 'not-connected':
      return unableToGoOnline(parts, asked, { id, stan });
    case 'silent':
    case 'connection-lost': {
      const reason = exchange.kind === 'silent' ? 'host-silent' : 'connection-lost';
      // The request may have been approved and will be reversed: the card must not approve.
      const completed = await asked.completion?.(declinedAlone);
      // The intent is open on the disk until here: whatever happens meanwhile, it is reversed.
      unlessRefused(() => parts.deliveries.oweReversal({ id, original, ended: endOf(asked, completed) }));
      return { outcome: 'declined', reason, wentOnline: true, stan, ...dataOf(completed) };
    }
    case 'answered':
      break;
  }
  return settleAnswered(parts, { ...intent, asked }, exchange.answer);
}

/**
 * Nothing left for the host: a card that is still there may approve alone, within the limits of what may wait.
 *
 * @clause EMV 4.4 Book 4, 12.2.1 (unable to go online)
 */
async function unableToGoOnline(
  parts: AuthorisationParts,
  asked: AuthorisationRequest,
  intent: { readonly id: number; readonly stan: string },
): Promise<Authorisation> {
  const { id, stan } = intent;
  const { store } = parts.needs;
  const { kind, amountMinor } = asked;
  const refusal = kind === 'pre-authorization' ? 'host-unreachable' : offlineRefusal(parts, amountMinor);
  const mayWait = refusal === undefined || refusal === 'offline-approval-unsupported';
  const completed = await asked.completion?.(mayWait ? { kind: 'unable' } : declinedAlone);
  if (completed?.kind === 'approved' && refusal === undefined) {
    const { objects } = completed.data;
    const advice = offlineAdvice(parts, {
      stan,
      timeMs: parts.needs.clock.nowMs(),
      objects,
      responseCode: 'Y3',
    });
    const message = encodeMessage(parts.dialect, advice);
    const owed = unlessRefused(() => store.oweAdvice({ transactionId: id, stan, message }));
    if (!(owed instanceof StorageRefused)) {
      const facts = { wentOnline: false, stan, responseCode: 'Y3', ...dataOf(completed) };
      return { outcome: 'approved', reason: 'approved-offline', ...facts };
    }
  }
  unlessRefused(() =>
    store.completeTransaction(id, { state: 'declined', responseCode: undefined, hasIssuerAuthentication: false }),
  );
  const reason = completed?.kind === 'approved' ? (refusal ?? 'storage-full') : 'host-unreachable';
  return { outcome: 'declined', reason, wentOnline: false, stan, ...dataOf(completed) };
}

/** What the card is told when the terminal can't let it approve: unable to go online, offline declined. */
const declinedAlone: OnlineAnswer = { kind: 'answered', responseCode: 'Z3', objects: new Map(), scripts: [] };

function dataOf(completed: Completed | undefined): Pick<Authorisation, 'data'> {
  return completed === undefined ? {} : { data: completed.data };
}

/** What the reversal or the confirmation tells of the card; the terminal's own response code where the host sent none. */
function endOf(
  { data }: Pick<AuthorisationRequest, 'data'>,
  completed: Completed | undefined,
  responseCode?: string,
): TransactionEnd {
  const { objects } = completed?.data ?? data;
  const own = objects.get('8A');
  return {
    objects,
    responseCode: responseCode ?? (own === undefined ? undefined : Buffer.from(own).toString('latin1')),
  };
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
    isPreAuthorization: asked.kind === 'pre-authorization',
    ...(asked.takesPart === true ? { takesPart: true } : {}),
  });
  const original = encodeMessage(parts.dialect, reversibleOf(request));
  const { kind, amountMinor } = asked;
  const id = store.openTransaction({ stan, kind, amountMinor, createdAtMs: timeMs, original });
  return { id, stan, request, original };
}

/**
 * Answers after which money may stand at the host although this terminal does not take the sale as approved: they are
 * reversed. 94 answers the second copy of a request that the network doubled, and nobody knows what became of the first;
 * the others approve under a condition that the terminal can't meet: a part of the amount, or an identity to be seen.
 *
 * @clause ISO 8583:1987, response codes 08, 10, 11, 16 and 94
 */
const reversedAnswers: ReadonlyMap<string, string> = new Map([
  ['94', 'host-says-duplicate'],
  [partiallyApproved, 'partially-approved'],
  ['08', 'approved-on-condition'],
  ['11', 'approved-on-condition'],
  ['16', 'approved-on-condition'],
]);

/** A request that was written down, and what it is about. */
type Answered = WrittenIntent & { readonly asked: AuthorisationRequest };

/**
 * Only response code 00 approves, and 10 where the merchant takes the part; any other, known or not, declines. A card that
 * is still there has the last word: what it declines after the host approved is reversed.
 */
async function settleAnswered(
  parts: AuthorisationParts,
  intent: Answered,
  answer: HostMessage,
): Promise<Authorisation> {
  const { id, stan, original, asked } = intent;
  const { store } = parts.needs;
  const responseCode = answer.fields.get(39) ?? '';
  const approvalCode = answer.fields.get(38)?.trimEnd();
  const issuerData = issuerDataOf(answer);
  const hasIssuerAuthentication = issuerData.objects.has('91');
  reportAnswer(parts, responseCode, issuerData);
  const part = await partOf(parts, intent, answer);
  const isTakenInPart = part.kind === 'taken';
  const completed = await asked.completion?.({ kind: 'answered', responseCode, isTakenInPart, ...issuerData });
  const ended = endOf(asked, completed, responseCode);
  const confirmed = () => ({ confirmation: scriptConfirmation(parts, { original, ended }) });
  const facts = { wentOnline: true, stan, responseCode, ...dataOf(completed) } as const;
  const doubt = part.kind === 'refused' ? 'part-refused' : reversedAnswers.get(responseCode);
  if (doubt !== undefined && !isTakenInPart) {
    unlessRefused(() => parts.deliveries.oweReversal({ id, original, approvalCode, ended }));
    return { outcome: 'declined', reason: doubt, ...facts };
  }
  const isApproved = responseCode === '00';
  if (!isApproved && !isTakenInPart) {
    const referred = settleReferral(parts, { asked, completed, responseCode });
    unlessRefused(() =>
      store.completeTransaction(id, { state: 'declined', responseCode, hasIssuerAuthentication, ...confirmed() }),
    );
    return { outcome: 'declined', reason: 'declined-by-issuer', ...facts, ...referred };
  }
  if (completed?.kind === 'declined') {
    unlessRefused(() => parts.deliveries.oweReversal({ id, original, approvalCode, ended }));
    return { outcome: 'declined', reason: completed.reason, ...facts };
  }
  const state = asked.kind === 'pre-authorization' ? 'held' : 'approved';
  const amountMinor = part.kind === 'taken' ? part.approvedMinor : undefined;
  const end = { state, responseCode, approvalCode, amountMinor, hasIssuerAuthentication } as const;
  const written = unlessRefused(() => store.completeTransaction(id, { ...end, ...confirmed() }));
  // An approval that is not on the disk is none: it stays open there and will be reversed.
  if (written instanceof StorageRefused) return { outcome: 'declined', reason: written.reason, ...facts };
  return {
    outcome: 'approved',
    reason: amountMinor === undefined ? 'approved-online' : 'approved-in-part',
    ...facts,
    ...(amountMinor === undefined ? {} : { approvedMinor: amountMinor }),
    ...(approvalCode === undefined ? {} : { approvalCode }),
  };
}

/** What becomes of a part that the host approved; `none` when it approved all, nothing, or a part that nobody may take. */
type Part = { readonly kind: 'none' | 'refused' } | { readonly kind: 'taken'; readonly approvedMinor: number };

/** The cashier is asked before the card and the disk hear of it: a power cut meanwhile leaves a doubt, which is reversed. */
async function partOf({ needs }: AuthorisationParts, { asked, request }: Answered, answer: HostMessage): Promise<Part> {
  const approvedMinor = asked.takesPart === true ? approvedPart(request, answer) : undefined;
  if (approvedMinor === undefined) return { kind: 'none' };
  const isTaken = (await needs.cashier?.takesPart({ askedMinor: asked.amountMinor, approvedMinor })) ?? true;
  return isTaken ? { kind: 'taken', approvedMinor } : { kind: 'refused' };
}

/**
 * What the attendant approved after a referral is advised; the request that was referred ends as refused, as it moved no money.
 *
 * @clause EMV 4.4 Book 4, 6.5.2.2
 * @reads A pre-authorization has no advice of its own: it stays refused.
 */
function settleReferral(
  parts: AuthorisationParts,
  referred: {
    readonly asked: AuthorisationRequest;
    readonly completed: Completed | undefined;
    readonly responseCode: string;
  },
): Partial<Authorisation> {
  const { asked, completed, responseCode } = referred;
  const { kind, amountMinor } = asked;
  if (completed?.kind !== 'approved' || completed.referral === undefined || kind === 'pre-authorization') return {};
  const { approvalCode } = completed.referral;
  const { objects } = completed.data;
  const stan = adviseForAttendant(parts, { kind, amountMinor, objects, responseCode, approvalCode });
  if (stan instanceof StorageRefused) return { reason: stan.reason };
  const reason = completed.reason;
  return { outcome: 'approved', reason, stan, ...(approvalCode === undefined ? {} : { approvalCode }) };
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
