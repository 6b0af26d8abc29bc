import { analyseActions } from '../action-analysis.ts';
import type { RequestedAction } from '../action-analysis.ts';
import { verifyCardholder } from '../cardholder-verification.ts';
import { generateCryptogram } from '../generate-cryptogram.ts';
import type { CryptogramGenerated } from '../generate-cryptogram.ts';
import { initiate } from '../initiate.ts';
import { recoverCardKey } from '../offline-data-authentication/card-key.ts';
import type { CardKey } from '../offline-data-authentication/card-key.ts';
import type { TransactionData } from '../outcome.ts';
import { readRecords } from '../read.ts';
import { processingRestrictions } from '../restrictions.ts';
import { terminalRiskManagement } from '../risk.ts';
import { noteResults } from '../transaction-context.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { CardSession } from './card-session.ts';
import type { SelectedApplication } from './combination-selection.ts';
import { openKernelContext, rememberNumber, stepReporter } from './kernel-context.ts';
import { decisionParameters } from './kernel-result.ts';
import type { ContactlessKernelNeeds, KernelDecision, KernelResult, KernelTerms } from './kernel-result.ts';

const serviceNotAllowedCode = 1;

/**
 * One transaction with one selected application: the kernel of C-2 in EMV mode, from GET PROCESSING OPTIONS to the
 * decision on the first cryptogram. Steps run in the order of the book.
 *
 * @clause C-2 (kernel 2); EMV 4.4 Book 3, 10.1 (tags 95 and 9B begin as zeros)
 */
export async function performKernel2(
  needs: ContactlessKernelNeeds,
  terms: KernelTerms,
  card: { readonly session: CardSession; readonly selected: SelectedApplication },
): Promise<KernelResult> {
  const opened = openKernelContext(needs, terms, card.selected);
  if (opened.kind === 'ended') return opened;
  const { context } = opened;
  const { data } = context;
  const report = stepReporter(needs, context);
  const initiated = await initiate(card.session, data);
  if (initiated.kind !== 'initiated') return initiated;
  report('initiated', ['82', '94']);
  const read = await readRecords(card.session, data);
  if (read.kind !== 'read') return read;
  report('records-read', []);
  needs.observer.display('PROCESSING');
  const cardKey = authenticate(context, read.signedRecords);
  report('offline-data-authentication', ['95', '9B'], authenticationFacts(cardKey));
  noteResults(context, { verification: processingRestrictions(data) });
  report('restrictions', ['95']);
  const method = verify(context);
  if (method === undefined) return { kind: 'ended', reason: 'card-data-error' };
  report('cardholder-verification', ['9F34', '95']);
  manageRisk(context);
  report('risk', ['95']);
  const action = analyseActions(data, context.application.terminalActionCodes);
  report('action-analysis', ['95'], { requested: action.requested });
  const generated = await generateCryptogram(card.session, data, {
    action,
    processingOptionsData: initiated.processingOptionsData,
    cardKey: cardKey.kind === 'recovered' ? cardKey.key : undefined,
  });
  if (generated.kind !== 'generated') return generated;
  rememberNumber(terms, context);
  const decided = decide(context, { action, generated, method });
  const decision = { ...decided, parameters: decisionParameters(decided.kind, decided.data) };
  report('cryptogram', ['9F27', '9F36', '95', '9B'], signatureFacts(generated));
  return decision;
}

/**
 * @clause EMV 4.4 Book 3, 10.3: without a common method "not performed" is set and the status bit stays zero; a method
 *   that fails was performed.
 */
function authenticate(context: TransactionContext, signedRecords: Uint8Array | undefined): CardKey {
  const cardKey = recoverCardKey(context.data, signedRecords, context.configuration.certificationAuthorityKeys);
  if (cardKey.kind === 'not-performed') {
    noteResults(context, { verification: ['offline-data-authentication-not-performed'] });
  }
  if (cardKey.kind === 'failed') {
    noteResults(context, { verification: cardKey.bits, status: ['offline-data-authentication'] });
  }
  return cardKey;
}

function verify(context: TransactionContext): TransactionData['cardholderVerification'] | undefined {
  const verification = verifyCardholder(context.data);
  if (verification.kind === 'malformed') return undefined;
  context.data.set('9F34', verification.results);
  noteResults(context, {
    verification: verification.bits,
    status: verification.performed ? ['cardholder-verification'] : [],
  });
  return verification.method;
}

function manageRisk(context: TransactionContext): void {
  const bits = terminalRiskManagement({
    amountMinor: context.request.amountMinor,
    floorLimitMinor: context.application.floorLimitMinor,
  });
  noteResults(context, { verification: bits, status: ['terminal-risk-management'] });
}

/**
 * From the card's answer to the outcome.
 *
 * @clause EMV 4.4 Book 2, 6.6.2: a transaction whose combined signature fails is declined; Book 3, 10.8
 * @reads A refund's AAC is what the terminal asked for, so it does not decline: the refund goes to the host with it.
 */
function decide(
  context: TransactionContext,
  answer: {
    readonly action: RequestedAction;
    readonly generated: Extract<CryptogramGenerated, { kind: 'generated' }>;
    readonly method: TransactionData['cardholderVerification'];
  },
): KernelDecision {
  const { action, generated, method } = answer;
  const hasBadSignature = generated.signature?.kind === 'failed';
  noteResults(context, {
    verification: hasBadSignature ? ['combined-data-authentication-failed'] : [],
    status: ['card-risk-management'],
  });
  if (generated.signature !== undefined) noteResults(context, { status: ['offline-data-authentication'] });
  const data: TransactionData = { objects: context.data.record(), cardholderVerification: method };
  if (hasBadSignature) return { kind: 'declined', data, reason: 'offline-data-authentication-failed' };
  if (generated.answered === 'TC') return { kind: 'approved', data };
  if (generated.answered === 'ARQC') return { kind: 'online-request', data };
  if (action.requested === 'AAC' && action.denial === undefined) return { kind: 'online-request', data };
  return { kind: 'declined', data, reason: declineReason(action, generated.adviceReason) };
}

/** @clause EMV 4.4 Book 3, 10.8.1: reason code 001 says that the service is not allowed. */
function declineReason(action: RequestedAction, adviceReason: number): string {
  if (action.requested === 'AAC' && action.denial !== undefined) return action.denial;
  return adviceReason === serviceNotAllowedCode ? 'service-not-allowed-by-card' : 'declined-by-card';
}

function authenticationFacts(cardKey: CardKey): Readonly<Record<string, string>> {
  if (cardKey.kind === 'failed') return { result: 'failed', reason: cardKey.reason };
  return { result: cardKey.kind === 'recovered' ? 'card-key-recovered' : 'not-performed' };
}

function signatureFacts(
  generated: Extract<CryptogramGenerated, { kind: 'generated' }>,
): Readonly<Record<string, string>> {
  const { signature } = generated;
  if (signature === undefined) return { signature: 'none' };
  return signature.kind === 'verified' ? { signature: 'verified' } : { signature: 'failed', reason: signature.reason };
}
