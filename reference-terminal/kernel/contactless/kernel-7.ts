import { byteAt } from '../bytes.ts';
import { readRecords } from '../read.ts';
import type { TransactionContext } from '../transaction-context.ts';
import { cardQualifiers } from './card-transaction-qualifiers.ts';
import type { CardSession, KernelStop } from './card-session.ts';
import { asksForQualifiers } from './combination-selection.ts';
import { authenticateFast } from './fast-dynamic-authentication.ts';
import type { FastAuthentication } from './fast-dynamic-authentication.ts';
import { openKernelContext, rememberNumber, stepReporter } from './kernel-context.ts';
import type { VerificationChosen } from './kernel-3-cardholder.ts';
import { initiateQuick, seePhone } from './kernel-3-initiate.ts';
import { expired, isExpired, isListed } from './kernel-3-restrictions.ts';
import type { Standing } from './kernel-3-standing.ts';
import { verifyCardholder7 } from './kernel-7-cardholder.ts';
import type { ContactlessKernel, KernelResult } from './kernel-result.ts';
import {
  accountProblem,
  authenticationFacts,
  cryptogramTypeOf,
  decideQuick,
  hasOtherQualifiers,
  readerQualifiers,
} from './quick-kernel.ts';

type OtherInterface = Extract<KernelResult, { kind: 'try-another-interface' }>;

const cryptogram = { decline: 0x00, approve: 0x40, online: 0x80 } as const;
const refundType = 0x20;
const dynamicAuthenticationMask = 0x20;
/** Version, the card's number, its qualifiers, one byte for later. */
const relatedBytesMin = 8;
const deviceWanted = 0x69_86;
const seePhoneMs = 1000;

/**
 * One transaction with one selected application: the QuickPass-style kernel of C-7. As with kernel 3 the card decides in its
 * answer to GET PROCESSING OPTIONS; what it must send, how it is refused, whose word counts for the verification and what
 * a dynamic signature covers differ.
 *
 * @clause C-7 (kernel 7) as public sources cite it: emv-utils (openemv) its tables 3-1 and Annex A of v2.9 (9F66, 9F6C), payprobe.io
 *   v2.11 (fDDA of version 01 alone, a PDOL is needed), JR/T 0025.12-2013 (qPBOC) 6.2 and 7.6 to 7.8, and the steps of a published
 *   reader (github.com/xwanyux/AS350PLUS_SP, qUICS). The book itself is licensed.
 * @reads Not held: the full contact flow by contactless (9F66 byte 1 b7), low-value payment and offline authentication for
 *   online transactions (DF61), static authentication and fDDA of version 00, issuer updates. A refund is answered with an AAC
 *   and goes to the host with it, and a TC although an online cryptogram was wanted goes online: as with kernel 3.
 */
export const performKernel7: ContactlessKernel = async (needs, terms, card) => {
  if (!asksForQualifiers(card.selected.objects)) return { kind: 'select-next', reason: 'qualifiers-not-asked-for' };
  const opened = openKernelContext(needs, terms, card.selected);
  if (opened.kind === 'ended') return opened;
  const { context } = opened;
  const report = stepReporter(needs, context);
  if (context.data.get('9F66') === undefined) return { kind: 'ended', reason: 'terminal-data-error' };
  const initiated = await initiateQuick(card.session, context.data, (statusWord) => refusal(context, statusWord));
  if (initiated.kind !== 'initiated') return initiated;
  rememberNumber(terms, context);
  report('initiated', ['82', '94', '9F66', '9F6C', '9F27']);
  const decided = cardDecision(context);
  if (decided.kind === 'ended') return decided;
  report('card-decision', ['9F27'], { standing: decided.kind });
  const read = await readCard(card.session, context, decided);
  if (read.kind !== 'read') return read;
  report('records-read', []);
  needs.observer.display('PROCESSING');
  const restricted = restrict(context, decided);
  report('restrictions', [], { standing: restricted.kind });
  const verified = verifyCardholder7(context, restricted);
  report('cardholder-verification', ['9F6C'], { method: verified.method, standing: verified.standing.kind });
  const authentication = authenticate(context, verified.standing, read.signedRecords);
  report(
    'offline-data-authentication',
    [],
    authenticationFacts({ context, signedRecords: read.signedRecords, random: needs.random }, authentication),
  );
  const judged = judgeAuthentication(context, verified, authentication);
  return judged.kind === 'try-another-interface' ? judged : decideQuick(context, judged);
};

/**
 * A refused GET PROCESSING OPTIONS: 6986 sends the cardholder to the own device, everything else to the contacts where the reader
 * has some.
 *
 * @clause C-7, initiation, as the published reader has it
 */
function refusal(context: TransactionContext, statusWord: number): KernelResult {
  if (statusWord === deviceWanted) return seePhone(seePhoneMs);
  if (!readerQualifiers(context).has('contact-chip')) return { kind: 'ended', reason: 'card-status-error', statusWord };
  return {
    kind: 'try-another-interface',
    reason: 'initiation-refused',
    statusWord,
    message: 'insert-card',
    alternate: 'contact',
  };
}

