import { statusSuccess } from '../application-protocol-data-unit.ts';
import type { KernelStop } from '../contactless/card-session.ts';
import type { TerminalVerificationBit } from '../terminal-verification-results.ts';
import { getChallengeCommand, verifyCommand } from './card-commands.ts';
import type { ContactContext, PinContext } from './contact-context.ts';
import { pinEnciphermentKey } from './pin-key.ts';
import type { PinKey } from './pin-key.ts';
import { encipherPinForCard } from '../pin/card-pin.ts';
import { encipherPinByCurve, openPinChannel } from '../pin/curve-card-pin.ts';
import { pinBlockFormat2 } from '../pin/pin-blocks.ts';
import { readCounter } from './risk-management.ts';

/** What became of a PIN that the card, or the host, is to check. */
export type PinOutcome =
  | { readonly kind: 'successful' }
  | { readonly kind: 'unsuccessful'; readonly bits: readonly TerminalVerificationBit[] }
  /** The cardholder declined to enter one; no other PIN method is offered then. */
  | { readonly kind: 'bypassed' }
  | Exclude<KernelStop, { kind: 'select-next' }>;

/** More tries than any card allows: the try counter has four bits. */
const tryCountMax = 15;
const challengeBytes = 8;
const pinLawful = /^[0-9]{4,12}$/;
const blockedStatuses: ReadonlySet<number> = new Set([0x6983, 0x6984]);

/**
 * Offline PIN: asks the cardholder, sends the PIN to the card, asks again as long as the card allows tries.
 *
 * @clause EMV 4.4 Book 3, 10.5.1 and 6.5.12; Book 4, 6.3.4.1: a try counter of zero means that nobody is asked; 63Cx tells
 *   how many tries are left; 6983 and 6984 mean none.
 */
export async function verifyOfflinePin(context: ContactContext, kind: 'plaintext' | 'enciphered'): Promise<PinOutcome> {
  const counter = await readCounter(context.session, '9F17');
  if (counter.kind !== 'read') return counter;
  if (counter.value === 0) return { kind: 'unsuccessful', bits: ['pin-try-limit-exceeded'] };
  let triesLeft = counter.value;
  for (let tries = 0; tries < tryCountMax; tries += 1) {
    const key = kind === 'enciphered' ? pinEnciphermentKey(context) : undefined;
    if (kind === 'enciphered' && key === undefined) return { kind: 'unsuccessful', bits: [] };
    const entry = await askForPin(context, 'offline', triesLeft);
    if (entry.kind !== 'entered') return entry;
    const pinData = key === undefined ? pinBlockFormat2(entry.pin) : await enciphered(context, entry.pin, key);
    if (!(pinData instanceof Uint8Array)) return pinData;
    const answer = await context.session.transmit(verifyCommand(kind, pinData));
    if (answer.kind === 'select-next') return { kind: 'ended', reason: answer.reason };
    if (answer.kind !== 'answered') return answer;
    if (answer.statusWord === statusSuccess) {
      context.needs.observer.display('PIN OK');
      return { kind: 'successful' };
    }
    if (blockedStatuses.has(answer.statusWord) || answer.statusWord === 0x63c0) {
      return { kind: 'unsuccessful', bits: ['pin-try-limit-exceeded'] };
    }
    if ((answer.statusWord & 0xfff0) !== 0x63c0) return { kind: 'unsuccessful', bits: [] };
    triesLeft = answer.statusWord & 0x0f;
    context.needs.observer.display('INCORRECT PIN');
  }
  return { kind: 'unsuccessful', bits: [] };
}

/**
 * Asks the cardholder for a PIN.
 *
 * @clause EMV 4.4 Book 4, 6.3.4.3 (bypass), 6.3.4.4 (last try); a cancelled or timed out entry ends the transaction
 */
export async function askForPin(
  context: PinContext,
  kind: 'offline' | 'online',
  triesLeft: number | undefined,
): Promise<{ readonly kind: 'entered'; readonly pin: string } | Exclude<PinOutcome, { kind: 'successful' }>> {
  const { cardholder, observer } = context.needs;
  if (cardholder === undefined) return { kind: 'unsuccessful', bits: ['pin-pad-missing-or-broken'] };
  observer.display(triesLeft === 1 ? 'LAST PIN TRY' : 'ENTER PIN');
  const entry = await cardholder.enterPin({ kind, triesLeft });
  switch (entry.kind) {
    case 'entered':
      return pinLawful.test(entry.pin) ? entry : { kind: 'ended', reason: 'cancelled' };
    case 'bypassed':
      return context.settings.allowsPinBypass ? { kind: 'bypassed' } : { kind: 'ended', reason: 'cancelled' };
    case 'pin-pad-broken':
      return { kind: 'unsuccessful', bits: ['pin-pad-missing-or-broken'] };
    case 'cancelled':
    case 'timed-out':
      return { kind: 'ended', reason: entry.kind === 'cancelled' ? 'cancelled' : 'pin-entry-timed-out' };
  }
}

/** @clause EMV 4.4 Book 2, 7.2, 13.2: the card's challenge must have eight bytes, or the PIN can't be verified. */
async function enciphered(context: ContactContext, pin: string, key: PinKey): Promise<Uint8Array | PinOutcome> {
  const challenge = await context.session.transmit(getChallengeCommand);
  if (challenge.kind === 'select-next') return { kind: 'ended', reason: challenge.reason };
  if (challenge.kind !== 'answered') return challenge;
  if (challenge.statusWord !== statusSuccess || challenge.data.length !== challengeBytes) {
    return { kind: 'unsuccessful', bits: [] };
  }
  const { random } = context.needs;
  const sent =
    key.kind === 'rsa'
      ? encipherPinForCard(pin, { key: key.key, challenge: challenge.data, random })
      : throughChannel(context, pin, { key: key.key, challenge: challenge.data });
  return sent ?? { kind: 'unsuccessful', bits: [] };
}

/** One channel serves all tries of a transaction. */
function throughChannel(
  { needs, pinChannel }: ContactContext,
  pin: string,
  { key, challenge }: { readonly key: Extract<PinKey, { kind: 'curve' }>['key']; readonly challenge: Uint8Array },
): Uint8Array | undefined {
  pinChannel.value ??= openPinChannel(key, { challenge, random: needs.random });
  return pinChannel.value && encipherPinByCurve(pinChannel.value, pin, challenge);
}
