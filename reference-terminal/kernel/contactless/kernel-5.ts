import { analyseActions } from '../action-analysis.ts';
import type { RequestedAction } from '../action-analysis.ts';
import { byteAt, fromHex } from '../bytes.ts';
import { parseDol } from '../dol.ts';
import { generateCryptogram } from '../generate-cryptogram.ts';
import type { CryptogramGenerated } from '../generate-cryptogram.ts';
import { recoverCardKey } from '../offline-data-authentication/card-key.ts';
import type { CardKey } from '../offline-data-authentication/card-key.ts';
import type { TransactionData } from '../outcome.ts';
import { readRecords } from '../read.ts';
import { processingRestrictions } from '../restrictions.ts';
import { noteResults } from '../transaction-context.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { SelectedApplication } from './combination-selection.ts';
import { whyNoCardKey, whySignatureFailed } from './failure-words.ts';
import { initiateQuick, seePhone } from './kernel-3-initiate.ts';
import { isListed } from './kernel-3-restrictions.ts';
import { interchange, verifyCardholder5 } from './kernel-5-cardholder.ts';
import { openKernelContext, rememberNumber, stepReporter } from './kernel-context.ts';
import { decisionParameters } from './kernel-result.ts';
import type { ContactlessKernel, ContactlessKernelNeeds, KernelDecision, KernelResult } from './kernel-result.ts';
import { accountProblem } from './quick-kernel.ts';

type Generated = Extract<CryptogramGenerated, { kind: 'generated' }>;

/** Tag 9F52: this reader knows EMV mode alone. */
const emvModeAlone = 0x02;
const emvModeMask = 0x80;
const refundType = 0x20;
const status = { contactWanted: 0x69_84, deviceWanted: 0x69_86 } as const;
const seePhoneMs = 1300;
const neededTags = ['8C', '57', '5F24'] as const;
const issuerActionCodes = ['9F0D', '9F0E', '9F0F'] as const;
/** Bits of the restrictions that this kernel knows: it compares no versions. */
const comparesNoVersions = 'versions-differ';

/**
 * One transaction with one selected application: the JCB style kernel of C-5 in EMV mode. The reader tells the card what it can do and
 * whether it needs a verification (9F53), the card says with its cryptogram how its holder is verified (9F50).
 *
 * @clause C-5 (kernel 5) 5.2 to 5.8, as a published reader numbers them (github.com/xwanyux/AS350PLUS_SP, JCB). The book itself is licensed.
 * @reads Not held: mag-stripe and legacy mode (the next application has its turn), issuer updates (9F60), recovery of torn transactions,
 *   transit readers. The transaction limit is the entry point's. An answer to GET PROCESSING OPTIONS in template 80 is taken too.
 */
export const performKernel5: ContactlessKernel = async (needs, terms, card) => {
  const opened = openKernelContext(needs, terms, card.selected, ownData(card.selected));
  if (opened.kind === 'ended') return opened;
  const { context } = opened;
  const report = stepReporter(needs, context);
  if (!asksForMode(context)) return { kind: 'select-next', reason: 'legacy-card' };
  const initiated = await initiateQuick(card.session, context.data, refusalAtStart);
  if (initiated.kind === 'ended') return { ...initiated, kind: 'select-next' };
  if (initiated.kind !== 'initiated') return initiated;
  const unfit = unfitProfile(context);
  if (unfit !== undefined) return { kind: 'select-next', reason: unfit };
  report('initiated', ['82', '94', '9F52', '9F53']);
  const read = await readRecords(card.session, context.data, neededTags);
  if (read.kind === 'ended') return { ...read, kind: 'select-next' };
  if (read.kind !== 'read') return read;
  const problem = accountProblem(context);
  if (problem !== undefined) return { kind: 'ended', reason: problem };
  report('records-read', []);
  needs.observer.display('PROCESSING');
  const cardKey = authenticate(context, read.signedRecords);
  const why = cardKey.kind === 'failed' ? whyNoCardKey(context, cardKey.reason, read.signedRecords) : {};
  const reason = cardKey.kind === 'failed' ? { reason: cardKey.reason } : {};
  report('offline-data-authentication', ['95'], { result: cardKey.kind, ...reason, ...why });
  manageRisk(context, card.selected);
  report('risk', ['95', '9F53']);
  const action = actionFor(context);
  report('action-analysis', ['95'], { requested: action.requested });
  if (action.requested === 'AAC' && action.denial !== undefined) return declined(context, action.denial);
  const generated = await generateCryptogram(card.session, context.data, {
    action,
    processingOptionsData: initiated.processingOptionsData,
    cardKey: cardKey.kind === 'recovered' ? cardKey.key : undefined,
  });
  if (generated.kind === 'ended') return withoutCryptogram(context, generated);
  if (generated.kind !== 'generated') return generated;
  rememberNumber(terms, context);
  const decision = decide(context, action, generated);
  report('cryptogram', ['9F27', '9F36', '9F50', '95', '9B'], signatureFacts(needs, context, generated));
  return decision;
};

