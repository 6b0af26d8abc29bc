/** What a terminal can ask of the people at it. */
export type CardholderQuestion =
  | 'application'
  | 'confirmation'
  | 'language'
  | 'offline PIN'
  | 'online PIN'
  | 'swipe'
  | 'part of the amount'
  // These two are for the attendant.
  | 'referral'
  | 'forced acceptance';

/** What the person at the terminal knows and means to do. What is not said stays as it was. */
export interface CardholderPlan {
  /** The right PIN, four to twelve digits. */
  readonly pin: string;
  /** Typed one after the other before the right one. */
  readonly wrongPins: readonly string[];
  /** What the person does when asked for a PIN. */
  readonly atPinPad: 'enters' | 'bypasses' | 'cancels' | 'walks-away' | 'finds-it-broken';
  /** The label that is chosen from a list; the first entry when it is not there. */
  readonly label: string | undefined;
  /** The language that is chosen where the terminal asks, ISO 639-1; none when not said. */
  readonly language: string | undefined;
  /** The card that is drawn through the stripe reader, as soon as the terminal looks there; none when not said. */
  readonly swipes: string | undefined;
  /** What the attendant says of a sale that the issuer referred. */
  readonly atReferral: 'approves' | 'declines';
  /** Whether the attendant takes what the card declined, where the terminal asks. */
  readonly forcesAcceptance: boolean;
  /** Whether a choice is made at all, and a proposed application is accepted. */
  readonly accepts: boolean;
  /** Whether they and the cashier go on when only a part is approved and the rest has to be paid otherwise. */
  readonly takesPart: boolean;
}

/** The person at the terminal, as a scenario directs them. */
export interface PersonAtTerminal {
  /** Changes what they know and do from now on. */
  knows(change: Partial<CardholderPlan>): void;
}