/**
 * What the card decided, once everything is there that such a decision needs: a file locator with a TC, track 2 with
 * anything else.
 *
 * @clause C-7, initiation (mandatory data); JR/T 0025.12-2013, 7.8
 */
function cardDecision(context: TransactionContext): Standing | Extract<KernelStop, { kind: 'ended' }> {
  const { data } = context;
  const type = cryptogramTypeOf(context);
  const needed = ['82', '9F36', '9F26', '9F10', type === cryptogram.approve ? '94' : '57'];
  if (needed.some((tag) => data.get(tag) === undefined)) return { kind: 'ended', reason: 'card-data-missing' };
  if (byteAt(data.get('9C') ?? Uint8Array.of(0), 0) === refundType) return { kind: 'refund' };
  switch (type) {
    case cryptogram.online:
      return { kind: 'online' };
    case cryptogram.approve:
      return readerQualifiers(context).has('online-cryptogram-required') ? { kind: 'online' } : { kind: 'offline' };
    case cryptogram.decline:
      return { kind: 'decline', reason: 'declined-by-card' };
    case undefined:
    default:
      return { kind: 'decline', reason: 'undefined-cryptogram' };
  }
}

type CardRead = { readonly kind: 'read'; readonly signedRecords: Uint8Array | undefined } | KernelStop;

/** The records that the locator names, none of a card that declined, and whose card it is. */
async function readCard(session: CardSession, context: TransactionContext, decided: Standing): Promise<CardRead> {
  let signedRecords: Uint8Array | undefined = new Uint8Array();
  if (context.data.get('94') !== undefined && decided.kind !== 'decline') {
    const read = await readRecords(session, context.data, []);
    if (read.kind !== 'read') return read;
    signedRecords = read.signedRecords;
  }
  const problem = accountProblem(context);
  return problem === undefined ? { kind: 'read', signedRecords } : { kind: 'ended', reason: problem };
}

/**
 * Expiry and exception file.
 *
 * @clause C-7, processing restrictions: a card that says when it expires is held to it, whatever it decided; it goes online then if
 *   it says so (9F6C byte 1 b4), else it is declined. A card on the exception file is declined, online too.
 * @reads An approval offline without a date counts as expired.
 */
function restrict(context: TransactionContext, standing: Standing): Standing {
  if (standing.kind === 'decline' || standing.kind === 'refund') return standing;
  if (isListed(context)) return { kind: 'decline', reason: 'card-on-exception-file' };
  const mustShowDate = standing.kind === 'offline' || context.data.get('5F24') !== undefined;
  return mustShowDate && isExpired(context) ? expired(context) : standing;
}

/**
 * Fast authentication of an approval offline; undefined where none is due.
 *
 * @clause C-7, offline data authentication: the profile (82) says that the card can, and 9F69 is of version 01 with 8 to 16 bytes
 */
function authenticate(
  context: TransactionContext,
  standing: Standing,
  signedRecords: Uint8Array | undefined,
): FastAuthentication | undefined {
  if (standing.kind !== 'offline') return undefined;
  const { data, configuration } = context;
  const canSign = ((data.get('82')?.[0] ?? 0) & dynamicAuthenticationMask) !== 0;
  if (!canSign) return { kind: 'failed', reason: 'signature-missing' };
  const related = data.get('9F69');
  if (related !== undefined && related.length < relatedBytesMin)
    return { kind: 'failed', reason: 'related-data-version' };
  return authenticateFast(data, signedRecords, configuration);
}

/**
 * What a failed authentication leads to.
 *
 * @clause C-7, offline data authentication: online if the card says so and the reader can, else to the contacts if the card says so
 *   and the reader has some, else declined
 * @reads Qualifiers other than the signed ones decline, as with kernel 3.
 */
function judgeAuthentication(
  context: TransactionContext,
  verified: VerificationChosen,
  authentication: FastAuthentication | undefined,
): ({ readonly kind: 'judged' } & VerificationChosen) | OtherInterface {
  if (authentication === undefined) return { kind: 'judged', ...verified };
  if (authentication.kind === 'verified') {
    const refused: Standing = { kind: 'decline', reason: 'qualifiers-contradict-signature' };
    return { kind: 'judged', ...verified, ...(hasOtherQualifiers(context, authentication) && { standing: refused }) };
  }
  const reader = readerQualifiers(context);
  const card = cardQualifiers(context.data.get('9F6C'));
  const reason = 'offline-data-authentication-failed';
  if (card?.has('online-if-authentication-fails') === true && !reader.has('offline-only')) {
    return { kind: 'judged', ...verified, standing: { kind: 'online' } };
  }
  if (card?.has('switch-interface-if-authentication-fails') === true && reader.has('contact-chip')) {
    return { kind: 'try-another-interface', reason, message: 'insert-card', alternate: 'contact' };
  }
  return { kind: 'judged', ...verified, standing: { kind: 'decline', reason } };
}
