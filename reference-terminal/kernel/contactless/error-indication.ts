import { messageIdentifierHex } from './user-interface.ts';
import type { MessageName } from './user-interface.ts';

/** Where a transaction broke: transmission, card data, or the terminal. `ok` everywhere else. */
export interface ErrorIndication {
  readonly level1: keyof typeof level1Codes;
  readonly level2: keyof typeof level2Codes;
  readonly level3: keyof typeof level3Codes;
  /** Status bytes, zero when the card answered none. */
  readonly statusWord: number;
  readonly messageOnError: MessageName;
}

const level1Codes = { ok: 0, 'time-out': 1, 'transmission-error': 2, 'protocol-error': 3 } as const;
const level2Codes = {
  ok: 0x00,
  'card-data-missing': 0x01,
  'authentication-failed': 0x02,
  'status-bytes': 0x03,
  'parsing-error': 0x04,
  'limit-exceeded': 0x05,
  'card-data-error': 0x06,
  'mag-stripe-not-supported': 0x07,
  'no-directory': 0x08,
  'directory-fault': 0x09,
  'empty-candidate-list': 0x0a,
  'terminal-data-error': 0x0f,
  // Of kernel 8 alone.
  'decryption-failed': 0x10,
  'enhanced-mac-failed': 0x13,
} as const;
const level3Codes = { ok: 0, 'time-out': 1, stop: 2, 'amount-not-present': 3 } as const;

/** Which level 2 error a reason word stands for. Words that are not here are decisions, not errors. */
const level2OfReason: ReadonlyMap<string, ErrorIndication['level2']> = new Map([
  ['card-data-missing', 'card-data-missing'],
  ['card-data-error', 'parsing-error'],
  ['card-status-error', 'status-bytes'],
  ['initiation-refused', 'status-bytes'],
  ['application-not-selectable', 'status-bytes'],
  ['contact-wanted-by-card', 'status-bytes'],
  ['see-phone', 'status-bytes'],
  ['too-many-commands', 'card-data-error'],
  ['cryptogram-stronger-than-requested', 'card-data-error'],
  ['provider-mismatch', 'card-data-error'],
  ['downgraded-to-mag-stripe', 'card-data-error'],
  ['terminal-data-error', 'terminal-data-error'],
  ['relay-times-implausible', 'card-data-error'],
  ['offline-data-authentication-failed', 'authentication-failed'],
  ['contactless-limit-exceeded', 'limit-exceeded'],
  ['mag-stripe-card', 'mag-stripe-not-supported'],
  ['no-directory', 'no-directory'],
  ['no-common-application', 'empty-candidate-list'],
  ['kernel-not-held', 'empty-candidate-list'],
  ['decryption-failed', 'decryption-failed'],
  ['record-not-protected', 'card-data-error'],
  ['enhanced-mac-wrong', 'enhanced-mac-failed'],
  ['issuer-data-too-short', 'card-data-error'],
]);

/** The error indication of an ending that is one, undefined for a lawful decision. */
export function errorIndicationOf(ending: {
  readonly reason: string;
  readonly statusWord?: number | undefined;
  readonly messageOnError: MessageName;
}): ErrorIndication | undefined {
  const { messageOnError, statusWord = 0 } = ending;
  const none = { level1: 'ok', level2: 'ok', level3: 'ok', statusWord, messageOnError } as const;
  if (ending.reason === 'card-removed') return { ...none, level1: 'transmission-error' };
  if (ending.reason === 'no-card-presented') return { ...none, level3: 'time-out' };
  const level2 = level2OfReason.get(ending.reason);
  return level2 === undefined ? undefined : { ...none, level2 };
}

/**
 * Error indication as data object DF8115: 6 bytes as hexadecimal text.
 *
 * @clause C-2 A.1 (error indication); Book A uses the same levels, and so does C-8 A.1.55 with three of its own (there 9F8204)
 */
export function errorIndicationHex(indication: ErrorIndication): string {
  const { statusWord } = indication;
  const levels = Uint8Array.of(
    level1Codes[indication.level1],
    level2Codes[indication.level2],
    level3Codes[indication.level3],
    statusWord >> 8,
    statusWord & 0xff,
  );
  return Buffer.from(levels).toString('hex').toUpperCase() + messageIdentifierHex(indication.messageOnError);
}
