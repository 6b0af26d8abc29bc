import type { TerminalObserver } from '../../needs.ts';

/**
 * Standard messages by their identifier.
 *
 * @clause EMV Contactless Book A, 9.4 (identifiers; the texts are ours, in their sense)
 */
const messages = {
  approved: { identifier: 0x03, text: 'APPROVED' },
  'not-authorised': { identifier: 0x07, text: 'NOT AUTHORISED' },
  'enter-pin': { identifier: 0x09, text: 'ENTER PIN' },
  'processing-error': { identifier: 0x0f, text: 'PROCESSING ERROR' },
  'remove-card': { identifier: 0x10, text: 'REMOVE CARD' },
  welcome: { identifier: 0x14, text: 'WELCOME' },
  'present-card': { identifier: 0x15, text: 'PRESENT CARD' },
  processing: { identifier: 0x16, text: 'PROCESSING' },
  'card-read-ok': { identifier: 0x17, text: 'CARD READ OK' },
  'insert-or-swipe': { identifier: 0x18, text: 'INSERT OR SWIPE CARD' },
  'present-one-card': { identifier: 0x19, text: 'PRESENT ONE CARD ONLY' },
  'approved-sign': { identifier: 0x1a, text: 'APPROVED - PLEASE SIGN' },
  authorising: { identifier: 0x1b, text: 'AUTHORISING, PLEASE WAIT' },
  'try-another-card': { identifier: 0x1c, text: 'TRY ANOTHER CARD' },
  'insert-card': { identifier: 0x1d, text: 'INSERT CARD' },
  'no-message': { identifier: 0x1e, text: undefined },
  'see-phone': { identifier: 0x20, text: 'SEE PHONE FOR INSTRUCTIONS' },
  'present-card-again': { identifier: 0x21, text: 'PRESENT CARD AGAIN' },
} as const satisfies Readonly<Record<string, { readonly identifier: number; readonly text: string | undefined }>>;

/** A standard message. */
export type MessageName = keyof typeof messages;

/** What the reader signals beside the message (lights, tones). */
type InterfaceStatus =
  | 'not-ready'
  | 'idle'
  | 'ready-to-read'
  | 'processing'
  | 'card-read-successfully'
  | 'processing-error';

/** One request to show something to the cardholder. */
export interface UserInterfaceRequest {
  readonly message: MessageName;
  readonly status: InterfaceStatus;
  /** How long the message stays before the next one may replace it. */
  readonly holdTimeMs?: number;
  /** Tag 5F2D: the card's languages, best first. */
  readonly languagePreference?: string;
  /** What is left to spend offline, as 12 digits in the transaction's currency. */
  readonly balance?: string;
}

/** Identifier of a message, as two hexadecimal digits. */
export function messageIdentifierHex(message: MessageName): string {
  return messages[message].identifier.toString(16).toUpperCase().padStart(2, '0');
}

const statuses: Readonly<Record<InterfaceStatus, number>> = {
  'not-ready': 0x00,
  idle: 0x01,
  'ready-to-read': 0x02,
  processing: 0x03,
  'card-read-successfully': 0x04,
  'processing-error': 0x05,
};
const languageBytes = 8;

/**
 * User interface request data (tag DF8116), 13 bytes: message identifier, status, hold time in three bytes of packed digits
 * (units of 100 ms), and the card's languages, filled up with zeros.
 *
 * @clause C-2 2.11, A.1 (DF8116)
 */
export function userInterfaceRequestHex(request: UserInterfaceRequest): string {
  const holdTime = String(Math.round((request.holdTimeMs ?? 0) / 100)).padStart(6, '0');
  const languages = Buffer.alloc(languageBytes);
  languages.write((request.languagePreference ?? '').slice(0, languageBytes), 'latin1');
  const status = statuses[request.status].toString(16).padStart(2, '0');
  return (messageIdentifierHex(request.message) + status + holdTime + languages.toString('hex')).toUpperCase();
}

/** Shows a message. The one without text leaves the display as it is. */
export function showMessage(observer: Pick<TerminalObserver, 'display'>, message: MessageName): void {
  const { text } = messages[message];
  if (text !== undefined) observer.display(text);
}