/** @clause C-5 5.2.1.7, 5.2.1.8: the bit that requires a verification begins as zero. */
function ownData({ application }: SelectedApplication): ReadonlyMap<string, Uint8Array> {
  const profile = fromHex(application.kernel5?.terminalInterchangeProfileHex ?? '000000');
  profile[0] = byteAt(profile, 0) & ~interchange.verificationRequired;
  return new Map([
    ['9F52', Uint8Array.of(emvModeAlone)],
    ['9F53', profile],
  ]);
}

/** @clause C-5 5.2.1.9: a card that does not ask for the reader's modes (9F52) is one of the legacy mode. */
function asksForMode({ data }: TransactionContext): boolean {
  const list = parseDol(data.get('9F38') ?? new Uint8Array());
  return list.kind === 'parsed' && list.entries.some(({ tag }) => tag === '9F52');
}

/** @clause C-5 5.3.1: every refused GET PROCESSING OPTIONS gives way to the next application. */
function refusalAtStart(statusWord: number): KernelResult {
  return { kind: 'select-next', reason: 'initiation-refused', statusWord };
}

/** @clause C-5 5.3.1: EMV mode by byte 2 b8 of the profile; what follows needs a file locator. */
function unfitProfile({ data }: TransactionContext): string | undefined {
  if (((data.get('82')?.[1] ?? 0) & emvModeMask) === 0) return 'mag-stripe-card';
  return data.get('94') === undefined ? 'card-data-missing' : undefined;
}

/**
 * @clause C-5 5.3.1.7, 5.4: combined authentication is the only method; where one side cannot do it none is performed
 * @reads The list of static data (9F4A) counts among what is needed, as with kernel 2.
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

/**
 * Limits, exception file and restrictions: a verification is required of the card, and the bits that are raised.
 *
 * @clause C-5 5.5 (limits at or above), 5.6 (usage control only with the issuer's country; dates)
 */
function manageRisk(context: TransactionContext, { application, indicators }: SelectedApplication): void {
  const { data } = context;
  const isRefund = data.get('9C')?.[0] === refundType;
  if (indicators.verificationLimitExceeded && !isRefund) {
    const profile = Uint8Array.from(data.get('9F53') ?? new Uint8Array(3));
    profile[0] = byteAt(profile, 0) | interchange.verificationRequired;
    data.set('9F53', profile);
  }
  const isAtFloorLimit = context.request.amountMinor >= application.floorLimitMinor;
  const risk = isAtFloorLimit ? (['floor-limit-exceeded'] as const) : [];
  const restrictions = processingRestrictions(data).filter(
    (bit) => bit !== comparesNoVersions && (bit !== 'service-not-allowed' || data.get('5F28') !== undefined),
  );
  const listed = isListed(context) ? (['card-on-exception-file'] as const) : [];
  noteResults(context, {
    verification: [...risk, ...listed, ...restrictions],
    status: ['terminal-risk-management'],
  });
}

