import type { TerminalConfiguration } from '../../configuration.ts';
import type { ContactSettings } from '../../contact-settings.ts';
import { toHex } from '../bytes.ts';
import type { CryptogramType } from '../application-protocol-data-unit.ts';
import type { CardSession, KernelStop } from '../contactless/card-session.ts';
import { createDataObjects } from '../data-objects.ts';
import { rememberDrawn } from '../earlier-numbers.ts';
import type { CardholderVerificationMethod, KernelOutcome, KernelRequest, LoggedTransaction } from '../outcome.ts';
import type { EncipheredPin } from '../pin/online-pin.ts';
import { selectLanguage } from '../language-selection.ts';
import { readRecords } from '../read.ts';
import { processingRestrictions } from '../restrictions.ts';
import { namesTwoAccounts } from '../two-accounts.ts';
import type { SelectedContactApplication } from './application-selection.ts';
import { completeOnline } from './completion.ts';
import { firstAction } from './contact-actions.ts';
import { note, panDigitsOf, recordOf, reportStep } from './contact-context.ts';
import type { ContactContext, ContactNeeds } from './contact-context.ts';
import { askForCryptogram, signatureFacts } from './contact-cryptogram.ts';
import type { ContactCryptogram, ContactCryptogramRequest } from './contact-cryptogram.ts';
import { contactTerminalData } from './contact-terminal-data.ts';
import { verifyContactCardholder } from './contact-verification.ts';
import { whyNotAuthenticated } from './failure-words.ts';
import { decideAfterFailedExtended, extendedFailureBits } from './extended-decision.ts';
import { beginProcessing } from './get-processing-options.ts';
import { authenticateCard } from './offline-authentication.ts';
import type { Authenticated } from './offline-authentication.ts';
import { amountRisk, checkVelocity } from './risk-management.ts';

/** What is fixed for one contact transaction. */
export interface ContactTerms {
  readonly configuration: TerminalConfiguration;
  readonly settings: ContactSettings;
  readonly request: KernelRequest;
  readonly transactionLog: readonly LoggedTransaction[];
}

/** What the kernel is through with: a decision on the card's first cryptogram. */
export type ContactDecision = Extract<KernelOutcome, { kind: 'approved' | 'online-request' | 'declined' }>;

const unpredictableNumberBytes = 4;
const serviceNotAllowedCode = 1;
/** Book 3, 7.2 table 33, but for the lists of this transaction's flow. */
const mandatoryTags = ['5A', '5F24', '8C', '8D'] as const;

/**
 * One contact transaction with one selected application, from GET PROCESSING OPTIONS to the decision on the first
 * cryptogram. Steps run in the order of the book.
 *
 * @clause EMV 4.4 Book 3, 8.2 and 10.1 to 10.8; Book 4, 11.1 (language before GET PROCESSING OPTIONS)
 */
export async function performContactKernel(
  needs: ContactNeeds,
  terms: ContactTerms,
  card: { readonly session: CardSession; readonly selected: SelectedContactApplication },
): Promise<ContactDecision | KernelStop> {
  const context = openContext(needs, terms, card);
  const { data, session } = context;
  const { observer, cardholder } = needs;
  await selectLanguage({ observer, configuration: terms.configuration, preference: data.get('5F2D') }, cardholder);
  const begun = await beginProcessing(session, data);
  if (begun.kind !== 'initiated') return begun;
  reportStep(context, 'initiated', ['82', '94']);
  const read = await readRecords(session, data, mandatoryTags);
  if (read.kind !== 'read') return read;
  reportStep(context, 'records-read', []);
  const authenticated = await authenticateCard(context, read.signedRecords);
  if (authenticated.kind !== 'authenticated') return authenticated;
  reportStep(context, 'offline-data-authentication', ['95', '9B'], authenticationFacts(context, authenticated));
  note(context, { verification: processingRestrictions(data) });
  reportStep(context, 'restrictions', ['95']);
  const verified = await verifyContactCardholder(context);
  if (verified.kind !== 'verified') return verified;
  data.set('9F34', verified.results);
  note(context, {
    verification: verified.bits,
    status: verified.isPerformed ? ['cardholder-verification'] : [],
  });
  reportStep(context, 'cardholder-verification', ['9F34', '95']);
  const stop = await manageRisk(context);
  if (stop !== undefined) return stop;
  reportStep(context, 'risk', ['95']);
  return decideWithCard(context, {
    processingOptionsData: begun.processingOptionsData,
    authenticated,
    method: verified.method,
    pin: verified.pin,
  });
}

