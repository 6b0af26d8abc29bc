import { steadyMs } from '../device/steady-time.ts';
import type { TerminalConfiguration } from '../configuration.ts';
import type { ContactlessInterface, TerminalNeeds } from '../needs.ts';
import { toHex } from './bytes.ts';
import { openCardSession } from './contactless/card-session.ts';
import type { CardSession, KernelStop } from './contactless/card-session.ts';
import { candidateCombinations, selectApplication } from './contactless/combination-selection.ts';
import type { Combination } from './contactless/combination-selection.ts';
import { endedOutcome, otherInterfaceOutcome } from './contactless/entry-point-outcome.ts';
import { completeWithUpdate } from './contactless/issuer-update.ts';
import type { SecondTap } from './contactless/issuer-update.ts';
import { performKernel2 } from './contactless/kernel-2.ts';
import { performKernel3 } from './contactless/kernel-3.ts';
import { performKernel4 } from './contactless/kernel-4.ts';
import { performKernel5 } from './contactless/kernel-5.ts';
import { performKernel6 } from './contactless/kernel-6.ts';
import { performKernel7 } from './contactless/kernel-7.ts';
import { performKernel8 } from './contactless/kernel-8.ts';
import type { ContactlessKernel, KernelResult, KernelTerms } from './contactless/kernel-result.ts';
import { withOnlinePin } from './contactless/online-pin-after-tap.ts';
import type { PinNeeds } from './contactless/online-pin-after-tap.ts';
import { outcomeFacts } from './contactless/outcome-parameters.ts';
import { awaitCard, pollPauseMs } from './contactless/polling.ts';
import { preProcess } from './contactless/pre-processing.ts';
import type { ReaderCombination } from './contactless/pre-processing.ts';
import { readDirectory } from './contactless/proximity-environment.ts';
import { readerMemoryOf } from './contactless/reader-memory.ts';
import { pointOfInteraction } from './contactless/send-poi-information.ts';
import { showMessage } from './contactless/user-interface.ts';
import { speakLanguageOfTap } from './language-selection.ts';
import type { KernelOutcome, KernelRequest } from './outcome.ts';

/** What the kernel needs of the terminal's surroundings. */
export type KernelNeeds = Pick<TerminalNeeds, 'clock' | 'random' | 'contactless' | 'observer'> & PinNeeds;

/** One transaction's fixed terms. */
interface Terms extends KernelTerms {
  readonly combinations: readonly ReaderCombination[];
}

/** The kernels that this terminal holds, by identifier. Combinations with another one are passed over. */
const kernels: ReadonlyMap<number, ContactlessKernel> = new Map([
  [2, performKernel2],
  [3, performKernel3],
  [4, performKernel4],
  [5, performKernel5],
  [6, performKernel6],
  [7, performKernel7],
  [8, performKernel8],
]);

/** How often a cardholder is sent to the own device before the terminal gives up. */
const presentAgainCountMax = 3;

/**
 * A whole contactless transaction up to the first cryptogram: limits, polling, selection, kernel. A card that leaves
 * before its cryptogram is known may be presented again until `configuration.cardTimeoutMs` is over; each presentation
 * starts afresh. The reader is released after every presentation.
 *
 * @param request  `currencyCode` must be the configuration's
 * @throws the abort signal's reason
 * @clause EMV Book B 3.1 to 3.5 (start A)
 */
export async function performContactless(
  needs: KernelNeeds,
  configuration: TerminalConfiguration,
  request: KernelRequest,
  signal?: AbortSignal,
): Promise<KernelOutcome> {
  signal?.throwIfAborted();
  const allowed = preProcess(configuration, request);
  const combinations = allowed.kind === 'allowed' ? allowed.combinations : [];
  needs.observer.kernelStep('pre-processing', { result: allowed.kind, applications: String(combinations.length) });
  const memory = readerMemoryOf(needs.contactless);
  const outcome =
    allowed.kind === 'refused'
      ? otherInterfaceOutcome({ reason: allowed.reason, message: 'insert-or-swipe', alternate: 'none' })
      : await presentUntilDecided(needs, { configuration, request, combinations, memory }, signal);
  needs.observer.kernelStep('outcome', {
    kind: outcome.kind,
    reason: outcomeReason(outcome),
    ...(outcome.parameters === undefined ? {} : outcomeFacts(outcome.parameters)),
  });
  return outcome;
}

/** A stable word for why a transaction ended as it did. */
function outcomeReason(outcome: KernelOutcome): string {
  if (outcome.kind === 'approved') return 'approved-offline';
  if (outcome.kind === 'online-request') return 'online-authorisation-required';
  return outcome.reason;
}

/**
 * Presentation after presentation within one budget of time. The pause after a lost card bounds how many there can be.
 * A cardholder who is sent to the own device gets the whole budget again, a few times at most.
 *
 * @clause EMV Book B 3.5 (Try Again starts anew at polling, start B)
 */
