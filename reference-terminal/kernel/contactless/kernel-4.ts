import { byteAt, fromHex } from '../bytes.ts';
import { performKernel2 } from './kernel-2.ts';
import type { SelectedApplication } from './combination-selection.ts';
import type { ContactlessKernel, KernelResult, KernelTerms } from './kernel-result.ts';

/** Reader capabilities (9F6D, 1 byte) and enhanced ones (9F6E, 4 bytes) when nothing else is configured. */
const plainCapabilities = { readerHex: 'C0', enhancedHex: '90000003' } as const;
/** Bit of 9F6D, and of byte 3 of 9F6E: this transaction needs a verification. */
const verificationRequired = { reader: 0x08, enhanced: 0x40 } as const;
/** Bit of byte 1 of 9F6E. */
const otherInterfaceAfterDecline = 0x04;
const contactMask = 0x20;

/**
 * The Expresspay-style kernel in EMV mode with partial online, as recorded transactions show it: the steps are those of
 * EMV with combined authentication and one cryptogram, and the reader tells the card in two objects of its own what it
 * can do and whether it needs a verification.
 *
 * @clause C-4 (kernel 4) 4.3.3 and 4.3.4, tables 4-3 and 4-4, as open implementations cite them
 * @reads Held is EMV mode alone. Mag-stripe mode, verification by a mobile device, membership data and the timer of
 *   delayed authorisation are not; static authentication counts as not performed.
 */
export const performKernel4: ContactlessKernel = async (needs, terms, card) => {
  const own = ownData(terms, card.selected);
  const result = await performKernel2(needs, terms, card, own);
  return mayTryContacts(result, own)
    ? { kind: 'try-another-interface', reason: result.reason, message: 'insert-card', alternate: 'contact' }
    : result;
};

/** The terminal's objects of this kernel; with a verification due, all that tag 9F33 offers for it. */
function ownData(terms: KernelTerms, selected: SelectedApplication): ReadonlyMap<string, Uint8Array> {
  const { kernel4 } = selected.application;
  const reader = fromHex(kernel4?.readerCapabilitiesHex ?? plainCapabilities.readerHex);
  const enhanced = fromHex(kernel4?.enhancedReaderCapabilitiesHex ?? plainCapabilities.enhancedHex);
  const isRequired = selected.indicators.verificationLimitExceeded;
  reader[0] = withBit(byteAt(reader, 0), verificationRequired.reader, isRequired);
  enhanced[2] = withBit(byteAt(enhanced, 2), verificationRequired.enhanced, isRequired);
  return new Map([
    ['9F6D', reader],
    ['9F6E', enhanced],
    ...(isRequired ? [['9F33', fromHex(terms.configuration.terminalCapabilitiesHex)] as const] : []),
  ]);
}

function withBit(byte: number, mask: number, isSet: boolean): number {
  return isSet ? byte | mask : byte & ~mask;
}

/** A forged signature sends nobody anywhere. */
function mayTryContacts(
  result: KernelResult,
  own: ReadonlyMap<string, Uint8Array>,
): result is Extract<KernelResult, { kind: 'declined' }> {
  if (result.kind !== 'declined' || result.reason === 'offline-data-authentication-failed') return false;
  const isWanted = ((own.get('9F6E')?.[0] ?? 0) & otherInterfaceAfterDecline) !== 0;
  return isWanted && ((result.data.objects.get('9F33')?.[0] ?? 0) & contactMask) !== 0;
}
