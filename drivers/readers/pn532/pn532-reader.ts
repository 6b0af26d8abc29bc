import type { Activation, CardReader, Exchange } from '#drivers/ports/card-reader.ts';
import { LinkLost, RigFailure } from '#drivers/ports/failure.ts';
import type { LinkOpener } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { Identity } from '#drivers/ports/terminal.ts';
import { chipCommand, readTargets } from './chip-commands.ts';
import type { FrameTrace } from './conversation.ts';
import { readerSilent } from './conversation.ts';
import { exchange } from './exchange.ts';
import { expectDone, resetField, startChip } from './start-chip.ts';
import type { StartedChip } from './start-chip.ts';

/** What a PN532 reader needs. */
export interface Pn532ReaderOptions {
  /** Leads to a chip in HSU mode, 115200 baud, one stop bit. */
  readonly opener: LinkOpener;
  readonly clock: Clock;
  /** Told of every frame, card data included: give it to nothing but the rig's tap, which masks. */
  readonly trace?: FrameTrace;
}

/** Two cards at most are asked for, so that a second one is noticed; type A at 106 kbit/s. */
const listTwoTypeA = [0x02, 0x00] as const;
/** With three tries for a card the chip answers long before. */
const pollTimeoutMs = 800;
const releaseAll = [0x00] as const;
/** Pauses before further attempts to open a reader that was lost; then the poll fails and the next one tries again. */
const reopenPausesMs = [0, 200, 400] as const;

/**
 * Opens a PN532 on a serial line: wakes it, configures it, reads who it is, switches its field on.
 *
 * A reader that was lost is opened again by the next poll, so a cable that is plugged back in needs nothing else.
 *
 * @throws {RigFailure} the opener's own codes; READER_WRONG_CHIP; READER_UNINTELLIGIBLE when something else talks
 * @throws {LinkLost} code READER_SILENT when the port opens but nothing answers, READER_GONE when the wire dies
 */
export async function openPn532Reader(options: Pn532ReaderOptions): Promise<CardReader> {
  return new Pn532Reader(options, await startChip(options.opener, options));
}

class Pn532Reader implements CardReader {
  readonly #options: Pn532ReaderOptions;
  readonly #closing = new AbortController();
  readonly identity: Identity;
  #chip: StartedChip | undefined;
  #lost: unknown;
  #hasCard = false;
  #lastTurn: Promise<unknown> = Promise.resolve();

  constructor(options: Pn532ReaderOptions, chip: StartedChip) {
    this.#options = options;
    this.#chip = chip;
    this.identity = chip.identity;
  }

  poll(signal?: AbortSignal): Promise<Activation> {
    const stop = signal === undefined ? this.#closing.signal : AbortSignal.any([this.#closing.signal, signal]);
    return this.#inTurn(async () => {
      const chip = this.#chip ?? (await this.#reopen(stop));
      return this.#guarded(() => this.#list(chip, stop));
    });
  }

  transmit(command: Uint8Array, options: { readonly timeoutMs: number }): Promise<Exchange> {
    return this.#inTurn(async () => {
      const chip = this.#expectChip();
      if (!this.#hasCard) return { kind: 'card-gone' };
      const signal = this.#closing.signal;
      const { clock } = this.#options;
      const outcome = await this.#guarded(() =>
        exchange(chip.conversation, { command, ...options, clock, signal, address: this.#address }),
      );
      if (outcome.kind === 'card-gone') this.#hasCard = false;
      return outcome;
    });
  }

  release(): Promise<void> {
    return this.#inTurn(async () => {
      const chip = this.#expectChip();
      await this.#guarded(() => this.#letGo(chip));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(new DOMException('the reader is closed', 'AbortError'));
    await this.#lastTurn;
    await this.#drop();
  }

  get #address(): string {
    return this.#options.opener.address;
  }

  /** The chip does one thing at a time. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(() => {
      this.#closing.signal.throwIfAborted();
      return work();
    });
    // The next turn comes after a failed one, too; the failure belongs to its own caller.
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  /** After a failure nobody knows what state the chip is in: the next poll starts afresh. */
  async #guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof RigFailure) {
        this.#lost = error;
        await this.#drop();
      }
      throw error;
    }
  }

  async #list(chip: StartedChip, signal: AbortSignal): Promise<Activation> {
    if (this.#hasCard) await this.#letGo(chip);
    const { inListPassiveTarget: code } = chipCommand;
    const request = { code, data: listTwoTypeA, timeoutMs: pollTimeoutMs, attempts: 2, signal };
    const answer = await chip.conversation.command(request);
    if (answer.kind === 'unanswered') throw readerSilent(this.#address, 'polled the field');
    const { count, card } = readTargets(answer.data);
    if (count > 1) {
      await this.#letGo(chip);
      return { kind: 'collision' };
    }
    this.#hasCard = card !== undefined;
    return card ?? { kind: 'no-card' };
  }

  async #letGo(chip: StartedChip): Promise<void> {
    this.#hasCard = false;
    // The status tells whether a card said good-bye; one that has left already cannot, and that is as good.
    await expectDone(chip.conversation, this.#address, { code: chipCommand.inRelease, data: releaseAll });
    await resetField(chip.conversation, { clock: this.#options.clock, address: this.#address });
  }

  #expectChip(): StartedChip {
    if (this.#chip !== undefined) return this.#chip;
    throw this.#gone('it lost since the last poll', this.#lost);
  }

  async #reopen(signal: AbortSignal): Promise<StartedChip> {
    let cause: unknown;
    for (const pauseMs of reopenPausesMs) {
      await this.#options.clock.sleep(pauseMs, signal);
      try {
        this.#chip = await startChip(this.#options.opener, { ...this.#options, signal });
        return this.#chip;
      } catch (error) {
        if (!(error instanceof RigFailure)) throw error;
        cause = error;
        // Silence has been waited for long enough inside.
        if (error.code === 'READER_SILENT') throw error;
      }
    }
    const last = Error.isError(cause) ? cause.message : 'nothing';
    throw this.#gone(`no way to open it again in ${reopenPausesMs.length} tries (${last})`, cause);
  }

  async #drop(): Promise<void> {
    const chip = this.#chip;
    this.#chip = undefined;
    this.#hasCard = false;
    await chip?.conversation[Symbol.asyncDispose]();
  }

  #gone(found: string, cause: unknown): LinkLost {
    return new LinkLost(
      {
        code: 'READER_GONE',
        blame: 'bench',
        message: `wanted to use the card reader at ${this.#address}, found ${found}; plug it in again, the next poll opens it`,
        facts: { address: this.#address },
      },
      { cause },
    );
  }
}
