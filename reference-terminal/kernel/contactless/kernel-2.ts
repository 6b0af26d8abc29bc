import type { RandomSource } from '../../needs.ts';
import { analyseActions } from '../action-analysis.ts';
import type { RequestedAction } from '../action-analysis.ts';
import type { CryptogramGenerated } from '../generate-cryptogram.ts';
import { initiate } from '../initiate.ts';
import { namesTwoAccounts } from '../two-accounts.ts';
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
import {
  isDeviceVerification,
  offerCapabilities,
  transactionLimitMinor,
  verifyForKernel2,
} from './kernel-2-cardholder.ts';
import { whyNoCardKey, whySignatureFailed } from './failure-words.ts';
import { obtainCryptogram } from './kernel-2-cryptogram.ts';
import { resultOfDecision } from './kernel-2-outcome.ts';
import {
  isAccountOfApplication,
  openKernelContext,
  panDigitsOf,
  rememberNumber,
  stepReporter,
} from './kernel-context.ts';
import type { ContactlessKernelNeeds, KernelDecision, KernelResult, KernelTerms } from './kernel-result.ts';
import { performMagneticStripe } from './mag-stripe-mode.ts';
import { isRelayResistanceSigned, resistRelay, trackWithRelayData } from './relay-resistance.ts';
import { cleanTornLog } from './torn-recovery.ts';

type Generated = Extract<CryptogramGenerated, { kind: 'generated' }>;

const serviceNotAllowedCode = 1;
const relayResistanceMask = 0x01;

/**
 * One transaction with one selected application: the kernel of C-2 in EMV mode, from GET PROCESSING OPTIONS to the
 * decision on the first cryptogram. Steps run in the order of the book.
 *
 * @param ownData  objects of a terminal that runs these steps for another kernel
 * @clause C-2 (kernel 2); EMV 4.4 Book 3, 10.1 (tags 95 and 9B begin as zeros)
 */
export async function performKernel2(
  needs: ContactlessKernelNeeds,
  terms: KernelTerms,
  card: { readonly session: CardSession; readonly selected: SelectedApplication },
  ownData: ReadonlyMap<string, Uint8Array> = new Map(),
): Promise<KernelResult> {
  const opened = openKernelContext(needs, terms, card.selected, ownData);
  if (opened.kind === 'ended') return opened;
  const { context } = opened;
  const { data } = context;
  const report = stepReporter(needs, context);
  beginKernel2(needs, terms, context);
  const initiated = await initiate(card.session, data);
  const { magneticStripe } = context.application.kernel2 ?? {};
  if (initiated.kind === 'ended' && initiated.reason === 'mag-stripe-card' && magneticStripe !== undefined) {
    return performMagneticStripe(needs, { session: card.session, context }, magneticStripe);
  }
  if (initiated.kind !== 'initiated') return initiated;
  report('initiated', ['82', '94']);
  const relay = await relayResistance(needs, terms, { session: card.session, context });
  if (relay !== undefined) return relay;
  const read = await readRecords(card.session, data);
  if (read.kind !== 'read') return read;
  report('records-read', []);
  needs.observer.display('PROCESSING');
  const refused = refusalOfCard(context);
  if (refused !== undefined) return refused;
  const cardKey = authenticate(context, read.signedRecords);
  report('offline-data-authentication', ['95', '9B'], authenticationFacts(context, cardKey, read.signedRecords));
  offerCapabilities(context);
  noteResults(context, { verification: processingRestrictions(data) });
  report('restrictions', ['95']);
  const method = verify(context);
  if (method === undefined) return { kind: 'ended', reason: 'card-data-error' };
  report('cardholder-verification', ['9F34', '95']);
  manageRisk(context);
  report('risk', ['95']);
  const action = actionFor(context, cardKey);
  report('action-analysis', ['95'], { requested: action.requested });
  const obtained = await obtainCryptogram({ needs, session: card.session, memory: terms.memory, report }, context, {
    action,
    method,
    processingOptionsData: initiated.processingOptionsData,
    cardKey: cardKey.kind === 'recovered' ? cardKey.key : undefined,
  });
  if (obtained.kind !== 'obtained') return obtained;
  rememberNumber(terms, context);
  const generated = withRelaySignature(context, obtained.generated, cardKey);
  const decision = decide(context, { ...obtained, generated });
  report('cryptogram', ['9F27', '9F36', '95', '9B'], signatureFacts(context, generated, needs.random));
  return resultOfDecision(context, decision);
}

/** @clause C-2: expired torn transactions are cleaned away; 9F7E tells a device that the terminal knows devices. */
function beginKernel2(needs: ContactlessKernelNeeds, terms: KernelTerms, context: TransactionContext): void {
  const { kernel2 } = context.application;
  if (kernel2 !== undefined) context.data.set('9F7E', Uint8Array.of(0x01));
  if (kernel2?.tornTransactions === undefined) return;
  const report = stepReporter(needs, context);
  cleanTornLog(terms.memory.tornLog, kernel2.tornTransactions, { nowMs: needs.clock.nowMs(), report });
}

