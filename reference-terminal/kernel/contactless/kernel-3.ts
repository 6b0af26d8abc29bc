import { byteAt } from '../bytes.ts';
import { readRecords } from '../read.ts';
import type { TransactionContext } from '../transaction-context.ts';
import { cardQualifiers } from './card-transaction-qualifiers.ts';
import type { CardSession, KernelStop } from './card-session.ts';
import { authenticateFast } from './fast-dynamic-authentication.ts';
import type { FastAuthentication } from './fast-dynamic-authentication.ts';
import { limitsOfProgram } from './dynamic-reader-limits.ts';
import { openKernelContext, rememberNumber, stepReporter } from './kernel-context.ts';
import { chooseVerification } from './kernel-3-cardholder.ts';
import { initiateKernel3 } from './kernel-3-initiate.ts';
import { restrict } from './kernel-3-restrictions.ts';
import type { Standing } from './kernel-3-standing.ts';
import type { ContactlessKernel, KernelDecision, KernelResult } from './kernel-result.ts';
import type { OutcomeParameters } from './outcome-parameters.ts';
import {
  accountProblem,
  authenticationFacts,
  cryptogramTypeOf,
  decideQuick,
  hasOtherQualifiers,
  readerQualifiers,
} from './quick-kernel.ts';

type OtherInterface = Extract<KernelResult, { kind: 'try-another-interface' }>;

const neededTags = ['9F26', '9F36', '9F10', '57', '84'] as const;
const dynamicAuthenticationMask = 0x20;
const refundType = 0x20;

/**
 * One transaction with one selected application: the qVSDC-style kernel of C-3. The card decides in its answer to GET
 * PROCESSING OPTIONS; the reader reads what is left, checks, and turns the card's qualifiers into the outcome.
 *
 * @clause C-3 (kernel 3), 5.2 to 5.8
 */
export const performKernel3: ContactlessKernel = async (needs, terms, card) => {
  const opened = openKernelContext(needs, terms, card.selected);
  if (opened.kind === 'ended') return opened;
  const { context } = opened;
  const report = stepReporter(needs, context);
  const limits = limitsOfProgram(context, card.selected);
  if (limits.kind !== 'allowed') return { kind: 'select-next', reason: limits.kind };
  if (limits.qualifiers === undefined) return { kind: 'ended', reason: 'terminal-data-error' };
  context.data.set('9F66', limits.qualifiers);
  const initiated = await initiateKernel3(card.session, context.data);
  if (initiated.kind !== 'initiated') return initiated;
  rememberNumber(terms, context);
  report('initiated', ['82', '94', '9F66', '9F6C', '9F27']);
  const read = await readCard(card.session, context);
  if (read.kind !== 'read') return read;
  report('records-read', []);
  needs.observer.display('PROCESSING');
  const standing = standingOf(context);
  if (standing === undefined) return { kind: 'ended', reason: 'card-data-error' };
  report('card-decision', ['9F27'], { standing: standing.kind });
  const restricted = restrict(context, standing);
  if (restricted.kind === 'try-another-interface') return restricted;
  report('restrictions', [], { standing: restricted.kind });
  const authenticated = authenticate(context, restricted, read.signedRecords);
  const facts = (authentication: FastAuthentication | undefined): Readonly<Record<string, string>> =>
    authenticationFacts({ context, signedRecords: read.signedRecords, random: needs.random }, authentication);
  if (authenticated.kind === 'other-interface') {
    report('offline-data-authentication', [], facts(authenticated.authentication));
    return authenticated.result;
  }
  report('offline-data-authentication', [], facts(authenticated.authentication));
  const verified = chooseVerification(context, authenticated.standing, authenticated.authentication);
  report('cardholder-verification', ['9F6C'], { method: verified.method, standing: verified.standing.kind });
  return decideQuick(context, verified, (kind) => (wantsUpdate(context, kind) ? updateParameters : {}));
};

type CardRead = { readonly kind: 'read'; readonly signedRecords: Uint8Array | undefined } | KernelStop;

/**
 * Reads the records, if there are any, and checks what must be there and whose card it is.
 *
 * @clause C-3 5.4.2.1 (mandatory data), 5.4.2.2 (redundant data ends the transaction), A.2 (accounts of 57 and 5A agree)
 */
