import { steadyMs } from '../../device/steady-time.ts';
import type { TerminalConfiguration } from '../../configuration.ts';
import type { ContactInterface, TerminalNeeds } from '../../needs.ts';
import { toHex } from '../bytes.ts';
import type { CardSession, KernelStop } from '../contactless/card-session.ts';
import type { KeyLedger } from '../pin/key-ledger.ts';
import type { Completed, KernelOutcome, KernelRequest } from '../outcome.ts';
import { chooseCandidate, selectCandidate } from './application-selection.ts';
import { buildCandidates } from './candidate-list.ts';
import type { Candidate } from './candidate-list.ts';
import { performContactKernel } from './contact-kernel.ts';
import type { ContactDecision, ContactTerms } from './contact-kernel.ts';
import { fallBack } from './magnetic-stripe-fallback.ts';
import { openContactSession } from './contact-session.ts';

/** What the contact kernel needs of the terminal's surroundings. */
export type ContactTransactionNeeds = Pick<
  TerminalNeeds,
  'clock' | 'random' | 'observer' | 'contact' | 'cardholder' | 'cashier' | 'magneticStripe'
> & { readonly store?: KeyLedger };

const slotPauseMs = 50;

/**
 * A whole contact transaction up to the first cryptogram: insertion, selection, kernel. When the outcome is an online
 * request the card stays powered until its completion is over, which has to be called once.
 *
 * @throws the abort signal's reason
 * @clause EMV 4.4 Book 1, 12; Book 3, 8.2; Book 4, 6.3
 */
export async function performContact(
  needs: ContactTransactionNeeds,
  configuration: TerminalConfiguration,
  request: KernelRequest,
  signal?: AbortSignal,
): Promise<KernelOutcome> {
  signal?.throwIfAborted();
  const settings = configuration.contact;
  const slot = needs.contact;
  const outcome =
    settings === undefined || slot === undefined
      ? ({ kind: 'end-application', reason: 'contact-not-supported' } as const)
      : await insertAndPerform(
          { ...needs, contact: slot },
          { configuration, settings, request, transactionLog: request.transactionLog ?? [] },
          signal,
        );
  needs.observer.kernelStep('outcome', { kind: outcome.kind, reason: outcomeReason(outcome) });
  return outcome;
}

/** A stable word for why a transaction ended as it did. */
function outcomeReason(outcome: KernelOutcome): string {
  if (outcome.kind === 'approved') return 'approved-offline';
  if (outcome.kind === 'online-request') return 'online-authorisation-required';
  return outcome.reason;
}

type SlotNeeds = ContactTransactionNeeds & { readonly contact: ContactInterface };

async function insertAndPerform(
  needs: SlotNeeds,
  terms: ContactTerms,
  signal: AbortSignal | undefined,
): Promise<KernelOutcome> {
  needs.observer.display('INSERT CARD');
  const inserted = await awaitInsertion(needs, terms.configuration.cardTimeoutMs, signal);
  switch (inserted) {
    case 'nobody-came':
      return { kind: 'end-application', reason: 'no-card-presented' };
    case 'reader-gone':
      return { kind: 'end-application', reason: 'reader-gone' };
    case 'mute':
      await needs.contact.release();
      needs.observer.display('CARD ERROR');
      return fallBack(needs, terms, signal);
    case 'card':
      break;
  }
  return withPoweredCard(needs, terms, signal);
}

/** The card is powered off when this is over, unless it is needed again after going online. */
async function withPoweredCard(
  needs: SlotNeeds,
  terms: ContactTerms,
  signal: AbortSignal | undefined,
): Promise<KernelOutcome> {
  await using power = new AsyncDisposableStack();
  power.defer(() => needs.contact.release());
  const session = openContactSession(needs.contact, signal);
  const result = await performWithCard(needs, terms, session);
  switch (result.kind) {
    case 'approved':
    case 'declined':
      return result;
    case 'online-request': {
      const { completion } = result;
      if (completion === undefined) return result;
      // From here on the host decides, nobody calls the transaction off any more.
      session.ignoreCancellation();
      const kept = power.move();
      return { ...result, completion: (answer) => finishAndRelease(kept, () => completion(answer)) };
    }
    case 'card-gone':
      return { kind: 'end-application', reason: 'card-removed' };
    case 'reader-gone':
      return { kind: 'end-application', reason: 'reader-gone' };
    case 'select-next':
    case 'ended':
      needs.observer.display('NOT ACCEPTED');
      return { kind: 'end-application', reason: result.reason };
  }
}

async function finishAndRelease(power: AsyncDisposableStack, finish: () => Promise<Completed>): Promise<Completed> {
  await using kept = power.move();
  const completed = await finish();
  void kept;
  return completed;
}

/** Looks into the slot until something is in it, or the time is up. */
async function awaitInsertion(
  needs: SlotNeeds,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<'card' | 'mute' | 'reader-gone' | 'nobody-came'> {
  const deadlineMs = steadyMs(needs.clock) + timeoutMs;
  while (steadyMs(needs.clock) < deadlineMs) {
    signal?.throwIfAborted();
    const look = await needs.contact.insertCheck(signal);
    signal?.throwIfAborted();
    if (look.kind === 'card') {
      needs.observer.kernelStep('card-inserted', { answerToReset: toHex(look.answerToReset) });
    }
    if (look.kind !== 'no-card') return look.kind;
    await needs.clock.sleep(slotPauseMs, signal);
  }
  return 'nobody-came';
}

/**
 * Selection, and again without a candidate that could not be used, until one carries a transaction.
 *
 * @clause EMV 4.4 Book 1, 12.4; Book 3, 10.1 (6985 to GET PROCESSING OPTIONS)
 */
async function performWithCard(
  needs: SlotNeeds,
  terms: ContactTerms,
  session: CardSession,
): Promise<ContactDecision | KernelStop> {
  const built = await buildCandidates(session, terms.settings);
  if (built.kind !== 'built') return built;
  needs.observer.kernelStep('candidates', { count: String(built.candidates.length) });
  let candidates: readonly Candidate[] = built.candidates;
  let reason = built.hasBlocked ? 'application-blocked' : 'no-common-application';
  while (candidates.length > 0) {
    const chosen = await chooseCandidate(candidates, needs.cardholder);
    if (chosen.kind !== 'chosen') return chosen;
    const { candidate } = chosen;
    const selected = await selectCandidate(session, candidate);
    if (selected.kind === 'selected') {
      needs.observer.kernelStep('selected', { aid: toHex(candidate.applicationName) });
    }
    const result =
      selected.kind === 'selected' ? await performContactKernel(needs, terms, { session, selected }) : selected;
    if (result.kind !== 'select-next') return result;
    reason = result.reason;
    candidates = candidates.filter((other) => other !== candidate);
    if (candidates.length > 0) needs.observer.display('TRY AGAIN');
  }
  return { kind: 'ended', reason };
}
