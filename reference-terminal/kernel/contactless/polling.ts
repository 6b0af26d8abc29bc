import { steadyMs } from '../../device/steady-time.ts';
import type { TerminalNeeds } from '../../needs.ts';

/** What waiting for a card came to. */
export type CardAwaited =
  | { readonly kind: 'card' }
  | { readonly kind: 'nobody-came' }
  | { readonly kind: 'reader-gone' };

/** Pause between polls: lets time pass even when the reader answers at once. */
export const pollPauseMs = 20;

/**
 * Polls until exactly one card is in the field or the time is up.
 *
 * @param deadlineMs  on the terminal's clock
 * @throws the abort signal's reason
 * @clause EMV Book B 3.2: more than one card leads to the request for a single one and to further polling.
 */
export async function awaitCard(
  needs: Pick<TerminalNeeds, 'clock' | 'contactless' | 'observer'>,
  deadlineMs: number,
  signal: AbortSignal | undefined,
): Promise<CardAwaited> {
  let asksForOneCard = false;
  while (steadyMs(needs.clock) < deadlineMs) {
    signal?.throwIfAborted();
    const found = await needs.contactless.poll(signal);
    signal?.throwIfAborted();
    if (found.kind === 'card' || found.kind === 'reader-gone') return found;
    if (found.kind === 'collision' && !asksForOneCard) {
      needs.observer.display('PRESENT ONE CARD ONLY');
      asksForOneCard = true;
    }
    await needs.clock.sleep(pollPauseMs, signal);
  }
  return { kind: 'nobody-came' };
}