/** @clause C-5 5.7: the issuer's action codes count together or not at all. */
function actionFor({ data, application }: TransactionContext): RequestedAction {
  const hasAll = issuerActionCodes.every((tag) => data.get(tag) !== undefined);
  const isIssuerCode = (tag: string): boolean => issuerActionCodes.some((one) => one === tag);
  const seen = { ...data, get: (tag: string) => (!hasAll && isIssuerCode(tag) ? undefined : data.get(tag)) };
  return analyseActions(seen, application.terminalActionCodes);
}

/**
 * A GENERATE AC that brought none: 6984 sends to the contacts, 6986 to the own device, other status words to the next application; an
 * answer that is broken, incomplete or stronger than what was asked for declines.
 *
 * @clause C-5 5.8.1
 */
function withoutCryptogram(
  context: TransactionContext,
  ending: Extract<CryptogramGenerated, { kind: 'ended' }>,
): KernelResult {
  const { reason, statusWord } = ending;
  if (statusWord === undefined) return declined(context, reason);
  if (statusWord === status.deviceWanted) return seePhone(seePhoneMs);
  if (statusWord !== status.contactWanted) return { kind: 'select-next', reason, statusWord };
  return {
    kind: 'try-another-interface',
    reason: 'contact-wanted-by-card',
    statusWord,
    message: 'insert-card',
    alternate: 'contact',
  };
}

/**
 * From the card's answer to the outcome: signature, then how the holder is verified, then the kind of cryptogram.
 *
 * @clause C-5 5.8.1 (what an answer holds), 5.8.2 (a failed signature), 5.8.3, 5.8.4
 * @reads A refund's AAC goes to the host, as with the other kernels. A PIN is for the issuer: with an approval offline nobody would check
 *   it, so that is declined.
 */
function decide(context: TransactionContext, action: RequestedAction, generated: Generated): KernelDecision {
  const { answered, signature } = generated;
  noteResults(context, {
    verification: signature?.kind === 'failed' ? ['combined-data-authentication-failed'] : [],
    status: ['card-risk-management', ...(signature === undefined ? [] : (['offline-data-authentication'] as const))],
  });
  if (answered === 'AAC') {
    return action.requested === 'AAC'
      ? decided(context, 'online-request', 'none')
      : declined(context, 'declined-by-card');
  }
  if (context.data.get('9F50') === undefined) return declined(context, 'card-data-missing');
  if (signature?.kind === 'failed') return declined(context, 'offline-data-authentication-failed');
  const method = verifyCardholder5(context);
  const isForNobody = answered === 'TC' && method === 'online-pin';
  if (method === undefined || isForNobody) return declined(context, 'cardholder-verification-failed');
  return decided(context, answered === 'TC' ? 'approved' : 'online-request', method);
}

function decided(
  context: TransactionContext,
  kind: 'approved' | 'online-request',
  cardholderVerification: TransactionData['cardholderVerification'],
): KernelDecision {
  const data: TransactionData = { objects: context.data.record(), cardholderVerification };
  return { kind, data, parameters: decisionParameters(kind, data) };
}

function declined(context: TransactionContext, reason: string): KernelDecision {
  const data: TransactionData = { objects: context.data.record(), cardholderVerification: 'none' };
  return { kind: 'declined', data, reason, parameters: decisionParameters('declined', data) };
}

function signatureFacts(
  { random }: ContactlessKernelNeeds,
  context: TransactionContext,
  { signature }: Generated,
): Readonly<Record<string, string>> {
  if (signature === undefined) return { signature: 'none' };
  if (signature.kind === 'verified') return { signature: 'verified' };
  const { reason, evidence } = signature;
  return { signature: 'failed', reason, ...whySignatureFailed(context, evidence, random) };
}
