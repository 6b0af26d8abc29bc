import { byteAt, sameBytes, toHex } from './bytes.ts';
import { comparableDate } from './civil-date.ts';
import type { DataObjects } from './data-objects.ts';
import type { TerminalVerificationBit } from './terminal-verification-results.ts';

/** Terminal types that can be cash dispensers, if they dispense cash. */
const cashDispenserTypes: ReadonlySet<string> = new Set(['14', '15', '16']);
const cashCapabilityMask = 0x80;

/**
 * Processing restrictions: the bits that this card, terminal and transaction raise.
 *
 * @clause EMV 4.4 Book 3, 10.4
 */
export function processingRestrictions(data: DataObjects): readonly TerminalVerificationBit[] {
  return [...versionRestriction(data), ...usageRestriction(data), ...dateRestrictions(data)];
}

/** @clause EMV 4.4 Book 3, 10.4.1: a card without a version number counts as compatible. */
function versionRestriction(data: DataObjects): readonly TerminalVerificationBit[] {
  const cardVersion = data.get('9F08');
  const terminalVersion = data.get('9F09');
  if (cardVersion === undefined || terminalVersion === undefined) return [];
  return sameBytes(cardVersion, terminalVersion) ? [] : ['versions-differ'];
}

/**
 * @clause EMV 4.4 Book 3, 10.4.2 table 36: terminal kind first; country and service only when the issuer's country is
 *   known.
 * @reads A purchase is allowed when the card allows goods or services: the terminal does not know which it sells.
 *   A refund has no bit of its own and is not restricted.
 */
function usageRestriction(data: DataObjects): readonly TerminalVerificationBit[] {
  const usage = data.get('9F07');
  if (usage === undefined) return [];
  const first = byteAt(usage, 0);
  if ((first & (isCashDispenser(data) ? 0x02 : 0x01)) === 0) return ['service-not-allowed'];
  const issuerCountry = data.get('5F28');
  const terminalCountry = data.get('9F1A');
  if (issuerCountry === undefined || terminalCountry === undefined) return [];
  const isDomestic = sameBytes(issuerCountry, terminalCountry);
  const isPurchase = (data.get('9C')?.[0] ?? 0) === 0;
  const purchaseMask = isDomestic ? 0x28 : 0x14;
  return isPurchase && (first & purchaseMask) === 0 ? ['service-not-allowed'] : [];
}

/** @clause EMV 4.4 Book 3, 10.4.3: both the effective and the expiry day are good days. */
function dateRestrictions(data: DataObjects): readonly TerminalVerificationBit[] {
  const today = dateOf(data, '9A');
  const effective = dateOf(data, '5F25');
  const expiry = dateOf(data, '5F24');
  if (today === undefined) return [];
  return [
    ...(effective !== undefined && today < effective ? (['application-not-yet-effective'] as const) : []),
    ...(expiry !== undefined && today > expiry ? (['expired-application'] as const) : []),
  ];
}

function dateOf(data: DataObjects, tag: string): number | undefined {
  const date = data.get(tag);
  return date === undefined ? undefined : comparableDate(toHex(date));
}

function isCashDispenser(data: DataObjects): boolean {
  const terminalType = toHex(data.get('9F35') ?? new Uint8Array());
  const dispensesCash = ((data.get('9F40')?.[0] ?? 0) & cashCapabilityMask) !== 0;
  return dispensesCash && cashDispenserTypes.has(terminalType);
}
