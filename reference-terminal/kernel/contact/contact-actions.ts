import type { CryptogramType } from '../application-protocol-data-unit.ts';
import { fromHex } from '../bytes.ts';
import type { ContactContext } from './contact-context.ts';

/** Low digit of the terminal type. */
const onlineOnlyDigits: ReadonlySet<number> = new Set([1, 4]);
const offlineOnlyDigits: ReadonlySet<number> = new Set([3, 6]);

/**
 * Terminal action analysis before the first cryptogram.
 *
 * @clause EMV 4.4 Book 3, 10.7: denial first, then online; a terminal that can't go online compares the default codes
 *   instead. A missing denial code of the card counts as zeros, missing online and default codes as ones.
 * @reads An online-only terminal asks for an ARQC whatever the online codes say, as it could not approve alone.
 */
export function firstAction(context: ContactContext): CryptogramType {
  if (matches(context, 'denial')) return 'AAC';
  const digit = terminalDigit(context);
  if (onlineOnlyDigits.has(digit)) return 'ARQC';
  if (offlineOnlyDigits.has(digit)) return matches(context, 'default') ? 'AAC' : 'TC';
  return matches(context, 'online') ? 'ARQC' : 'TC';
}

/**
 * Terminal action analysis when the host could not be reached.
 *
 * @clause EMV 4.4 Book 3, 10.7; Book 4, 6.3.6: an online-only terminal declines.
 */
export function actionWhenUnableToGoOnline(context: ContactContext): 'TC' | 'AAC' {
  if (onlineOnlyDigits.has(terminalDigit(context))) return 'AAC';
  return matches(context, 'default') ? 'AAC' : 'TC';
}

/**
 * Whether the denial codes name a bit that is set by now.
 *
 * @clause EMV 4.4 Book 4, 6.3.2.2.4: looked at again after extended authentication failed with the first cryptogram
 */
export function isDenied(context: ContactContext): boolean {
  return matches(context, 'denial');
}

/** Whether the terminal is one that never goes online. */
export function isOfflineOnly(context: ContactContext): boolean {
  return offlineOnlyDigits.has(terminalDigit(context));
}

/** @clause EMV 4.4 Book 4, Annex A1 table 24 */
const lastAttendedDigit = 3;

const cardCodeTags = { denial: '9F0E', online: '9F0F', default: '9F0D' } as const;

function matches(context: ContactContext, kind: 'denial' | 'online' | 'default'): boolean {
  const results = context.data.get('95') ?? new Uint8Array(5);
  const cardCodes = context.data.get(cardCodeTags[kind]) ?? new Uint8Array(5).fill(kind === 'denial' ? 0x00 : 0xff);
  const terminalCodes = fromHex(context.application.terminalActionCodes[`${kind}Hex`]);
  return results.some((byte, index) => (byte & ((cardCodes[index] ?? 0) | (terminalCodes[index] ?? 0))) !== 0);
}

/** Whether somebody operates the terminal. */
export function isAttended(context: ContactContext): boolean {
  return terminalDigit(context) <= lastAttendedDigit;
}

function terminalDigit({ data }: ContactContext): number {
  return (data.get('9F35')?.[0] ?? 0) & 0x0f;
}
