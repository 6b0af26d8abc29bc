import type { Exchange } from './card-reader.ts';
import type { Identity } from './terminal.ts';

/** What one look into a chip slot found. A card that was found is powered and reset. */
export type SlotState =
  | { readonly kind: 'card'; readonly answerToReset: Uint8Array }
  | { readonly kind: 'no-card' }
  /** Something is in the slot and gives no answer to reset. */
  | { readonly kind: 'mute' };

/** A chip slot, as the terminal's electronics see it. */
export interface ChipSlot extends AsyncDisposable {
  readonly identity: Identity;
  /** Looks once, for less than a second; a card that is there and has no power yet is powered and reset. */
  look(signal?: AbortSignal): Promise<SlotState>;
  /** Sends one command APDU and waits for data and status word. */
  transmit(command: Uint8Array, options: { readonly timeoutMs: number }): Promise<Exchange>;
  /** Powers the card off; it stays in the slot. */
  release(): Promise<void>;
}

/** A chip slot, as the person with the card sees it. */
export interface CardSlot {
  /**
   * Puts a card in as far as it goes.
   *
   * @throws {RigFailure} code CARD_UNKNOWN; SLOT_TAKEN while another card is in it
   */
  insert(card: string): Promise<void>;
  /** Takes the card out, if there is one, also in the middle of a command. */
  remove(): Promise<void>;
}
