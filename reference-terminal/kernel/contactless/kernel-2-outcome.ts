import { toHex } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import type { TransactionContext } from '../transaction-context.ts';
import { errorIndicationOf } from './error-indication.ts';
import { isVerificationRequired } from './kernel-2-cardholder.ts';
import { decisionParameters } from './kernel-result.ts';
import type { KernelDecision, KernelResult } from './kernel-result.ts';

const contactMask = 0x20;
const refundType = 0x20;
/** Device type of a card, as two characters. Everything else is a device of the cardholder's. */
const cardDeviceTypeHex = '3030';
/** How long a message stays when nothing else is said (DF812D), and the field off. */
const messageHoldMs = 1300;

/**
 * From the decision to what the reader does: a card that wants its holder to do something on the own device comes back;
 * a plain card that declines may do better at its contacts.
 *
 * @clause C-2, S910.71 to S910.75 (cardholder interaction, DF4B; device type in 9F6E), S456.30 (receipt above the CVM
 *   required limit), S910.7 (error indication of a failed signature)
 * @reads A failed signature declines, where C-2 ends the application: either way nothing is approved. A terminal without
 *   the settings of kernel 2 declines what the card declines.
 */
export function resultOfDecision(context: TransactionContext, decision: KernelDecision): KernelResult {
  if (context.application.kernel2 !== undefined) {
    const interaction = cardholderInteraction(context.data);
    if (interaction !== undefined) return interaction;
    if (decision.kind === 'declined' && mayTryContacts(context.data, decision.reason)) {
      return {
        kind: 'try-another-interface',
        reason: decision.reason,
        message: 'insert-card',
        alternate: 'contact',
      };
    }
  }
  const parameters = decisionParameters(decision.kind, decision.data);
  const receiptRequired =
    parameters.receiptRequired || (decision.kind !== 'declined' && isVerificationRequired(context));
  const error =
    decision.kind === 'declined'
      ? errorIndicationOf({ reason: decision.reason, messageOnError: 'not-authorised' })
      : undefined;
  if (error === undefined) return { ...decision, parameters: { ...parameters, receiptRequired } };
  const withError = decisionParameters(decision.kind, decision.data, { receiptRequired }, error);
  return { ...decision, parameters: withError };
}

/**
 * What the card wants its holder to do (POS cardholder interaction information, DF4B, 3 bytes).
 *
 * @clause C-2, S910.71: any of byte 2 bits 2 and 1 and byte 3 bits 4 to 1; phone message table (DF8131) as by default
 */
export function cardholderInteraction(data: DataObjects): Extract<KernelResult, { kind: 'present-again' }> | undefined {
  const information = data.get('DF4B');
  if (information?.length !== 3) return undefined;
  const [, second = 0, third = 0] = information;
  if ((second & 0x03) === 0 && (third & 0x0f) === 0) return undefined;
  const message = (second & 0x03) !== 0 || (third & 0x01) !== 0 ? 'see-phone' : 'not-authorised';
  return {
    kind: 'present-again',
    reason: 'see-phone',
    userInterface: { message, status: 'ready-to-read', holdTimeMs: messageHoldMs },
    fieldOffMs: messageHoldMs,
  };
}

/** Not after a forged signature: that card is not to be believed at its contacts either. */
function mayTryContacts(data: DataObjects, reason: string): boolean {
  if (reason === 'offline-data-authentication-failed' || data.get('9C')?.[0] === refundType) return false;
  if (((data.get('9F33')?.[0] ?? 0) & contactMask) === 0) return false;
  return !isCardholderDevice(data.get('9F6E'));
}

/** Third party data: country (2), identifier (2), and a device type (2) unless the identifier's first bit says none. */
function isCardholderDevice(thirdPartyData: Uint8Array | undefined): boolean {
  if (thirdPartyData === undefined || thirdPartyData.length < 6 || ((thirdPartyData[2] ?? 0) & 0x80) !== 0)
    return false;
  return toHex(thirdPartyData.subarray(4, 6)) !== cardDeviceTypeHex;
}
