import { steadyMs } from '../../device/steady-time.ts';
import { fromHex } from '../bytes.ts';
import type { TerminalNeeds } from '../../needs.ts';
import type { KernelOutcome } from '../outcome.ts';
import type { ContactTerms } from './contact-kernel.ts';
import { contactTerminalData } from './contact-terminal-data.ts';

type FallbackNeeds = Pick<TerminalNeeds, 'clock' | 'random' | 'observer' | 'magneticStripe'>;

const swipePauseMs = 50;
/** POS entry modes (tag 9F39): stripe of a card whose chip does not work, stripe of a card that has none. */
const entryModes = { fallback: 0x80, stripe: 0x90 } as const;
const signatureCapability = 0x20;
const track2Pattern = /^(?<pan>[0-9]{8,19})=(?<expiry>[0-9]{4})(?<service>[0-9]{3})[0-9]*$/;

/**
 * The magnetic stripe in place of a chip that gives no answer: the issuer decides, nothing is approved offline. A chip
 * that answers never leads here, whatever it says.
 *
 * @clause EMV 4.4 Book 4, 12.4 and annex on fallback as the schemes state it; ISO/IEC 7813 (track 2, service code 2xx and
 *   6xx: the card has a chip)
 */
export async function fallBack(
  needs: FallbackNeeds,
  terms: ContactTerms,
  signal: AbortSignal | undefined,
): Promise<KernelOutcome> {
  const track2 = await awaitSwipe(needs, terms.configuration.cardTimeoutMs, signal);
  if (track2 === undefined) return { kind: 'try-another-interface', reason: 'chip-malfunction' };
  const parts = track2Pattern.exec(track2)?.groups;
  const application = terms.settings.applications[0];
  if (parts === undefined || application === undefined) return { kind: 'end-application', reason: 'stripe-unreadable' };
  const start = { nowMs: needs.clock.nowMs(), unpredictableNumber: needs.random(4) };
  const objects = new Map(contactTerminalData({ ...terms, application }, start));
  const { pan = '', expiry = '', service = '' } = parts;
  const hasChip = service.startsWith('2') || service.startsWith('6');
  for (const tag of ['9F06', '9F09', '9F1B', '9F37']) objects.delete(tag);
  objects.set('57', packed(track2.replace('=', 'D')));
  objects.set('5A', packed(pan));
  objects.set('5F24', fromHex(`${expiry}31`));
  objects.set('9F39', Uint8Array.of(hasChip ? entryModes.fallback : entryModes.stripe));
  const canSign = ((objects.get('9F33')?.[1] ?? 0) & signatureCapability) !== 0;
  const cardholderVerification = canSign ? 'signature' : 'none';
  needs.observer.kernelStep('stripe-read', { chip: hasChip ? 'present' : 'absent' });
  return { kind: 'online-request', data: { objects, cardholderVerification } };
}

/** Waits for a swipe; undefined when there is no stripe reader or nobody swipes. */
async function awaitSwipe(
  needs: FallbackNeeds,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<string | undefined> {
  if (needs.magneticStripe === undefined) return undefined;
  needs.observer.display('SWIPE CARD');
  const deadlineMs = steadyMs(needs.clock) + timeoutMs;
  while (steadyMs(needs.clock) < deadlineMs) {
    signal?.throwIfAborted();
    const looked = await needs.magneticStripe.swipe(signal);
    if (looked.kind === 'swiped') return looked.track2;
    await needs.clock.sleep(swipePauseMs, signal);
  }
  return undefined;
}

/** Digits as packed bytes, filled with F on the right. */
function packed(digits: string): Uint8Array {
  return fromHex(digits.length % 2 === 0 ? digits : `${digits}F`);
}
