import { fromHex, toHex } from '../bytes.ts';
import { readRecords } from '../read.ts';
import { findObject, parseTlv } from '../tlv.ts';
import { noteResults } from '../transaction-context.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { CardSession, KernelStop } from './card-session.ts';
import type { SelectedApplication } from './combination-selection.ts';
import { whyNoCardKey } from './failure-words.ts';
import { analyse6, online, restrict6 } from './kernel-6-action.ts';
import { authenticateCombined } from './kernel-6-authentication.ts';
import { verifyCardholder6 } from './kernel-6-cardholder.ts';
import { openKernelContext, rememberNumber, stepReporter } from './kernel-context.ts';
import { initiateQuick, seePhone } from './kernel-3-initiate.ts';
import type { QuickInitiated } from './kernel-3-initiate.ts';
import type { ContactlessKernel, KernelResult } from './kernel-result.ts';
import { accountProblem, decideQuick, readerQualifiers } from './quick-kernel.ts';

const cryptogram = { approve: 0x40, undefined: 0xc0 } as const;
const status = { contactWanted: 0x69_84, deviceWanted: 0x69_86 } as const;
const seePhoneMs = 1300;
/** A card that prefers mag-stripe mode says so when it is selected. */
const stripePreferenceTag = '9F7D';
const alwaysNeeded = ['9F36', '9F10', '9F27', '9F71'] as const;
/** What a card without records says with GET PROCESSING OPTIONS. */
const neededWithoutRecords = ['57', '5F34', '9F07', '5F25', '9F08'] as const;

/**
 * One transaction with one selected application: the D-PAS style kernel of C-6 in EMV mode. The cryptogram comes with GET PROCESSING
 * OPTIONS, that of an approval inside a combined signature over the whole answer; what the card wants done stands in its
 * processing requirements (9F71).
 *
 * @clause C-6 (kernel 6): 9F66 as emv-utils cites v2.6 Annex D.11, the steps of a published reader with the figures that it names
 *   (github.com/xwanyux/AS350PLUS_SP, D-PAS). The book itself is licensed.
 * @reads Not held: mag-stripe mode and the legacy application (9F7D, A0000003241010), issuer updates, loyalty approvals with an AAC, going
 *   online after a failed signature, data storage, transit and fast mode (9F66 bytes 2 and 3 of later versions), balance display (D1).
 */
export const performKernel6: ContactlessKernel = async (needs, terms, card) => {
  if (prefersStripe(card.selected)) return { kind: 'ended', reason: 'mag-stripe-card' };
  const opened = openKernelContext(needs, terms, card.selected);
  if (opened.kind === 'ended') return opened;
  const { context } = opened;
  const report = stepReporter(needs, context);
  if (context.data.get('9F66') === undefined) return { kind: 'ended', reason: 'terminal-data-error' };
  const initiated = await initiateQuick(card.session, context.data, refusal);
  if (initiated.kind === 'ended' && initiated.reason === 'card-data-missing')
    return { ...initiated, kind: 'select-next' };
  if (initiated.kind !== 'initiated') return initiated;
  rememberNumber(terms, context);
  report('initiated', ['82', '94', '9F66', '9F71', '9F27']);
  const read = await readCard(card.session, context);
  if (read.kind !== 'read') return read;
  report('records-read', []);
  needs.observer.display('PROCESSING');
  report('offline-data-authentication', ['95'], authenticate(context, initiated, read.signedRecords));
  const verified = verifyCardholder6(context);
  const method = verified.kind === 'verified' ? verified.method : 'failed';
  report('cardholder-verification', ['9F71', '95'], { method });
  if (verified.kind === 'impossible') return unverified(context, verified.mayTryContacts);
  restrict6(context);
  report('restrictions', ['95']);
  const analysed = analyse6(context);
  report('card-decision', ['9F27'], { standing: analysed.kind });
  // A PIN is for the issuer: with it even a TC goes online.
  const standing = analysed.kind === 'offline' && method === 'online-pin' ? online(context) : analysed;
  return standing.kind === 'try-another-interface' ? standing : decideQuick(context, { standing, method });
};

function prefersStripe({ objects }: SelectedApplication): boolean {
  const inner = parseTlv(findObject(objects, 'BF0C')?.value ?? new Uint8Array());
  const discretionary = inner.kind === 'parsed' ? inner.objects : [];
  return findObject([...objects, ...discretionary], stripePreferenceTag) !== undefined;
}

