/** Through what a card is fed and spoken to. */
export type CardInterface = 'contactless' | 'contact';

/**
 * A contactless card as the field sees it: an ISO/IEC 14443-4 type A card that computes when it has power. What the
 * simulated readers talk to; a physical reader has the real thing instead.
 */
export interface ContactlessCard {
  /** The card's name in the library; never an account number. */
  readonly name: string;
  readonly uid: Uint8Array;
  /** ATQA as a number, 0x0004 for a single size UID. */
  readonly sensRes: number;
  /** SAK, 0x20 for ISO/IEC 14443-4. */
  readonly selRes: number;
  /** Answer to select without its length byte. */
  readonly answerToSelect: Uint8Array;
  /** What the chip answers to a reset through its contacts; absent on a card without contacts. */
  readonly answerToReset?: Uint8Array;
  /** Field or contacts on, contactless when nothing is said: volatile state starts afresh. */
  powerOn(by?: CardInterface): void;
  /** Field gone: volatile state is lost, also in the middle of a command. */
  powerOff(): void;
  /**
   * Computes the answer to one command APDU. The reader waits `processingMs` on its clock before it passes the answer
   * on, and drops it when the card lost power meanwhile. `isTorn`: power went on the way, and the response is cut short.
   */
  respond(command: Uint8Array): {
    readonly response: Uint8Array;
    readonly processingMs: number;
    readonly isTorn?: boolean;
  };
}

/** What a reader's antenna reaches at this moment. */
export interface ContactlessField {
  /** Cards that have power now. With more than one, every poll is a collision. */
  powered(): readonly ContactlessCard[];
  /** Calls back after every change of what has power. */
  onChange(listener: () => void): Disposable;
}
