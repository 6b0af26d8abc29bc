import type { Activation, CardReader, Exchange } from '#drivers/ports/card-reader.ts';
import type { ContactlessCard, ContactlessField } from '#drivers/ports/contactless-field.ts';
import { within } from '#drivers/ports/deadline.ts';
import { LinkLost, RigFailure } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { Identity } from '#drivers/ports/terminal.ts';
import { crossingMs, frameSizeOf } from './air-interface.ts';

/** What a simulated reader stands in and on. */
export interface SimulatedReaderOptions {
  readonly field: ContactlessField;
  readonly clock: Clock;
  /** Whether the reader has supply at this moment. */
  readonly isPowered: () => boolean;
  /** Time of one poll: wake-up, anticollision, answer to select. 30 when not given. */
  readonly pollMs?: number;
  readonly identity?: Identity;
}

const pollMsDefault = 30;
/** Deselect and its answer. */
const releaseMs = 3;
/** The reader looks at its supply this often while it waits: shorter gaps its capacitors bridge. */
const supplyCheckMs = 10;
/** Commands under way and in the queue. */
const commandsMax = 8;

const identityDefault: Identity = { vendor: 'Touchstone', product: 'simulated contactless reader', version: '1' };

/**
 * A reader for the simulated bench, at the level of the port: no frames of any real reader, but the times that the air
 * and the card take, on the bench's clock.
 *
 * Commands that come at once are done one after the other, up to eight; a ninth throws `RigFailure` code READER_BUSY.
 * A card that left the field once, however shortly, is gone until the next poll; so is one whose answer took too long.
 * Whenever a session ends and its card stays, the reader takes the field away from that card for a moment: the next
 * session finds it as new.
 */
export function createSimulatedReader(options: SimulatedReaderOptions): CardReader {
  return new SimulatedReader(options);
}

/** From a poll that found one card until that card is lost, replaced or let go. Compared by identity. */
interface Activated {
  readonly card: ContactlessCard;
}

class SimulatedReader implements CardReader {
  readonly identity: Identity;
  readonly #field: ContactlessField;
  readonly #clock: Clock;
  readonly #isPowered: () => boolean;
  readonly #pollMs: number;
  readonly #watch: Disposable;
  #isClosed = false;
  #commands = 0;
  /** Settles when the last command in the queue is done. */
  #turn: Promise<void> = Promise.resolve();
  #activated: Activated | undefined;
  /** Ends the wait under way before its time. */
  #interruption = Promise.withResolvers<void>();
  /** Cards that could be counted on since the poll under way began. */
  #steady: readonly ContactlessCard[] = [];

  constructor(options: SimulatedReaderOptions) {
    this.identity = options.identity ?? identityDefault;
    this.#field = options.field;
    this.#clock = options.clock;
    this.#isPowered = options.isPowered;
    this.#pollMs = options.pollMs ?? pollMsDefault;
    this.#watch = options.field.onChange(() => this.#fieldChanged());
  }