async function presentUntilDecided(
  needs: KernelNeeds,
  terms: Terms,
  signal: AbortSignal | undefined,
): Promise<KernelOutcome> {
  const budgetMs = terms.configuration.cardTimeoutMs;
  let deadlineMs = steadyMs(needs.clock) + budgetMs;
  let presentAgainCount = 0;
  let lastTrouble = 'no-card-presented';
  showMessage(needs.observer, 'present-card');
  while (steadyMs(needs.clock) < deadlineMs) {
    const presented = await presentOnce(needs, { ...terms, deadlineMs }, signal);
    const concluded = concludes(presented, { needs, lastTrouble });
    if (concluded !== undefined) {
      const outcome = await withOnlinePin(needs, terms.configuration, concluded);
      return withUpdate(needs, terms, { outcome, signal });
    }
    if (presented.kind === 'present-again') {
      presentAgainCount += 1;
      if (presentAgainCount > presentAgainCountMax) break;
      lastTrouble = presented.reason;
      showMessage(needs.observer, presented.userInterface.message);
      await needs.clock.sleep(presented.fieldOffMs, signal);
      deadlineMs = steadyMs(needs.clock) + budgetMs;
    } else {
      lastTrouble = 'card-removed';
      showMessage(needs.observer, 'present-card-again');
      await needs.clock.sleep(pollPauseMs, signal);
    }
  }
  return endedOutcome({ reason: lastTrouble });
}

/** The outcome that a presentation leads to; undefined when the card may or must be presented again. */
function concludes(
  presented: KernelResult | { readonly kind: 'nobody-came' },
  facts: { readonly needs: KernelNeeds; readonly lastTrouble: string },
): KernelOutcome | undefined {
  const { observer } = facts.needs;
  switch (presented.kind) {
    case 'nobody-came':
      return endedOutcome({ reason: facts.lastTrouble });
    case 'reader-gone':
      return endedOutcome({ reason: 'reader-gone' });
    case 'select-next':
    case 'ended':
      showMessage(observer, 'try-another-card');
      return endedOutcome(presented);
    case 'try-another-interface':
      showMessage(observer, presented.message);
      return otherInterfaceOutcome(presented);
    case 'card-gone':
    case 'present-again':
      return undefined;
    case 'approved':
    case 'online-request':
    case 'declined':
      showMessage(observer, 'card-read-ok');
      return presented;
  }
}

/**
 * An outcome whose kernel wants the card again with the host's answer gets the means to it.
 *
 * @clause EMV Book B 3.5 (Online Request with start B and EMV data)
 */
function withUpdate(
  needs: KernelNeeds,
  terms: Terms,
  facts: { readonly outcome: KernelOutcome; readonly signal: AbortSignal | undefined },
): KernelOutcome {
  const { outcome, signal } = facts;
  if (outcome.kind !== 'online-request' || outcome.parameters?.onlineResponseData !== 'emv-data') return outcome;
  const secondTap: SecondTap = async (withCard) => {
    showMessage(needs.observer, 'present-card-again');
    await using field = useField(needs.contactless);
    const deadlineMs = steadyMs(needs.clock) + terms.configuration.cardTimeoutMs;
    const awaited = await awaitCard({ ...needs, contactless: field.contactless }, deadlineMs, signal);
    if (awaited.kind !== 'card') return undefined;
    return await withCard(openCardSession(field.contactless, signal));
  };
  const { data } = outcome;
  return { ...outcome, completion: (answer) => completeWithUpdate(data, answer, secondTap) };
}

async function presentOnce(
  needs: KernelNeeds,
  terms: Terms & { readonly deadlineMs: number },
  signal: AbortSignal | undefined,
): Promise<KernelResult | { readonly kind: 'nobody-came' }> {
  await using field = useField(needs.contactless);
  const awaited = await awaitCard({ ...needs, contactless: field.contactless }, terms.deadlineMs, signal);
  if (awaited.kind !== 'card') return awaited;
  // Awaited here: the field must outlast the work.
  return await performWithCard(needs, terms, openCardSession(field.contactless, signal));
}

/**
 * Tries the combinations in order until one is not refused by the card.
 *
 * @clause EMV Book B 3.3.2.7 (nothing in common ends the application), 3.3.3, 3.5 (Select Next, start C)
 */
async function performWithCard(needs: KernelNeeds, terms: Terms, session: CardSession): Promise<KernelResult> {
  const directory = await readDirectory(session, pointOfInteraction(terms, needs.clock.nowMs()));
  if (directory.kind !== 'read') return directory;
  let last: KernelStop = { kind: 'ended', reason: 'no-common-application' };
  for (const combination of candidateCombinations(directory.entries, terms.combinations)) {
    const result = await performCombination(needs, terms, { session, combination });
    if (result.kind !== 'select-next') return result;
    last = result;
  }
  return last;
}

/** Final selection and the kernel of one combination. A kernel that is not held is not even selected for. */
async function performCombination(
  needs: KernelNeeds,
  terms: Terms,
  card: { readonly session: CardSession; readonly combination: Combination },
): Promise<KernelResult> {
  const { session, combination } = card;
  const aid = toHex(combination.entry.applicationName);
  const kernelId = String(combination.application.kernelId);
  const kernel = kernels.get(combination.application.kernelId);
  if (kernel === undefined) {
    needs.observer.kernelStep('kernel-not-held', { aid, kernel: kernelId });
    return { kind: 'select-next', reason: 'kernel-not-held' };
  }
  const selected = await selectApplication(session, combination);
  if (selected.kind !== 'selected') return selected;
  needs.observer.kernelStep('selected', { aid, kernel: kernelId });
  const preference = selected.objects.find(({ tag }) => tag === '5F2D')?.value;
  speakLanguageOfTap({ observer: needs.observer, configuration: terms.configuration, preference });
  return kernel(needs, terms, { session, selected });
}

/** The field for one presentation; the reader is released when that is over. */
function useField(contactless: ContactlessInterface): AsyncDisposable & { readonly contactless: ContactlessInterface } {
  return { contactless, [Symbol.asyncDispose]: () => contactless.release() };
}
