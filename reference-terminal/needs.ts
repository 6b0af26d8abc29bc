import type { DurableStore } from './store-and-forward/durable-store.ts';

/**
 * What the terminal needs from the world around it. The shapes are its own: the bench that plugs the terminal in
 * adapts its devices to them, and the terminal imports nothing from outside this folder.
 */

/** Time as the terminal sees it. */
export interface TerminalClock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  nowMs(): number;
  /** Milliseconds since some moment, of a clock that nobody sets: for waiting and measuring. */
  steadyMs?(): number;
  /** @throws the signal's reason as soon as it aborts */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
}

/** Unpredictable numbers. `length` bytes each call. */
export type RandomSource = (length: number) => Uint8Array;

/** What a poll of the contactless field found. */
export type PollResult = { readonly kind: 'card' } | { readonly kind: 'no-card' } | { readonly kind: 'collision' };

/** What became of one command to the card. */
export type CardExchange =
  | { readonly kind: 'answered'; readonly response: Uint8Array }
  | { readonly kind: 'card-gone' }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'reader-gone' };

/** The contactless reader. */
export interface ContactlessInterface {
  /** One bounded poll. `reader-gone` when the reader can't be reached. */
  poll(signal?: AbortSignal): Promise<PollResult | { readonly kind: 'reader-gone' }>;
  transmit(command: Uint8Array): Promise<CardExchange>;
  release(): Promise<void>;
}

/** What one look into the chip slot found. */
export type SlotLook =
  /** A card that is powered and reset. */
  | { readonly kind: 'card'; readonly answerToReset: Uint8Array }
  | { readonly kind: 'no-card' }
  /** Something is in the slot that gives no answer to reset, or one that EMV refuses. */
  | { readonly kind: 'mute' }
  | { readonly kind: 'reader-gone' };

/** The chip slot. */
export interface ContactInterface {
  /** One bounded look: a card that is found is powered and reset. */
  insertCheck(signal?: AbortSignal): Promise<SlotLook>;
  transmit(command: Uint8Array): Promise<CardExchange>;
  /** Powers the card off. */
  release(): Promise<void>;
}

/** What the cardholder did when asked for the PIN. */
export type PinEntry =
  | { readonly kind: 'entered'; readonly pin: string }
  | { readonly kind: 'bypassed' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'pin-pad-broken' }
  | { readonly kind: 'timed-out' };

/** Who stands before the terminal. */
export interface Cardholder {
  /** @returns the index of the choice, undefined when cancelled */
  chooseApplication(labels: readonly string[]): Promise<number | undefined>;
  confirmApplication(label: string): Promise<boolean>;
  /** @param prompt  `triesLeft` as the card states it, undefined when it does not */
  enterPin(prompt: { readonly kind: 'offline' | 'online'; readonly triesLeft: number | undefined }): Promise<PinEntry>;
  /**
   * Absent where the terminal has no means to offer a choice.
   *
   * @returns one of them, undefined when nothing was chosen
   */
  chooseLanguage?(languages: readonly string[]): Promise<string | undefined>;
}

/** What came of a referral: the issuer's word by telephone, or the attendant's own. */
export type ReferralDecision =
  | { readonly kind: 'approved'; readonly approvalCode: string | undefined }
  | { readonly kind: 'declined' };

/** Who runs the till. */
export interface Cashier {
  /** Whether the sale goes on when only a part is approved and the rest has to be paid otherwise. Minor units. */
  takesPart(part: { readonly askedMinor: number; readonly approvedMinor: number }): Promise<boolean>;
  /** Asked while the card waits for its second cryptogram. Without it what the issuer referred is declined. */
  decideReferral?(referred: { readonly responseCode: string; readonly amountMinor: number }): Promise<ReferralDecision>;
  /** Whether the merchant takes the risk of a sale that the card declined. Without it nobody does. */
  forcesAcceptance?(declined: { readonly reason: string; readonly amountMinor: number }): Promise<boolean>;
}

/** The magnetic stripe reader, for a chip that does not work. */
export interface MagneticStripe {
  /** One bounded look for a swipe. `track2` as it stands on the stripe, without sentinels: `PAN=YYMM…`. */
  swipe(
    signal?: AbortSignal,
  ): Promise<{ readonly kind: 'swiped'; readonly track2: string } | { readonly kind: 'no-card' }>;
}

/** One connection to the host. */
export interface HostConnection {
  /** Bytes in order of arrival. Ends on an orderly close; throws when the connection breaks. */
  readonly received: AsyncIterable<Uint8Array>;
  send(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** The way to the host. */
export interface HostNetwork {
  /**
   * @param host  name of the host where the configuration names several; else there is one
   * @throws when no connection can be had
   */
  connect(signal?: AbortSignal, host?: string): Promise<HostConnection>;
}

/** One request to a gateway. */
export interface GatewayPost {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a gateway said. */
export interface GatewayAnswer {
  readonly status: number;
  readonly body: string;
}

/** The way to the host by a gateway that speaks JSON over HTTPS. */
export interface HttpGateway {
  /**
   * `not-connected` only when nothing of the request left; `lost` when the connection broke and nobody knows.
   *
   * @throws only when the terminal itself is dead
   */
  post(
    request: GatewayPost,
    signal: AbortSignal,
  ): Promise<({ readonly kind: 'answered' } & GatewayAnswer) | { readonly kind: 'not-connected' | 'lost' }>;
}

/** The battery gauge, and the switch behind it. */
export interface BatteryGauge {
  chargePercent(): number;
  voltageMv(): number;
  /** Whether the terminal stands in its cradle; a gauge without a word for it never does. */
  isCharging?(): boolean;
  /** Takes the terminal's own power, at once; a terminal without it stays on until the cell lets it down. */
  switchOff?(): void;
}

/** What the terminal lets the outside watch. Called synchronously; must not throw. */
export interface TerminalObserver {
  display(text: string): void;
  /** What is displayed from now on, until the transaction is over, is in this language: ISO 639-1. */
  useLanguage?(language: string): void;
  /** A step of the kernel with its data in hexadecimal text: not masked, the observer does that. */
  kernelStep(step: string, facts: Readonly<Record<string, string>>): void;
}

/** Everything that is plugged into a terminal. */
export interface TerminalNeeds {
  readonly clock: TerminalClock;
  readonly random: RandomSource;
  readonly contactless: ContactlessInterface;
  readonly contact?: ContactInterface;
  readonly cardholder?: Cardholder;
  /** Absent where nobody is asked: what the configuration says is then the merchant's word. */
  readonly cashier?: Cashier;
  readonly magneticStripe?: MagneticStripe;
  readonly host: HostNetwork;
  /** Used instead of `host` where the configuration says so. */
  readonly gateway?: HttpGateway;
  readonly battery: BatteryGauge;
  readonly observer: TerminalObserver;
  /**
   * The durable store, opened by whoever plugs the terminal in. It outlives a power cut: a terminal that is switched
   * on again gets the same store.
   */
  readonly store: DurableStore;
}