  async poll(signal?: AbortSignal): Promise<Activation> {
    return this.#inTurn(async () => {
      this.#letGo();
      this.#steady = this.#field.powered();
      await this.#pass(this.#pollMs, signal);
      const cards = this.#field.powered();
      if (cards.length > 1) return { kind: 'collision' };
      const [card] = cards;
      // One that came, or came back, while the poll was under way missed its wake-up: the next poll finds it.
      if (card === undefined || !this.#steady.includes(card)) return { kind: 'no-card' };
      return this.#activate(card);
    });
  }

  async transmit(command: Uint8Array, options: { readonly timeoutMs: number }): Promise<Exchange> {
    return this.#inTurn(async () => {
      const activated = this.#activated;
      if (activated === undefined) return { kind: 'card-gone' };
      const frameSize = frameSizeOf(activated.card.answerToSelect);
      const untilMs = this.#clock.nowMs() + options.timeoutMs;
      const outward = await this.#passWithCard(crossingMs(command, { frameSize }), { activated, untilMs });
      if (outward !== 'passed') return this.#ended(outward, options);
      // The card has the whole command and acts on it, whether or not anybody hears its answer.
      const { response, processingMs, isTorn } = activated.card.respond(command);
      const backward = processingMs + crossingMs(response, { frameSize });
      const answer = await this.#passWithCard(backward, { activated, untilMs });
      if (isTorn === true) return this.#ended('gone', options);
      return answer === 'passed' ? { kind: 'answered', response } : this.#ended(answer, options);
    });
  }

  async release(): Promise<void> {
    const wasActivated = this.#activated !== undefined;
    this.#letGo();
    if (wasActivated && this.#hasSupply()) await this.#clock.sleep(releaseMs);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#watch[Symbol.dispose]();
    this.#letGo();
    this.#interruption.resolve();
    return Promise.resolve();
  }

  #activate(card: ContactlessCard): Activation {
    this.#activated = { card };
    const { uid, sensRes, selRes, answerToSelect } = card;
    return { kind: 'card', uid, sensRes, selRes, answerToSelect };
  }

  /** Ends the session, if there is one. A card that stays in the field starts afresh. */
  #letGo(): void {
    const card = this.#activated?.card;
    if (card === undefined) return;
    this.#activated = undefined;
    this.#interruption.resolve();
    if (!this.#field.powered().includes(card)) return;
    card.powerOff();
    card.powerOn();
  }

  #fieldChanged(): void {
    const cards = this.#field.powered();
    this.#steady = this.#steady.filter((card) => cards.includes(card));
    if (this.#activated !== undefined && !cards.includes(this.#activated.card)) this.#letGo();
  }

  #ended(why: 'gone' | 'timed-out', { timeoutMs }: { readonly timeoutMs: number }): Exchange {
    this.#letGo();
    return why === 'gone' ? { kind: 'card-gone' } : { kind: 'timed-out', afterMs: timeoutMs };
  }

  /** Lets `delayMs` pass while the card stays and the deadline is not reached. */
  async #passWithCard(
    delayMs: number,
    { activated, untilMs }: { readonly activated: Activated; readonly untilMs: number },
  ): Promise<'passed' | 'gone' | 'timed-out'> {
    const leftMs = untilMs - this.#clock.nowMs();
    await this.#pass(Math.min(delayMs, leftMs));
    if (this.#activated !== activated) return 'gone';
    return delayMs > leftMs ? 'timed-out' : 'passed';
  }

  /**
   * Lets time pass with an eye on the supply, less when the card goes.
   *
   * @throws {LinkLost} when the reader loses its supply, or is closed, meanwhile
   */
  async #pass(delayMs: number, signal?: AbortSignal): Promise<void> {
    this.#interruption = Promise.withResolvers<void>();
    const bySignal = signal === undefined ? {} : { signal };
    const endMs = this.#clock.nowMs() + delayMs;
    // One more than the division says: on a clock of large numbers, sums of small ones are not exact.
    const checks = Math.ceil(delayMs / supplyCheckMs) + 1;
    for (let check = 0; check < checks; check += 1) {
      const timeoutMs = Math.min(supplyCheckMs, endMs - this.#clock.nowMs());
      if (timeoutMs <= 0) return;
      const wait = await within(this.#clock, this.#interruption.promise, { timeoutMs, ...bySignal });
      this.#assertAlive();
      if (wait.kind === 'settled') return;
    }
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#commands >= commandsMax) {
      throw new RigFailure({
        code: 'READER_BUSY',
        blame: 'subject',
        message: `the reader got a command while ${commandsMax} others were waiting; wait for answers`,
      });
    }
    const before = this.#turn;
    const done = Promise.withResolvers<void>();
    this.#turn = done.promise;
    this.#commands += 1;
    try {
      await before;
      this.#assertAlive();
      return await work();
    } finally {
      this.#commands -= 1;
      done.resolve();
    }
  }

  #hasSupply(): boolean {
    return !this.#isClosed && this.#isPowered();
  }

  #assertAlive(): void {
    if (this.#hasSupply()) return;
    this.#letGo();
    throw new LinkLost({
      code: 'READER_GONE',
      blame: 'bench',
      message: this.#isClosed
        ? 'the simulated reader was used after it had been closed; open a new one'
        : 'the simulated reader has no supply; switch it on and poll again',
      facts: { isClosed: this.#isClosed },
    });
  }
}