function openContext(
  needs: ContactNeeds,
  terms: ContactTerms,
  card: { readonly session: CardSession; readonly selected: SelectedContactApplication },
): ContactContext {
  const { candidate, objects } = card.selected;
  const { application } = candidate;
  const start = { nowMs: needs.clock.nowMs(), unpredictableNumber: needs.random(unpredictableNumberBytes) };
  rememberDrawn(needs.random, start.unpredictableNumber);
  const data = createDataObjects(contactTerminalData({ ...terms, application }, start), objects);
  // Book 1, 12.4: with a name that was selected in part the card's own is the application's from here on.
  const name = data.get('84');
  if (name !== undefined) data.set('9F06', name);
  if (data.get('50') === undefined && candidate.label !== undefined) data.set('50', candidate.label);
  return {
    ...terms,
    needs,
    application,
    session: card.session,
    data,
    verification: new Set(),
    status: new Set(),
    signedRecords: { value: undefined },
    pinChannel: { value: undefined },
  };
}

/**
 * Terminal risk management, performed whatever the card's profile says.
 *
 * @clause EMV 4.4 Book 3, 10.6; Book 4, 6.3.5 (exception file, merchant forcing the transaction online)
 */
async function manageRisk(context: ContactContext): Promise<KernelStop | undefined> {
  const { data, application, settings, request } = context;
  const panDigits = panDigitsOf(data);
  const sequenceNumber = toHex(data.get('5F34') ?? new Uint8Array());
  const isListed = settings.exceptionFile.some(
    (entry) => entry.panDigits === panDigits && (entry.sequenceNumber ?? sequenceNumber) === sequenceNumber,
  );
  const bits = amountRisk({
    amountMinor: request.amountMinor,
    floorLimitMinor: application.floorLimitMinor,
    panDigits,
    transactionLog: settings.keepsTransactionLog ? context.transactionLog : [],
    randomSelection: application.randomSelection,
    randomPercent: randomPercent(context),
  });
  note(context, {
    verification: [
      ...bits,
      ...(isListed ? (['card-on-exception-file'] as const) : []),
      ...(request.isForcedOnline === true ? (['merchant-forced-online'] as const) : []),
    ],
    status: ['terminal-risk-management'],
  });
  const velocity = await checkVelocity(context.session, { lower: data.get('9F14'), upper: data.get('9F23') });
  if (velocity.kind !== 'checked') return velocity;
  note(context, { verification: velocity.bits });
  return undefined;
}

/** 1 to 99; the drawn number is large enough for the remainder not to prefer anybody noticeably. */
function randomPercent({ needs }: ContactContext): number {
  const [a = 0, b = 0, c = 0] = needs.random(3);
  return 1 + ((a * 65_536 + b * 256 + c) % 99);
}

interface FirstFacts {
  readonly processingOptionsData: Uint8Array;
  readonly authenticated: Extract<Authenticated, { kind: 'authenticated' }>;
  readonly method: CardholderVerificationMethod;
  readonly pin: EncipheredPin | undefined;
}

async function decideWithCard(context: ContactContext, facts: FirstFacts): Promise<ContactDecision | KernelStop> {
  const requested = firstAction(context);
  reportStep(context, 'action-analysis', ['95'], { requested });
  const { signingKey } = facts.authenticated;
  const extended = extendedRequest(facts);
  const generated = await askForCryptogram(context, {
    type: requested,
    list: '8C',
    signingKey: wantsSignature(context, requested) ? signingKey : undefined,
    signedBefore: [facts.processingOptionsData],
    ...extended,
  });
  if (generated.kind !== 'generated') return generated;
  const isBad = generated.signature !== undefined && generated.signature !== 'verified';
  const isExtended = extended.extended !== undefined;
  note(context, {
    verification: isExtended
      ? extendedFailureBits(facts.authenticated, isBad)
      : isBad
        ? ['combined-data-authentication-failed']
        : [],
    status: [
      'card-risk-management',
      ...(generated.signature === undefined && !isExtended ? [] : (['offline-data-authentication'] as const)),
    ],
  });
  reportStep(context, 'cryptogram', ['9F27', '9F36', '95', '9B'], signatureFacts(generated));
  return decide(context, { ...facts, requested, generated, isBad });
}

