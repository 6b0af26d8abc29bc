import { verifyCardholder } from '../cardholder-verification.ts';
import type { CardholderVerification } from '../cardholder-verification.ts';
import { byteAt, fromHex } from '../bytes.ts';
import type { TransactionContext } from '../transaction-context.ts';

const onDeviceMask = 0x02;

/**
 * Whether the cardholder's own device verifies its holder: the card says so in its profile and the terminal takes it.
 *
 * @clause C-2, kernel configuration (DF811B) and interchange profile byte 1 bit 2
 */
export function isDeviceVerification(context: TransactionContext): boolean {
  const profile = context.data.get('82')?.[0] ?? 0;
  return context.application.kernel2?.acceptsDeviceVerification === true && (profile & onDeviceMask) !== 0;
}

/**
 * The transaction limit for this card, in the currency's minor unit.
 *
 * @clause C-2, DF8124 and DF8125: a device that verifies its holder has a limit of its own
 */
export function transactionLimitMinor(context: TransactionContext): number {
  const { application } = context;
  const onDeviceMinor = application.kernel2?.transactionLimitOnDeviceMinor;
  return isDeviceVerification(context) && onDeviceMinor !== undefined
    ? onDeviceMinor
    : application.transactionLimitMinor;
}

/**
 * What the terminal offers for verification, above and up to the CVM required limit (byte 2 of tag 9F33).
 *
 * @clause C-2, S456.30 to S456.33 (DF8118, DF8119)
 */
export function offerCapabilities(context: TransactionContext): void {
  const settings = context.application.kernel2;
  const byteHex = isVerificationRequired(context)
    ? settings?.capabilityVerificationRequiredHex
    : settings?.capabilityNoVerificationHex;
  const capabilities = context.data.get('9F33')?.slice();
  if (byteHex === undefined || capabilities === undefined) return;
  capabilities[1] = byteAt(fromHex(byteHex), 0);
  context.data.set('9F33', capabilities);
}

/** @clause C-2 limits: an amount exceeds the CVM required limit (DF8126) when it is strictly greater. */
export function isVerificationRequired({ request, application }: TransactionContext): boolean {
  return request.amountMinor > application.cvmRequiredLimitMinor;
}

/**
 * Cardholder verification of kernel 2: the own device before the card's list.
 *
 * @clause C-2 CVM selection, CVM.1 to CVM.4: above the limit the device has verified its holder (results 01 00 02), up
 *   to it nobody needs to (1F 00 02)
 */
export function verifyForKernel2(context: TransactionContext): CardholderVerification {
  if (!isDeviceVerification(context)) return verifyCardholder(context.data);
  const isRequired = isVerificationRequired(context);
  return {
    kind: 'processed',
    performed: true,
    method: isRequired ? 'device' : 'none',
    results: Uint8Array.of(isRequired ? 0x01 : 0x1f, 0x00, 0x02),
    bits: [],
  };
}
