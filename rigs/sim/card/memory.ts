import type { Rng } from '#drivers/ports/surroundings.ts';
import type { CardImage } from './personalisation/card-image.ts';

/** Values that a terminal sent with a command, by tag and as one string of bytes. */
export interface TerminalValues {
  readonly byTag: ReadonlyMap<string, Uint8Array>;
  readonly bytes: Uint8Array;
}

/** Where in a transaction the card is. Lost when the field goes. */
export type Session =
  | { readonly phase: 'idle' }
  | { readonly phase: 'directory-selected' }
  | { readonly phase: 'application-selected' }
  | { readonly phase: 'initiated'; readonly processingOptions: TerminalValues }
  | {
      /** The card gave an ARQC and waits for what the issuer says. */
      readonly phase: 'online';
      readonly processingOptions: TerminalValues;
      readonly first: TerminalValues;
      readonly cryptogram: Uint8Array;
      readonly hadSignature: boolean;
    }
  | { readonly phase: 'finished' };

/** What the card keeps without power. */
export interface KeptState {
  /** Transactions begun, 0 to 65535. */
  applicationTransactionCounter: number;
  /** The counter's value when the issuer last spoke to the card. */
  lastOnlineCounter: number;
  /** Offline approvals in a row, and what they sum up to in the application's currency. */
  consecutiveOffline: number;
  cumulativeOfflineMinor: number;
}

/** A card from inside: what commands read and change. */
export interface CardInside {
  readonly image: CardImage;
  readonly rng: Rng;
  readonly kept: KeptState;
  session: Session;
}
