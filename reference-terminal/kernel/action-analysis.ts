import type { TerminalActionCodes } from '../configuration.ts';
import type { CryptogramType } from './application-protocol-data-unit.ts';
import { fromHex } from './bytes.ts';
import type { DataObjects } from './data-objects.ts';
import { terminalVerificationBits } from './terminal-verification-results.ts';
import type { TerminalVerificationBit } from './terminal-verification-results.ts';

/** Which cryptogram the terminal asks for. */
export type RequestedAction =
  | { readonly requested: 'TC' | 'ARQC' }
  /** `denial` is why the transaction is to be declined; a refund asks for an AAC without one. */
  | { readonly requested: 'AAC'; readonly denial: string | undefined };

/** Bits that say why in a word of their own; any other denial is the action codes'. The first that matches counts. */
const denialReasons: readonly (readonly [bit: TerminalVerificationBit, reason: string])[] = [
  ['combined-data-authentication-failed', 'offline-data-authentication-failed'],
  ['offline-data-authentication-not-performed', 'offline-data-authentication-not-performed'],
  ['expired-application', 'expired-application'],
  ['application-not-yet-effective', 'application-not-yet-effective'],
  ['service-not-allowed', 'service-not-allowed'],
  ['cardholder-verification-failed', 'cardholder-verification-failed'],
  ['relay-time-limits-exceeded', 'relay-suspected'],
  ['relay-threshold-exceeded', 'relay-suspected'],
  ['floor-limit-exceeded', 'floor-limit-exceeded'],
];

/** Low digit of the terminal type. */
const onlineOnlyDigits: ReadonlySet<number> = new Set([1, 4]);
const offlineOnlyDigits: ReadonlySet<number> = new Set([3, 6]);

/**
 * Terminal action analysis: compares the terminal verification results (tag 95) with the action codes of issuer and
 * terminal.
 *
 * @clause EMV 4.4 Book 3, 10.7: denial first; then online, or default for a terminal that can't go online. A missing
 *   denial code counts as zeros, missing online and default codes as ones.
 * @clause C-2 terminal action analysis: an online-only terminal asks for an ARQC whatever the online codes say; a
 *   refund asks for an AAC.
 */
export function analyseActions(data: DataObjects, terminalCodes: TerminalActionCodes): RequestedAction {
  const results = data.get('95') ?? new Uint8Array(5);
  const denied = matches(results, [data.get('9F0E') ?? new Uint8Array(5), fromHex(terminalCodes.denialHex)]);
  if (denied.length > 0) return { requested: 'AAC', denial: denialReason(denied) };
  if (data.get('9C')?.[0] === 0x20) return { requested: 'AAC', denial: undefined };
  const terminalDigit = (data.get('9F35')?.[0] ?? 0) & 0x0f;
  if (onlineOnlyDigits.has(terminalDigit)) return { requested: 'ARQC' };
  if (offlineOnlyDigits.has(terminalDigit)) {
    const codes = [data.get('9F0D') ?? allOnes(), fromHex(terminalCodes.defaultHex)];
    const refused = matches(results, codes);
    return refused.length > 0 ? { requested: 'AAC', denial: denialReason(refused) } : { requested: 'TC' };
  }
  const codes = [data.get('9F0F') ?? allOnes(), fromHex(terminalCodes.onlineHex)];
  return { requested: matches(results, codes).length > 0 ? 'ARQC' : 'TC' };
}

/**
 * Whether a card's answer is no stronger than what was asked for: TC over ARQC over AAC.
 *
 * @clause EMV 4.4 Book 3, 9.3
 */
export function isLawfulAnswer(requested: CryptogramType, answered: CryptogramType): boolean {
  const strength: Readonly<Record<CryptogramType, number>> = { AAC: 0, ARQC: 1, TC: 2 };
  return strength[answered] <= strength[requested];
}

/** Mask of each byte's bits that are set in the results and in any of the codes; empty when there are none. */
function matches(results: Uint8Array, codes: readonly Uint8Array[]): Uint8Array {
  const common = results.map((byte, index) => byte & codes.reduce((mask, code) => mask | (code[index] ?? 0), 0));
  return common.some((byte) => byte !== 0) ? common : new Uint8Array();
}

function denialReason(matched: Uint8Array): string {
  const bits = new Set(terminalVerificationBits(matched));
  return denialReasons.find(([bit]) => bits.has(bit))?.[1] ?? 'denied-by-action-codes';
}

function allOnes(): Uint8Array {
  return new Uint8Array(5).fill(0xff);
}
