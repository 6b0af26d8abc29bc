import type { ContactlessApplication, TerminalConfiguration } from '../configuration.ts';
import type { ContactlessInterface, TerminalNeeds } from '../needs.ts';
import { toHex } from './bytes.ts';
import { openCardSession } from './contactless/card-session.ts';
import type { CardSession, KernelStop } from './contactless/card-session.ts';
import { candidateCombinations, selectApplication } from './contactless/combination-selection.ts';
import { performKernel2 } from './contactless/kernel-2.ts';
import type { KernelDecision } from './contactless/kernel-2.ts';
import { awaitCard, pollPauseMs } from './contactless/polling.ts';
import { preProcess } from './contactless/pre-processing.ts';
import { readDirectory } from './contactless/proximity-environment.ts';
import type { KernelOutcome, KernelRequest } from './outcome.ts';

/** What the kernel needs of the terminal's surroundings. */
export type KernelNeeds = Pick<TerminalNeeds, 'clock' | 'random' | 'contactless' | 'observer'>;

/** One transaction's fixed terms. */
interface Terms {
  readonly configuration: TerminalConfiguration;
  readonly request: KernelRequest;
  readonly applications: readonly ContactlessApplication[];
}

/**
 * A whole contactless transaction up to the first cryptogram: limits, polling, selection, kernel. A card that leaves
 * before its cryptogram is known may be presented again until `configuration.cardTimeoutMs` is over; each presentation
 * starts afresh. The reader is released after every presentation.
 *
 * @param request  `currencyCode` must be the configuration's
 * @throws the abort signal's reason
 * @clause EMV Book B 3.1 to 3.5
 */
export async function performContactless(
  needs: KernelNeeds,
  configuration: TerminalConfiguration,
  request: KernelRequest,
  signal?: AbortSignal,
): Promise<KernelOutcome> {
  signal?.throwIfAborted();
  const allowed = preProcess(configuration, request);
  const applicationCount = allowed.kind === 'allowed' ? allowed.applications.length : 0;
  needs.observer.kernelStep('pre-processing', { result: allowed.kind, applications: String(applicationCount) });
  const outcome =
    allowed.kind === 'refused'
      ? ({ kind: 'try-another-interface', reason: allowed.reason } as const)
      : await presentUntilDecided(needs, { configuration, request, applications: allowed.applications }, signal);
  needs.observer.kernelStep('outcome', { kind: outcome.kind, reason: outcomeReason(outcome) });
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
 *
 * @clause EMV Book B 3.5 (Try Again starts anew at polling)
 */
async function presentUntilDecided(
  needs: KernelNeeds,
  terms: Terms,
  signal: AbortSignal | undefined,
): Promise<KernelOutcome> {
  const deadlineMs = needs.clock.nowMs() + terms.configuration.cardTimeoutMs;
  needs.observer.display('PRESENT CARD');
  let hasLostCard = false;
  while (needs.clock.nowMs() < deadlineMs) {
    const presented = await presentOnce(needs, { ...terms, deadlineMs }, signal);
    switch (presented.kind) {
      case 'nobody-came':
        return { kind: 'end-application', reason: hasLostCard ? 'card-removed' : 'no-card-presented' };
      case 'reader-gone':
        return { kind: 'end-application', reason: 'reader-gone' };
      case 'select-next':
      case 'ended':
        needs.observer.display('TRY ANOTHER CARD');
        return { kind: 'end-application', reason: presented.reason };
      case 'card-gone':
        hasLostCard = true;
        needs.observer.display('PRESENT CARD AGAIN');
        await needs.clock.sleep(pollPauseMs, signal);
        break;
      case 'approved':
      case 'online-request':
      case 'declined':
        needs.observer.display('CARD READ OK');
        return presented;
    }
  }
  return { kind: 'end-application', reason: hasLostCard ? 'card-removed' : 'no-card-presented' };
}

async function presentOnce(
  needs: KernelNeeds,
  terms: Terms & { readonly deadlineMs: number },
  signal: AbortSignal | undefined,
): Promise<KernelDecision | KernelStop | { readonly kind: 'nobody-came' }> {
  await using field = useField(needs.contactless);
  const awaited = await awaitCard({ ...needs, contactless: field.contactless }, terms.deadlineMs, signal);
  if (awaited.kind !== 'card') return awaited;
  // Awaited here: the field must outlast the work.
  return await performWithCard(needs, terms, openCardSession(field.contactless, signal));
}

/**
 * Tries the combinations in order until one is not refused by the card.
 *
 * @clause EMV Book B 3.3.2.7 (nothing in common ends the application), 3.3.3, 3.5 (Select Next)
 */
async function performWithCard(
  needs: KernelNeeds,
  terms: Terms,
  session: CardSession,
): Promise<KernelDecision | KernelStop> {
  const directory = await readDirectory(session);
  if (directory.kind !== 'read') return directory;
  let last: KernelStop = { kind: 'ended', reason: 'no-common-application' };
  for (const combination of candidateCombinations(directory.entries, terms.applications)) {
    const selected = await selectApplication(session, combination);
    if (selected.kind === 'selected') {
      needs.observer.kernelStep('selected', { aid: toHex(combination.entry.applicationName) });
    }
    const result = selected.kind === 'selected' ? await performKernel2(needs, terms, { session, selected }) : selected;
    if (result.kind !== 'select-next') return result;
    last = result;
  }
  return last;
}

/** The field for one presentation; the reader is released when that is over. */
function useField(contactless: ContactlessInterface): AsyncDisposable & { readonly contactless: ContactlessInterface } {
  return { contactless, [Symbol.asyncDispose]: () => contactless.release() };
}
