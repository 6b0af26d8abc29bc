/** A point over the reader, in the reader's own frame: origin in the centre of its contactless symbol, z away from it. */
export interface Position {
  readonly xMm: number;
  readonly yMm: number;
  readonly zMm: number;
}

/** How a card comes to the reader and leaves it. */
export interface TapProfile {
  readonly name: string;
  /** Where the card's centre stops. */
  readonly target: Position;
  /** Mean speed on the way in and out. */
  readonly speedMmPerS: number;
}

/** A place from which cards are presented: an arm, a multiplexer, a person, a model. */
export interface CardBay extends AsyncDisposable {
  /** Names of the cards that can be presented. */
  readonly cards: readonly string[];
  /**
   * Brings one card, or several held together, to the profile's target and stays there.
   *
   * @throws {RigFailure} code CARD_UNKNOWN, POSITION_UNREACHABLE, ARM_LOST …
   */
  present(cards: readonly string[], profile: TapProfile): Promise<void>;
  /** Takes the card out of the field, back to the park position. */
  withdraw(): Promise<void>;
}
