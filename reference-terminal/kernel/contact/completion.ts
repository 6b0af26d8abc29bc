import { statusSuccess } from '../application-protocol-data-unit.ts';
import { toFixedText } from '../bytes.ts';
import type { CardholderVerificationMethod, Completed, OnlineAnswer } from '../outcome.ts';
import type { CurveKey } from '../offline-data-authentication/elliptic-curves.ts';
import type { PublicKey } from '../offline-data-authentication/recovery.ts';
import { externalAuthenticateCommand } from './card-commands.ts';
import { actionWhenUnableToGoOnline } from './contact-actions.ts';
import { note, recordOf, reportStep } from './contact-context.ts';
import type { ContactContext } from './contact-context.ts';
import { askForCryptogram, signatureFacts } from './contact-cryptogram.ts';
import { runScripts } from './issuer-scripts.ts';
import { isReferral, referToAttendant } from './referral.ts';
import { namesTwoAccounts } from '../two-accounts.ts';

/** What the first cryptogram left to be finished. */
export interface OnlineState {
  readonly method: CardholderVerificationMethod;
  readonly signingKey: PublicKey | undefined;
  /** There when extended authentication is the method; without a key once it has failed. */
  readonly extended?: { readonly key: CurveKey | undefined };
  /** PDOL values and CDOL1 values, as the card signed them. */
  readonly signedBefore: readonly Uint8Array[];
}

const approvals: ReadonlySet<string> = new Set(['00']);
const issuerAuthenticationMask = 0x04;
const issuerAuthenticationBytes = { min: 8, max: 16 } as const;

/**
 * Finishes a transaction with the card after the host answered or could not be reached: issuer authentication, scripts
 * 71, the second cryptogram, scripts 72.
 *
 * @clause EMV 4.4 Book 3, 10.8 to 10.11; Book 4, 6.3.8 (unable to go online: response code Y3 or Z3), 6.3.9, 6.5.2.2
 * @reads Only response code 00 approves, as for the rest of the terminal, and 10 where the merchant took the part: the card
 *   signs the amount that it was asked about. What the issuer referred is the attendant's to approve.
 */
export async function completeOnline(
  context: ContactContext,
  state: OnlineState,
  answer: OnlineAnswer,
): Promise<Completed> {
  const wanted = answer.kind === 'answered' ? takeAnswer(context, answer) : takeSilence(context, state);
  const referred = answer.kind === 'answered' && isReferral(answer.responseCode);
  const referral = referred ? await referToAttendant(context, answer.responseCode) : undefined;
  const type = referral?.kind === 'approved' ? 'TC' : wanted;
  const scripts = answer.kind === 'answered' ? answer.scripts : [];
  if (answer.kind === 'answered') await authenticateIssuer(context);
  await runScripts(context, scripts, '71');
  const completed = await finalCryptogram(context, state, { type, answer });
  await runScripts(context, scripts, '72');
  reportStep(context, 'completed', ['8A', '95', '9B', '9F27', '9F5B'], {
    kind: completed.kind,
    reason: completed.reason,
  });
  const data = recordOf(context, state.method);
  return referral?.kind === 'approved' && completed.kind === 'approved'
    ? { ...completed, data, reason: 'approved-by-referral', referral: { approvalCode: referral.approvalCode } }
    : { ...completed, data };
}

/** Takes the host's answer into the data record, and which cryptogram it leads to. */
export function takeAnswer(context: ContactContext, answer: Extract<OnlineAnswer, { kind: 'answered' }>): 'TC' | 'AAC' {
  const { data } = context;
  data.set('8A', toFixedText(answer.responseCode, 2));
  const authenticationData = answer.objects.get('91');
  const length = authenticationData?.length ?? 0;
  if (
    authenticationData !== undefined &&
    length >= issuerAuthenticationBytes.min &&
    length <= issuerAuthenticationBytes.max
  ) {
    data.set('91', authenticationData);
  }
  const code = answer.objects.get('89');
  if (code !== undefined) data.set('89', code);
  return approvals.has(answer.responseCode) || answer.isTakenInPart === true ? 'TC' : 'AAC';
}

