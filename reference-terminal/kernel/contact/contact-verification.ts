import { parseCardholderVerificationList } from '../cardholder-verification.ts';
import type { CardholderVerificationList, CardholderVerificationRule } from '../cardholder-verification.ts';
import type { KernelStop } from '../contactless/card-session.ts';
import type { CardholderVerificationMethod } from '../outcome.ts';
import type { TerminalVerificationBit } from '../terminal-verification-results.ts';
import type { ContactContext } from './contact-context.ts';
import type { EncipheredPin } from '../pin/online-pin.ts';
import { verifyOfflinePin } from './offline-pin.ts';
import type { PinOutcome } from './offline-pin.ts';
import { takeOnlinePin } from './online-pin-entry.ts';
import {
  isBiometric,
  isConditionMet,
  isMethodSupported,
  lacksPinEntry,
  verificationMethods,
} from './verification-conditions.ts';

/** What cardholder verification came to. `results` is tag 9F34. */
export type ContactVerification =
  | {
      readonly kind: 'verified';
      readonly isPerformed: boolean;
      readonly method: CardholderVerificationMethod;
      readonly results: Uint8Array;
      readonly bits: readonly TerminalVerificationBit[];
      /** The enciphered PIN for the host. */
      readonly pin: EncipheredPin | undefined;
    }
  | Exclude<KernelStop, { kind: 'select-next' }>;

const profileMask = 0x10;
const methodMask = 0x3f;
const continuesMask = 0x40;
const knownMethods: ReadonlySet<number> = new Set(Object.values(verificationMethods));
const resultByte = { unknown: 0x00, failed: 0x01, successful: 0x02 } as const;
const noMethod = [0x3f, 0x00] as const;

/**
 * Cardholder verification by the card's list, rule by rule.
 *
 * @clause EMV 4.4 Book 3, 10.5, figure 8 and C3; Book 4, 6.3.4 (tag 9F34: the last method that was performed)
 * @reads "Fail CVM processing" ends the list whatever its continuation bit says.
 */
export async function verifyContactCardholder(context: ContactContext): Promise<ContactVerification> {
  const { data } = context;
  if (((data.get('82')?.[0] ?? 0) & profileMask) === 0) return notPerformed([]);
  const encoded = data.get('8E');
  if (encoded === undefined) return notPerformed(['card-data-missing']);
  const list = parseCardholderVerificationList(encoded);
  if (list === undefined) return { kind: 'ended', reason: 'card-data-error' };
  // A list without rules is the same as no list.
  if (list.rules.length === 0) return notPerformed(['card-data-missing']);
  return processRules(context, list);
}

interface Progress {
  readonly bits: Set<TerminalVerificationBit>;
  /** The last method that was tried and failed. */
  lastFailed: readonly [method: number, condition: number];
  isPinBypassed: boolean;
}

async function processRules(context: ContactContext, list: CardholderVerificationList): Promise<ContactVerification> {
  const progress: Progress = { bits: new Set(), lastFailed: noMethod, isPinBypassed: false };
  for (const rule of list.rules) {
    if (!isConditionMet(rule, list, context.data)) continue;
    const tried = await tryRule(context, rule, progress);
    if (tried.kind !== 'failed') return tried;
    if (tried.isFinal || (rule.method & continuesMask) === 0) break;
  }
  return {
    kind: 'verified',
    isPerformed: true,
    method: 'failed',
    results: Uint8Array.of(...progress.lastFailed, resultByte.failed),
    bits: [...progress.bits, 'cardholder-verification-failed'],
    pin: undefined,
  };
}

type RuleTried = ContactVerification | { readonly kind: 'failed'; readonly isFinal: boolean };

async function tryRule(
  context: ContactContext,
  rule: CardholderVerificationRule,
  progress: Progress,
): Promise<RuleTried> {
  const method = rule.method & methodMask;
  if (isBiometric(method)) {
    progress.bits.add('biometric-type-not-supported');
    return { kind: 'failed', isFinal: false };
  }
  if (!knownMethods.has(method)) {
    progress.bits.add('unrecognised-cardholder-verification-method');
    return { kind: 'failed', isFinal: false };
  }
  if (method === verificationMethods.fail) {
    progress.lastFailed = [rule.method, rule.condition];
    return { kind: 'failed', isFinal: true };
  }
  if (!isMethodSupported(method, context.data)) {
    if (lacksPinEntry(method, context.data)) progress.bits.add('pin-pad-missing-or-broken');
    return { kind: 'failed', isFinal: false };
  }
  if (method === verificationMethods.signature) return verified(rule, progress, { method: 'signature' });
  if (method === verificationMethods.none) return verified(rule, progress, { method: 'none' });
  return tryPin(context, rule, progress);
}

async function tryPin(
  context: ContactContext,
  rule: CardholderVerificationRule,
  progress: Progress,
): Promise<RuleTried> {
  progress.lastFailed = [rule.method, rule.condition];
  if (progress.isPinBypassed) return { kind: 'failed', isFinal: false };
  const method = rule.method & methodMask;
  const tried = await performPin(context, method);
  switch (tried.kind) {
    case 'bypassed':
      progress.isPinBypassed = true;
      progress.bits.add('pin-not-entered');
      return { kind: 'failed', isFinal: false };
    case 'unsuccessful':
      for (const bit of tried.bits) progress.bits.add(bit);
      return { kind: 'failed', isFinal: false };
    case 'successful':
      return verified(rule, progress, { method: pinMethodName(method), pin: tried.pin });
    case 'card-gone':
    case 'reader-gone':
    case 'ended':
      return tried;
  }
}

type PinPerformed =
  | Exclude<PinOutcome, { kind: 'successful' }>
  | { readonly kind: 'successful'; readonly pin?: EncipheredPin };

async function performPin(context: ContactContext, method: number): Promise<PinPerformed> {
  switch (method) {
    case verificationMethods.plaintextPin:
    case verificationMethods.plaintextPinAndSignature:
      return verifyOfflinePin(context, 'plaintext');
    case verificationMethods.encipheredPin:
    case verificationMethods.encipheredPinAndSignature:
      return verifyOfflinePin(context, 'enciphered');
    default:
      return takeOnlinePin(context);
  }
}

function pinMethodName(method: number): CardholderVerificationMethod {
  if (method === verificationMethods.onlinePin) return 'online-pin';
  const isCombined =
    method === verificationMethods.plaintextPinAndSignature || method === verificationMethods.encipheredPinAndSignature;
  return isCombined ? 'offline-pin-and-signature' : 'offline-pin';
}

/** @clause EMV 4.4 Book 4, 6.3.4.5: a signature and an online PIN are not known to be right yet. */
function verified(
  rule: CardholderVerificationRule,
  progress: Progress,
  done: { readonly method: CardholderVerificationMethod; readonly pin?: EncipheredPin | undefined },
): ContactVerification {
  const isKnown = done.method === 'none' || done.method === 'offline-pin';
  const captured: readonly TerminalVerificationBit[] =
    done.method === 'online-pin' ? ['online-verification-captured'] : [];
  return {
    kind: 'verified',
    isPerformed: true,
    method: done.method,
    results: Uint8Array.of(rule.method, rule.condition, isKnown ? resultByte.successful : resultByte.unknown),
    bits: [...progress.bits, ...captured],
    pin: done.pin,
  };
}

function notPerformed(bits: readonly TerminalVerificationBit[]): ContactVerification {
  return {
    kind: 'verified',
    isPerformed: false,
    method: 'none',
    results: Uint8Array.of(...noMethod, resultByte.unknown),
    bits,
    pin: undefined,
  };
}
