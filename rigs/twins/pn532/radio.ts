import type { ContactlessCard, ContactlessField } from '#drivers/ports/contactless-field.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';

/** What became of a command on the air. */
export type Airing = { readonly kind: 'answered'; readonly response: Uint8Array } | { readonly kind: 'silence' };

/** A card that was activated and keeps its session as long as it has power. */
interface Session {
  readonly card: ContactlessCard;
  isAlive: boolean;
}

/** One byte at 106 kbit/s with its parity bit, rounded up for the gaps between frames. */
const byteMs = 0.094;
/** Prologue and checksum around the information field of a block. */
const blockOverheadBytes = 3;
/** REQA and the guard time behind it. */
const requestMs = 5;
/** Anticollision, selection, RATS and answer to select. */
const activationMs = 8;
/** Default of ISO/IEC 14443-4 when the card's answer to select says nothing. */
const defaultWaitingInteger = 4;
/** 256 x 16 carrier periods at 13.56 MHz. */
const waitingUnitMs = 0.302;

/**
 * The chip's radio part: its field on or off, and the cards that were activated in it.
 *
 * A card that loses power loses its session; when it has power again it must be found again.
 */
export class Radio implements Disposable {
  readonly #field: ContactlessField;
  readonly #clock: Clock;
  readonly #watch: Disposable;
  #sessions: Session[] = [];
  #isOn = false;

  constructor(field: ContactlessField, clock: Clock) {
    this.#field = field;
    this.#clock = clock;
    this.#watch = field.onChange(() => {
      this.#noticeLosses();
    });
  }

  /** Number of cards with a session, dead ones too: the chip learns of a loss only when it asks. */
  get sessionCount(): number {
    return this.#sessions.length;
  }

  /** Switches the carrier: cards in the field lose or get power by it. */
  setCarrier(isOn: boolean): void {
    if (this.#isOn === isOn) return;
    this.#isOn = isOn;
    for (const card of this.#field.powered()) {
      if (isOn) card.powerOn();
      else card.powerOff();
    }
    this.#noticeLosses();
  }

  /** Looks for cards once, and activates what it finds. It switches the field on if need be, as the chip does. */
  async find(countMax: number, signal: AbortSignal): Promise<readonly ContactlessCard[]> {
    this.setCarrier(true);
    await this.#clock.sleep(requestMs, signal);
    const found = this.#field.powered().slice(0, countMax);
    if (found.length === 0) return [];
    await this.#clock.sleep(activationMs * found.length, signal);
    const still = this.#field.powered();
    this.#sessions = found.filter((card) => still.includes(card)).map((card) => ({ card, isAlive: true }));
    return this.#sessions.map((session) => session.card);
  }

  /** Whether a card with this number, from 1, was activated; it may have gone since. */
  knows(number: number): boolean {
    return this.#sessions[number - 1] !== undefined;
  }

  /** Takes a command to a card, waits for it, and brings its answer back if the card kept its power all the while. */
  async exchange(number: number, command: Uint8Array, signal: AbortSignal): Promise<Airing> {
    const session = this.#sessions[number - 1];
    await this.#clock.sleep(airMs(command), signal);
    if (session?.isAlive !== true) {
      await this.#clock.sleep(waitingMs(session?.card), signal);
      return { kind: 'silence' };
    }
    const { response, processingMs } = session.card.respond(command);
    await this.#clock.sleep(processingMs + airMs(response), signal);
    if (session.isAlive) return { kind: 'answered', response };
    await this.#clock.sleep(waitingMs(session.card), signal);
    return { kind: 'silence' };
  }

  /** Asks a card whether it is there, without disturbing it. */
  async isPresent(number: number, signal: AbortSignal): Promise<boolean> {
    const session = this.#sessions[number - 1];
    await this.#clock.sleep(session?.isAlive === true ? 1 : waitingMs(session?.card), signal);
    return session?.isAlive === true;
  }

  /** Says good-bye to every card. */
  forget(): void {
    this.#sessions = [];
  }

  [Symbol.dispose](): void {
    this.#watch[Symbol.dispose]();
  }

  #noticeLosses(): void {
    const powered = this.#isOn ? this.#field.powered() : [];
    for (const session of this.#sessions) {
      if (!powered.includes(session.card)) session.isAlive = false;
    }
  }
}

function airMs(bytes: Uint8Array): number {
  return (bytes.length + blockOverheadBytes) * byteMs;
}

/** Frame waiting time by the interface byte TB(1) of the answer to select, which follows TA(1) if there is one. */
function waitingMs(card: ContactlessCard | undefined): number {
  const [format = 0, first = 0, second = 0] = card?.answerToSelect ?? [];
  const interfaceByte = (format & 0x10) === 0 ? first : second;
  const integer = (format & 0x20) === 0 ? defaultWaitingInteger : interfaceByte >> 4;
  return waitingUnitMs * 2 ** integer;
}
