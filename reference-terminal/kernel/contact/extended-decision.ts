import { toFixedText } from '../bytes.ts';
import type { CardholderVerificationMethod, Completed, KernelOutcome, OnlineAnswer } from '../outcome.ts';
import type { EncipheredPin } from '../pin/online-pin.ts';
import type { TerminalVerificationBit } from '../terminal-verification-results.ts';
import { completeOnline, takeAnswer } from './completion.ts';
import { isDenied, isOfflineOnly } from './contact-actions.ts';
import { recordOf, reportStep } from './contact-context.ts';
import type { ContactContext } from './contact-context.ts';
import { askForCryptogram } from './contact-cryptogram.ts';
import { runScripts } from './issuer-scripts.ts';
import type { Authenticated } from './offline-authentication.ts';

/**
 * The bit that failed extended authentication raises once the first cryptogram was asked for: one of three, as a missing
 * authority's key has raised its own by then, and a signature counts only where both keys were recovered.
 *
 * @clause EMV 4.4 Book 3, 10.3; Book 4, 6.3.2.2.2 and 6.3.2.2.3
 */
export function extendedFailureBits(
  { extended }: Extract<Authenticated, { kind: 'authenticated' }>,
  isSignatureBad: boolean,
): readonly TerminalVerificationBit[] {
  if (extended?.kind === 'refused') return ['curve-key-recovery-failed'];
  return extended?.kind === 'recovered' && isSignatureBad ? ['extended-signature-failed'] : [];
}

/** What a failure of extended authentication finds when the card has answered TC or ARQC. */
export interface FailedExtended {
  readonly answered: 'TC' | 'ARQC';
  readonly method: CardholderVerificationMethod;
  readonly pin: EncipheredPin | undefined;
  readonly signedBefore: readonly Uint8Array[];
}

/**
 * The denial codes once more, now with the failure's bit; where they do not decline, the issuer is asked, and nobody else
 * may approve. A TC stands as it is: there is no second cryptogram after it.
 *
 * @clause EMV 4.4 Book 4, 6.3.2.2.4
 */
export async function decideAfterFailedExtended(
  context: ContactContext,
  failed: FailedExtended,
): Promise<Extract<KernelOutcome, { kind: 'online-request' | 'declined' }>> {
  const { answered, method, pin, signedBefore } = failed;
  const extended = { key: undefined };
  if (isDenied(context) || isOfflineOnly(context)) {
    context.data.set('8A', toFixedText('Z1', 2));
    if (answered === 'ARQC') {
      await askForCryptogram(context, { type: 'AAC', list: '8D', signingKey: undefined, signedBefore, extended });
    }
    return { kind: 'declined', data: recordOf(context, method), reason: 'offline-data-authentication-failed' };
  }
  const record = recordOf(context, method);
  const state = { method, signingKey: undefined, signedBefore, extended };
  return {
    kind: 'online-request',
    data: pin === undefined ? record : { ...record, pin },
    completion: (answer) =>
      answered === 'TC' ? completeWithoutCard(context, method, answer) : completeOnline(context, state, answer),
  };
}

/** The issuer's word on a TC whose signature does not count. Scripts that come before a second cryptogram have no place. */
async function completeWithoutCard(
  context: ContactContext,
  method: CardholderVerificationMethod,
  answer: OnlineAnswer,
): Promise<Completed> {
  const decided = wordOf(context, answer);
  if (answer.kind === 'answered') await runScripts(context, answer.scripts, '72');
  reportStep(context, 'completed', ['8A', '95', '9B', '9F27', '9F5B'], decided);
  return { ...decided, data: recordOf(context, method) };
}

function wordOf(context: ContactContext, answer: OnlineAnswer): Pick<Completed, 'kind' | 'reason'> {
  if (answer.kind === 'unable') {
    context.data.set('8A', toFixedText('Z3', 2));
    return { kind: 'declined', reason: 'unable-to-go-online' };
  }
  return takeAnswer(context, answer) === 'TC'
    ? { kind: 'approved', reason: 'approved-online' }
    : { kind: 'declined', reason: 'declined-by-issuer' };
}
