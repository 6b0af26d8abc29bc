import type { Identity } from './terminal.ts';

/** One card that answered the reader's poll and is ready for application commands (ISO/IEC 14443-4 active). */
export interface CardInField {
  readonly kind: 'card';
  /** Single, double or triple size UID, 4, 7 or 10 bytes. Not an account number; random on many cards. */
  readonly uid: Uint8Array;
  readonly sensRes: number;
  readonly selRes: number;
  /** Answer to select without its length byte; empty when the card gave none. */
  readonly answerToSelect: Uint8Array;
}

/** What one poll of the field found. */
export type Activation = CardInField | { readonly kind: 'no-card' } | { readonly kind: 'collision' };

/** What became of one command to the card. Lawful outcomes all; a dead reader is thrown. */
export type Exchange =
  | { readonly kind: 'answered'; readonly response: Uint8Array }
  | { readonly kind: 'card-gone' }
  | { readonly kind: 'timed-out'; readonly afterMs: number };

/** A reader of contactless cards, at the level of polls and APDUs. */
export interface CardReader extends AsyncDisposable {
  readonly identity: Identity;
  /**
   * Polls the field once. Bounded by the driver's own timers (under a second).
   *
   * @throws {LinkLost} when the reader itself is gone
   */
  poll(signal?: AbortSignal): Promise<Activation>;
  /**
   * Sends one command APDU and waits for the response APDU (data and SW1 SW2).
   *
   * @throws {LinkLost} when the reader itself is gone
   */
  transmit(command: Uint8Array, options: { readonly timeoutMs: number }): Promise<Exchange>;
  /** Lets go of the card: deselect, release, field as the reader's idle state has it. */
  release(): Promise<void>;
}