/**
 * A refused GET PROCESSING OPTIONS.
 *
 * @clause C-6, initiation (figure 15 of the published reader): 6984 another interface, 6986 the own device, all others the next application
 */
function refusal(statusWord: number): KernelResult {
  if (statusWord === status.deviceWanted) return seePhone(seePhoneMs);
  if (statusWord !== status.contactWanted) return { kind: 'select-next', reason: 'initiation-refused', statusWord };
  return {
    kind: 'try-another-interface',
    reason: 'contact-wanted-by-card',
    statusWord,
    message: 'insert-or-swipe',
    alternate: 'contact',
  };
}

type CardRead = { readonly kind: 'read'; readonly signedRecords: Uint8Array | undefined } | KernelStop;

/**
 * Checks the answer, reads the records and whose card it is. An approval shows its signature and hides its cryptogram, everything else
 * shows its cryptogram and has no signature.
 *
 * @clause C-6, initiation (figures 15 to 17 of the published reader): without what every answer holds the next application's turn has
 *   come; what is missing or too much after that ends the transaction
 */
async function readCard(session: CardSession, context: TransactionContext): Promise<CardRead> {
  const { data } = context;
  const has = (tag: string): boolean => data.get(tag) !== undefined;
  if (!alwaysNeeded.every(has)) return { kind: 'select-next', reason: 'card-data-missing' };
  const type = (data.get('9F27')?.[0] ?? 0) & 0xc0;
  const [wanted, unwanted] = type === cryptogram.approve ? ['9F4B', '9F26'] : ['9F26', '9F4B'];
  if (type === cryptogram.undefined || has(unwanted)) return { kind: 'ended', reason: 'card-data-error' };
  const further = type === cryptogram.approve ? ['94'] : has('94') ? [] : neededWithoutRecords;
  if (!has(wanted) || !further.every(has)) return { kind: 'ended', reason: 'card-data-missing' };
  let signedRecords: Uint8Array | undefined = new Uint8Array();
  if (has('94')) {
    const read = await readRecords(session, data, ['57']);
    if (read.kind !== 'read') return read;
    signedRecords = read.signedRecords;
  }
  const problem = accountProblem(context);
  if (problem !== undefined) return { kind: 'ended', reason: problem };
  takeExpiryOfTrack(context);
  return { kind: 'read', signedRecords };
}

/** @clause C-6: a card that shows its expiry in track 2 alone is good to the last day of that month. */
function takeExpiryOfTrack({ data }: TransactionContext): void {
  const digits = /^[0-9]+D([0-9]{2})(0[1-9]|1[0-2])/.exec(toHex(data.get('57') ?? new Uint8Array()));
  const [, year, month] = digits ?? [];
  if (data.get('5F24') !== undefined || year === undefined || month === undefined) return;
  const isLeapYear = Number(year) % 4 === 0;
  const short: Readonly<Record<string, string>> = {
    '02': isLeapYear ? '29' : '28',
    '04': '30',
    '06': '30',
    '09': '30',
    '11': '30',
  };
  data.set('5F24', fromHex(`${year}${month}${short[month] ?? '31'}`));
}

/** The signature of an approval, as bits of the results and as facts for the record. */
function authenticate(
  context: TransactionContext,
  initiated: QuickInitiated,
  signedRecords: Uint8Array | undefined,
): Readonly<Record<string, string>> {
  if (((context.data.get('9F27')?.[0] ?? 0) & 0xc0) !== cryptogram.approve) {
    noteResults(context, { verification: ['offline-data-authentication-not-performed'] });
    return { result: 'not-performed' };
  }
  const authenticated = authenticateCombined(context, initiated, signedRecords);
  noteResults(context, { status: ['offline-data-authentication'] });
  if (authenticated.kind === 'verified') return { result: 'verified' };
  const missing = authenticated.isDataMissing ? (['card-data-missing'] as const) : [];
  noteResults(context, { verification: ['combined-data-authentication-failed', ...missing] });
  const { reason } = authenticated;
  const why = reason.startsWith('signature-') ? {} : whyNoCardKey(context, reason, signedRecords);
  return { result: 'failed', reason, ...why };
}

/** @clause C-6, cardholder verification: what cannot be verified here goes to the contacts where the reader has some, else it ends. */
function unverified(context: TransactionContext, mayTryContacts: boolean): KernelResult {
  const reason = 'cardholder-verification-failed';
  if (!mayTryContacts || !readerQualifiers(context).has('contact-chip')) return { kind: 'ended', reason };
  return { kind: 'try-another-interface', reason, message: 'insert-or-swipe', alternate: 'contact' };
}