/** @clause EMV 4.4 Book 4, 6.3.2.2.4: after extended authentication failed nobody but the issuer can approve */
function takeSilence(context: ContactContext, { extended }: OnlineState): 'TC' | 'AAC' {
  const hasFailed = extended !== undefined && extended.key === undefined;
  const type = hasFailed || namesTwoAccounts(context.data) ? 'AAC' : actionWhenUnableToGoOnline(context);
  context.data.set('8A', toFixedText(type === 'TC' ? 'Y3' : 'Z3', 2));
  return type;
}

/**
 * EXTERNAL AUTHENTICATE where the card's profile asks for it; otherwise the data go to the card with CDOL2.
 *
 * @clause EMV 4.4 Book 3, 10.9: once a transaction; any status but 9000 is a failed authentication
 */
async function authenticateIssuer(context: ContactContext): Promise<void> {
  const { data, session } = context;
  const authenticationData = data.get('91');
  if (authenticationData === undefined || ((data.get('82')?.[0] ?? 0) & issuerAuthenticationMask) === 0) return;
  const answer = await session.transmit(externalAuthenticateCommand(authenticationData));
  const isGood = answer.kind === 'answered' && answer.statusWord === statusSuccess;
  note(context, {
    status: ['issuer-authentication'],
    verification: isGood ? [] : ['issuer-authentication-failed'],
  });
  reportStep(context, 'issuer-authentication', ['95', '9B'], { result: isGood ? 'successful' : 'failed' });
}

/**
 * The second cryptogram and the decision.
 *
 * @clause EMV 4.4 Book 3, 10.8 (a card may decline what was approved); Book 2, 6.6.2 (a bad signature over a TC declines);
 *   Book 4, 6.3.2.2.3
 */
async function finalCryptogram(
  context: ContactContext,
  state: OnlineState,
  asked: { readonly type: 'TC' | 'AAC'; readonly answer: OnlineAnswer },
): Promise<Omit<Completed, 'data'>> {
  const { type, answer } = asked;
  const generated = await askForCryptogram(context, {
    type,
    list: '8D',
    signingKey: wantsSignature(context, answer) ? state.signingKey : undefined,
    signedBefore: state.signedBefore,
    ...(state.extended === undefined ? {} : { extended: state.extended }),
  });
  if (generated.kind !== 'generated') {
    const reason = generated.kind === 'ended' ? generated.reason : wordOf(generated.kind);
    return { kind: 'declined', reason };
  }
  note(context, { status: ['card-risk-management'] });
  reportStep(context, 'final-cryptogram', ['9F27', '9F36', '95', '9B'], {
    requested: type,
    ...signatureFacts(generated),
  });
  if (type === 'AAC') return { kind: 'declined', reason: declineReason(answer) };
  if (generated.answered !== 'TC') return { kind: 'declined', reason: 'declined-by-card' };
  if (generated.signature !== undefined && generated.signature !== 'verified') {
    const bit = state.extended === undefined ? 'combined-data-authentication-failed' : 'extended-signature-failed';
    note(context, { verification: [bit] });
    return { kind: 'declined', reason: 'offline-data-authentication-failed' };
  }
  return { kind: 'approved', reason: answer.kind === 'answered' ? 'approved-online' : 'approved-offline' };
}

/**
 * Whether a second TC is to be signed: one that the terminal approves alone always, one that the issuer approved in
 * modes 1 and 3.
 *
 * @clause EMV 4.4 Book 4, 6.3.2.1 table 6
 */
function wantsSignature(context: ContactContext, answer: OnlineAnswer): boolean {
  const mode = context.settings.combinedAuthenticationMode;
  return answer.kind === 'unable' || mode === 1 || mode === 3;
}

function declineReason(answer: OnlineAnswer): string {
  if (answer.kind === 'unable') return 'unable-to-go-online';
  return isReferral(answer.responseCode) ? 'referred-to-issuer' : 'declined-by-issuer';
}

function wordOf(kind: 'card-gone' | 'reader-gone'): string {
  return kind === 'card-gone' ? 'card-removed' : kind;
}