async function readCard(session: CardSession, context: TransactionContext): Promise<CardRead> {
  const { data } = context;
  let signedRecords: Uint8Array | undefined = new Uint8Array();
  if (data.get('94') !== undefined) {
    const read = await readRecords(session, data, []);
    if (read.kind !== 'read') return read;
    signedRecords = read.signedRecords;
  }
  if (neededTags.some((tag) => data.get(tag) === undefined)) return { kind: 'ended', reason: 'card-data-missing' };
  const problem = accountProblem(context);
  if (problem !== undefined) return { kind: 'ended', reason: problem };
  return { kind: 'read', signedRecords };
}

/**
 * What the card decided, by its cryptogram information data, or without them by its own results in the issuer
 * application data (byte 5, bits 6 and 5). Undefined when neither can be read.
 *
 * @clause C-3 5.4.3.1, 5.4.3.2
 * @reads A refund is answered with an AAC, which does not decline it: it goes to the host with it, as with kernel 2.
 */
function standingOf(context: TransactionContext): Standing | undefined {
  const type = cryptogramTypeOf(context);
  if (type === undefined) return undefined;
  const isRefund = byteAt(context.data.get('9C') ?? Uint8Array.of(0), 0) === refundType;
  if (isRefund) return { kind: 'refund' };
  switch (type) {
    case 0x80:
      return { kind: 'online' };
    case 0x40:
      return readerQualifiers(context).has('online-cryptogram-required') ? { kind: 'online' } : { kind: 'offline' };
    case 0x00:
      return { kind: 'decline', reason: 'declined-by-card' };
    default:
      return undefined;
  }
}

/**
 * Offline data authentication: always before an approval offline; for an online transaction when the reader says that
 * it does that and the card can.
 *
 * @clause C-3 5.6.1.1, 5.6.1.2: what fails offline goes online or to the contacts where the card's qualifiers and the
 *   reader's allow it, and is declined elsewhere.
 * @reads A signature that fails although the transaction is online anyway declines: nothing of the card's answer,
 *   its qualifiers least of all, can then be believed.
 */
function authenticate(
  context: TransactionContext,
  standing: Standing,
  signedRecords: Uint8Array | undefined,
):
  | { readonly kind: 'done'; readonly standing: Standing; readonly authentication: FastAuthentication | undefined }
  | {
      readonly kind: 'other-interface';
      readonly result: OtherInterface;
      readonly authentication: FastAuthentication;
    } {
  const reader = readerQualifiers(context);
  const cardSigns = ((context.data.get('82')?.[0] ?? 0) & dynamicAuthenticationMask) !== 0;
  const isDueOnline = standing.kind === 'online' && reader.has('offline-authentication-for-online') && cardSigns;
  if (standing.kind !== 'offline' && !isDueOnline) return { kind: 'done', standing, authentication: undefined };
  const authentication = authenticateFast(context.data, signedRecords, context.configuration);
  if (authentication.kind === 'verified') {
    const contradicts = hasOtherQualifiers(context, authentication);
    const refused = { kind: 'decline', reason: 'qualifiers-contradict-signature' } as const;
    return { kind: 'done', standing: contradicts ? refused : standing, authentication };
  }
  const card = cardQualifiers(context.data.get('9F6C'));
  const reason = 'offline-data-authentication-failed';
  if (!isDueOnline && card?.has('online-if-authentication-fails') === true && !reader.has('offline-only')) {
    return { kind: 'done', standing: { kind: 'online' }, authentication };
  }
  if (!isDueOnline && card?.has('switch-interface-if-authentication-fails') === true && reader.has('contact-chip')) {
    const result = { kind: 'try-another-interface', reason, message: 'insert-card', alternate: 'contact' } as const;
    return { kind: 'other-interface', result, authentication };
  }
  return { kind: 'done', standing: { kind: 'decline', reason }, authentication };
}

/** @clause C-3 5.8.1.2 (issuer update: the card is wanted again) */
const updateParameters: Partial<OutcomeParameters> = {
  start: 'B',
  onlineResponseData: 'emv-data',
  userInterfaceOnRestart: { message: 'present-card-again', status: 'ready-to-read' },
  fieldOffRequestMs: 0,
};

/** Both sides must know issuer updates, and there must be an answer that could hold one. */
function wantsUpdate(context: TransactionContext, kind: KernelDecision['kind']): boolean {
  const card = cardQualifiers(context.data.get('9F6C'));
  const isKnown = readerQualifiers(context).has('issuer-update') && card?.has('issuer-update-supported') === true;
  return kind === 'online-request' && isKnown;
}
