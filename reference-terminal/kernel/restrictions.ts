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
export function processingRestrictions(data: Pick<DataObjects, 'get'>): readonly TerminalVerificationBit[] {
  return [...versionRestriction(data), ...usageRestriction(data), ...dateRestrictions(data)];
}

/** @clause EMV 4.4 Book 3, 10.4.1: a card without a version number counts as compatible. */
function versionRestriction(data: Pick<DataObjects, 'get'>): readonly TerminalVerificationBit[] {
  const cardVersion = data.get('9F08');
  const terminalVersion = data.get('9F09');
  if (cardVersion === undefined || terminalVersion === undefined) return [];
  return sameBytes(cardVersion, terminalVersion) ? [] : ['versions-differ'];
}

/** What a card must allow, by transaction type (tag 9C): byte of tag 9F07 and its mask, domestic and international. */
const usageMasks: ReadonlyMap<number, { readonly byte: 0 | 1; readonly domestic: number; readonly abroad: number }> =
  new Map([
    [0x00, { byte: 0, domestic: 0x28, abroad: 0x14 }],
    [0x01, { byte: 0, domestic: 0x80, abroad: 0x40 }],
    [0x09, { byte: 1, domestic: 0x80, abroad: 0x40 }],
  ]);

/**
 * @clause EMV 4.4 Book 3, 10.4.2 table 36: terminal kind first; country and service only when the issuer's country is
 *   known.
 * @reads A purchase is allowed when the card allows goods or services: the terminal does not know which it sells. One
 *   with cashback needs the card's word for cashback. A refund has no bit of its own and is not restricted.
 */
function usageRestriction(data: Pick<DataObjects, 'get'>): readonly TerminalVerificationBit[] {
  const usage = data.get('9F07');
  if (usage === undefined) return [];
  if ((byteAt(usage, 0) & (isCashDispenser(data) ? 0x02 : 0x01)) === 0) return ['service-not-allowed'];
  const issuerCountry = data.get('5F28');
  const terminalCountry = data.get('9F1A');
  if (issuerCountry === undefined || terminalCountry === undefined) return [];
  const masks = usageMasks.get(data.get('9C')?.[0] ?? 0);
  if (masks === undefined) return [];
  const mask = sameBytes(issuerCountry, terminalCountry) ? masks.domestic : masks.abroad;
  return ((usage[masks.byte] ?? 0) & mask) === 0 ? ['service-not-allowed'] : [];
}

/** @clause EMV 4.4 Book 3, 10.4.3: both the effective and the expiry day are good days. */
function dateRestrictions(data: Pick<DataObjects, 'get'>): readonly TerminalVerificationBit[] {
  const today = dateOf(data, '9A');
  const effective = dateOf(data, '5F25');
  const expiry = dateOf(data, '5F24');
  if (today === undefined) return [];
  return [
    ...(effective !== undefined && today < effective ? (['application-not-yet-effective'] as const) : []),
    ...(expiry !== undefined && today > expiry ? (['expired-application'] as const) : []),
  ];
}

function dateOf(data: Pick<DataObjects, 'get'>, tag: string): number | undefined {
  const date = data.get(tag);
  return date === undefined ? undefined : comparableDate(toHex(date));
}

function isCashDispenser(data: Pick<DataObjects, 'get'>): boolean {
  const terminalType = toHex(data.get('9F35') ?? new Uint8Array());
  const dispensesCash = ((data.get('9F40')?.[0] ?? 0) & cashCapabilityMask) !== 0;
  return dispensesCash && cashDispenserTypes.has(terminalType);
}