/**
 * The relay resistance protocol, when terminal and card both know it. Returns why the transaction stops, if it does.
 *
 * @clause C-2 3.10; verification results byte 5 bits 2 and 1 say whether it was performed
 * @reads A terminal that is not configured for it leaves both bits zero, as kernels before the protocol do.
 */
async function relayResistance(
  needs: ContactlessKernelNeeds,
  terms: KernelTerms,
  card: { readonly session: CardSession; readonly context: TransactionContext },
): Promise<KernelResult | undefined> {
  const { session, context } = card;
  const { data } = context;
  const settings = context.application.kernel2?.relayResistance;
  if (settings === undefined) return undefined;
  const report = stepReporter(needs, context);
  if (((data.get('82')?.[1] ?? 0) & relayResistanceMask) === 0) {
    noteResults(context, { verification: ['relay-resistance-not-performed'] });
    report('relay-resistance', ['95'], { result: 'not-supported-by-card' });
    return undefined;
  }
  const performed = await resistRelay(needs, { session, data, usedNumbers: terms.memory.usedNumbers }, settings);
  if (performed.kind !== 'performed') return performed;
  noteResults(context, { verification: performed.bits });
  report('relay-resistance', ['95'], {
    result: 'performed',
    attempts: String(performed.attemptCount),
    measuredHundredUs: String(performed.measuredHundredUs),
  });
  return undefined;
}

/**
 * @clause C-2, limits: the transaction limit of this kind of card, strictly greater
 * @reads The entry point has compared already, at or above; here only the choice between the two limits is new.
 */
function refusalOfCard(context: TransactionContext): KernelResult | undefined {
  if (namesTwoAccounts(context.data)) return { kind: 'ended', reason: 'card-data-error' };
  if (!isAccountOfApplication(context, panDigitsOf(context))) return { kind: 'ended', reason: 'provider-mismatch' };
  const isOverLimit = context.request.amountMinor > transactionLimitMinor(context);
  return isOverLimit ? { kind: 'select-next', reason: 'contactless-limit-exceeded' } : undefined;
}

/**
 * @clause C-2, GAC.20 to GAC.23: a device that verifies its holder but can't prove itself by combined authentication
 *   is asked for an AAC.
 */
function actionFor(context: TransactionContext, cardKey: CardKey): RequestedAction {
  const action = analyseActions(context.data, context.application.terminalActionCodes);
  if (action.requested === 'AAC' || cardKey.kind === 'recovered' || !isDeviceVerification(context)) return action;
  return { requested: 'AAC', denial: 'offline-data-authentication-failed' };
}

/**
 * A signature counts only if it also vouches for the relay resistance data. Without a signature these go into track 2.
 *
 * @clause C-2, S910.1 to S910.7, S910.38, S910.39
 */
function withRelaySignature(context: TransactionContext, generated: Generated, cardKey: CardKey): Generated {
  if (!context.verification.has('relay-resistance-performed') || context.data.get('DF8302') === undefined)
    return generated;
  if (generated.signature === undefined) {
    const track = trackWithRelayData(context.data);
    if (track !== undefined && generated.answered !== 'AAC') context.data.set('57', track);
    return generated;
  }
  if (generated.signature.kind === 'failed' || cardKey.kind !== 'recovered') return generated;
  if (isRelayResistanceSigned(context.data, cardKey.key)) return generated;
  return { ...generated, signature: { kind: 'failed', reason: 'signature-other-relay-data' } };
}

/**
 * @clause EMV 4.4 Book 3, 10.3: without a common method "not performed" is set and the status bit stays zero; a method
 *   that fails was performed.
 */
function authenticate(context: TransactionContext, signedRecords: Uint8Array | undefined): CardKey {
  const cardKey = recoverCardKey(context.data, signedRecords, context.configuration);
  if (cardKey.kind === 'not-performed') {
    noteResults(context, { verification: ['offline-data-authentication-not-performed'] });
  }
  if (cardKey.kind === 'failed') {
    noteResults(context, { verification: cardKey.bits, status: ['offline-data-authentication'] });
  }
  return cardKey;
}

function verify(context: TransactionContext): TransactionData['cardholderVerification'] | undefined {
  const verification = verifyForKernel2(context);
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
    readonly generated: Generated;
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

function authenticationFacts(
  context: TransactionContext,
  cardKey: CardKey,
  signedRecords: Uint8Array | undefined,
): Readonly<Record<string, string>> {
  if (cardKey.kind === 'failed') {
    return { result: 'failed', reason: cardKey.reason, ...whyNoCardKey(context, cardKey.reason, signedRecords) };
  }
  return { result: cardKey.kind === 'recovered' ? 'card-key-recovered' : 'not-performed' };
}

function signatureFacts(
  context: TransactionContext,
  { signature }: Generated,
  random: RandomSource,
): Readonly<Record<string, string>> {
  if (signature === undefined) return { signature: 'none' };
  if (signature.kind === 'verified') return { signature: 'verified' };
  const { reason, evidence } = signature;
  return { signature: 'failed', reason, ...whySignatureFailed(context, evidence, random) };
}
