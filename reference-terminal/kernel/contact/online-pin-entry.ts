import { StorageRefused, unlessRefused } from '../../store-and-forward/store-failure.ts';
import { onlinePin } from '../pin/online-pin.ts';
import type { EncipheredPin } from '../pin/online-pin.ts';
import { onlinePinKeys } from '../pin/online-pin-keys.ts';
import { panDigitsOf, reportStep } from './contact-context.ts';
import type { PinContext } from './contact-context.ts';
import { askForPin } from './offline-pin.ts';
import type { PinOutcome } from './offline-pin.ts';

/** What became of a PIN for the host. */
export type OnlinePinTaken =
  | Exclude<PinOutcome, { kind: 'successful' }>
  | { readonly kind: 'successful'; readonly pin: EncipheredPin };

/**
 * Online PIN: asks the cardholder and enciphers what is entered. A terminal without a key for the host's PINs, or whose
 * keys are used up, is one whose PIN pad does not work: nobody is asked.
 *
 * @clause EMV 4.4 Book 3, 10.5.2; ANSI X9.24-1:2009, A.3 (a device whose keys are used up takes no more PINs)
 * @reads The key is taken when the PIN has been entered: an entry that is cancelled uses none up.
 */
export async function takeOnlinePin(context: PinContext): Promise<OnlinePinTaken> {
  const { settings, needs } = context;
  const keys = settings.onlinePin === undefined ? undefined : onlinePinKeys(settings.onlinePin, needs.store);
  if (keys === undefined) return { kind: 'unsuccessful', bits: ['pin-pad-missing-or-broken'] };
  if (!keys.areLeft()) return usedUp(context);
  const entry = await askForPin(context, 'online', undefined);
  if (entry.kind !== 'entered') return entry;
  const scheme = unlessRefused(() => keys.next());
  // A key that can't be written down can't be used: it would be used again after a power cut.
  if (scheme instanceof StorageRefused) return { kind: 'ended', reason: scheme.reason };
  if (scheme === undefined) return usedUp(context);
  const terms = { pan: panDigitsOf(context.data), scheme, random: needs.random };
  return { kind: 'successful', pin: onlinePin(entry.pin, terms) };
}

function usedUp(context: PinContext): OnlinePinTaken {
  context.needs.observer.display('PIN PAD OUT OF SERVICE');
  reportStep(context, 'key-supply', [], { state: 'used-up' });
  return { kind: 'unsuccessful', bits: ['pin-pad-missing-or-broken'] };
}
