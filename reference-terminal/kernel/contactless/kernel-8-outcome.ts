import type { RequestedAction } from '../action-analysis.ts';
import type { CryptogramType } from '../application-protocol-data-unit.ts';
import type { DataObjects } from '../data-objects.ts';
import type { TransactionData } from '../outcome.ts';
import type { TransactionContext } from '../transaction-context.ts';
import { isLocallyAuthenticated, plainSettings } from './kernel-8-data.ts';
import { isRaised, lower } from './kernel-8-results.ts';
import { decisionParameters } from './kernel-result.ts';
import type { KernelDecision, KernelResult } from './kernel-result.ts';
import type { OutcomeParameters } from './outcome-parameters.ts';
import type { MessageName } from './user-interface.ts';

/** What all steps came to. */
interface Found {
  readonly answered: CryptogramType;
  /** Terminal action analysis with what the card found out. */
  readonly action: RequestedAction;
  readonly parameter: OutcomeParameters['cardholderVerification'];
  /** The data record, to be made when nothing in it changes any more. */
  readonly record: () => TransactionData;
}

/** Types of transaction whose refusal is a decline: purchase, cash, purchase with cashback, cash disbursement. */
const declinableTypes: ReadonlySet<number> = new Set([0x00, 0x01, 0x09, 0x17]);
const restarts = { atPolling: 0x20, otherInterface: 0x30 } as const;
/** Preferred other interface, in the lower half of the restart indicator's first byte. */
const interfaces: ReadonlyMap<number, OutcomeParameters['alternateInterface']> = new Map([
  [0x01, 'contact'],
  [0x02, 'magnetic-stripe'],
]);
/**
 * Messages that a card may ask for (9F821D).
 *
 * @reads The list is configuration, and no value of it is public: ours lets a card say what it could want of its holder.
 */
const cardsMessages: ReadonlyMap<number, MessageName> = new Map([
  [0x1d, 'insert-card'],
  [0x20, 'see-phone'],
  [0x21, 'present-card-again'],
]);
const messageHoldMs = 1300;

/**
 * From cryptogram and action analysis to what the reader does. A card that wants to be presented again is, whatever its cryptogram
 * says.
 *
 * @clause C-8 2930.1 to 2930.41, A.1.113 (restart indicator, 9F8108)
 * @reads A TC is accepted only from a card whose key was authenticated; the book leaves that to the action codes. Of refunds and
 *   others that are no purchase and no cash a refusal ends the application, as the book has it.
 */
export function resultOfKernel8(context: TransactionContext, found: Found): KernelResult {
  const { data, application } = context;
  const isAuthenticated = isLocallyAuthenticated(data) && !isRaised(data, 'local-authentication-failed');
  const { reportsFailedAuthentication } = application.kernel8 ?? plainSettings;
  // The card made its cryptogram over the results as it saw them: the issuer could not recompute it over others.
  if (reportsFailedAuthentication !== true) lower(data, 'local-authentication-failed');
  const restart = (data.get('9F8108')?.[0] ?? 0) & 0xf0;
  if (restart === restarts.atPolling) return presentedAgain(data);
  const { answered, action } = found;
  const decision = decide(found, isAuthenticated);
  if (decision.kind !== 'declined') return withParameters(context, decision, found.parameter);
  const { reason } = decision;
  if (!declinableTypes.has(data.get('9C')?.[0] ?? 0)) return { kind: 'ended', reason };
  const isForged = answered !== 'AAC' && action.requested !== 'AAC';
  if (restart === restarts.otherInterface && !isForged) {
    const alternate = interfaces.get((data.get('9F8108')?.[0] ?? 0) & 0x0f) ?? 'none';
    return { kind: 'try-another-interface', reason, message: messageOf(data) ?? 'insert-or-swipe', alternate };
  }
  return withParameters(context, decision, 'not-applicable');
}

/** @clause C-8 2930.12 (approved), 2930.18 (online), else declined */
function decide({ answered, action, record }: Found, isAuthenticated: boolean): KernelDecision {
  const { requested } = action;
  const data = record();
  if (answered === 'TC' && requested === 'TC') {
    return isAuthenticated
      ? { kind: 'approved', data }
      : { kind: 'declined', data, reason: 'offline-data-authentication-failed' };
  }
  if (answered !== 'AAC' && (requested === 'ARQC' || (answered === 'ARQC' && requested !== 'AAC'))) {
    return { kind: 'online-request', data };
  }
  const denial = requested === 'AAC' ? action.denial : undefined;
  return { kind: 'declined', data, reason: denial ?? 'declined-by-card' };
}

function withParameters(
  context: TransactionContext,
  decision: KernelDecision,
  cardholderVerification: OutcomeParameters['cardholderVerification'],
): KernelDecision {
  const isAboveLimit = context.request.amountMinor > context.application.cvmRequiredLimitMinor;
  const parameters = decisionParameters(decision.kind, decision.data, {
    cardholderVerification,
    hasDataRecord: true,
    receiptRequired: cardholderVerification === 'obtain-signature' || (decision.kind !== 'declined' && isAboveLimit),
  });
  return { ...decision, parameters };
}

/** @clause C-8 2930.2 to 2930.9 (start B) */
function presentedAgain(data: DataObjects): KernelResult {
  const message = messageOf(data) ?? 'present-card-again';
  return {
    kind: 'present-again',
    reason: message === 'see-phone' ? 'see-phone' : 'card-wants-to-be-presented-again',
    userInterface: { message, status: 'ready-to-read', holdTimeMs: messageHoldMs },
    fieldOffMs: messageHoldMs,
  };
}

/** The card's own message, if it may have it. */
function messageOf(data: DataObjects): MessageName | undefined {
  return cardsMessages.get(data.get('9F8108')?.[1] ?? 0);
}