/**
 * From the card's first answer to the outcome.
 *
 * @clause EMV 4.4 Book 2, 6.6.2: a TC whose signature is wrong is declined at once, an ARQC by a second request for an
 *   AAC. Extended authentication has rules of its own.
 */
async function decide(
  context: ContactContext,
  facts: FirstFacts & {
    readonly requested: CryptogramType;
    readonly generated: Extract<ContactCryptogram, { kind: 'generated' }>;
    readonly isBad: boolean;
  },
): Promise<ContactDecision> {
  const { generated, method } = facts;
  const declined = (reason: string): ContactDecision => ({
    kind: 'declined',
    data: recordOf(context, method),
    reason,
  });
  const signedBefore = [facts.processingOptionsData, generated.riskManagementData];
  const { extended } = facts.authenticated;
  const { answered } = generated;
  if (extended !== undefined && answered !== 'AAC' && (facts.isBad || extended.kind !== 'recovered')) {
    return decideAfterFailedExtended(context, { answered, method, pin: facts.pin, signedBefore });
  }
  if (facts.isBad && generated.answered === 'ARQC') {
    await askForCryptogram(context, { type: 'AAC', list: '8D', signingKey: undefined, signedBefore });
  }
  if (facts.isBad) return declined('offline-data-authentication-failed');
  if (generated.answered === 'TC') {
    // Nobody else would see that the sale is one account's and its track another's.
    if (namesTwoAccounts(context.data)) return declined('card-data-error');
    endAlone(context, 'Y1');
    return { kind: 'approved', data: recordOf(context, method) };
  }
  if (generated.answered === 'ARQC') {
    const state = { method, signingKey: facts.authenticated.signingKey, signedBefore, ...extendedRequest(facts) };
    const record = recordOf(context, method);
    return {
      kind: 'online-request',
      data: facts.pin === undefined ? record : { ...record, pin: facts.pin },
      completion: (answer) => completeOnline(context, state, answer),
    };
  }
  endAlone(context, 'Z1');
  if (facts.requested === 'AAC') return declined('denied-by-action-codes');
  return declined(
    generated.adviceReason === serviceNotAllowedCode ? 'service-not-allowed-by-card' : 'declined-by-card',
  );
}

/**
 * Decided without the issuer: the terminal writes the response code itself.
 *
 * @clause EMV 4.4 Book 4, 6.3.6 and A6 (Y1 offline approved, Z1 offline declined)
 */
function endAlone(context: ContactContext, responseCode: 'Y1' | 'Z1'): void {
  context.data.set('8A', Uint8Array.from(Buffer.from(responseCode, 'ascii')));
  reportStep(context, 'ended-offline', ['8A', '95', '9B']);
}

/**
 * The request of extended authentication's signature, where that is the method.
 *
 * @clause EMV 4.4 Book 2, 12.5.1: with every cryptogram, also after the chain has failed
 */
function extendedRequest({ authenticated: { extended } }: FirstFacts): Pick<ContactCryptogramRequest, 'extended'> {
  if (extended === undefined) return {};
  return { extended: { key: extended.kind === 'recovered' ? extended.key : undefined } };
}

/**
 * Whether the first cryptogram is to be signed: a TC always, an ARQC in modes 1 and 2.
 *
 * @clause EMV 4.4 Book 4, 6.3.2.1 table 6
 */
function wantsSignature(context: ContactContext, requested: CryptogramType): boolean {
  return requested === 'TC' || context.settings.combinedAuthenticationMode <= 2;
}

function authenticationFacts(
  context: ContactContext,
  authenticated: Extract<Authenticated, { kind: 'authenticated' }>,
): Readonly<Record<string, string>> {
  const { method, failure } = authenticated;
  if (method === 'none') return { result: 'not-performed' };
  if (failure === undefined) return { result: 'performed', method };
  return { result: 'failed', method, reason: failure, ...whyNotAuthenticated(context, { method, reason: failure }) };
}
