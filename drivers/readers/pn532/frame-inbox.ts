import { createPn532Decoder } from '#drivers/framing/pn532-frame.ts';
import type { Pn532Frame } from '#drivers/framing/pn532-frame.ts';
import { within } from '#drivers/ports/deadline.ts';
import { LinkLost } from '#drivers/ports/failure.ts';
import type { ByteLink } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';

/** The chip speaks when it is asked: more frames than this at once are noise, of which the oldest go. */
const framesMax = 64;

/** Reads a link from beginning to end, turns bytes to frames, and keeps the frames until somebody takes them. */
export class FrameInbox {
  readonly #clock: Clock;
  readonly #address: string;
  readonly #onFrame: (frame: Pn532Frame) => void;
  readonly #decoder = createPn532Decoder();
  readonly #frames: Pn532Frame[] = [];
  #arrival = Promise.withResolvers<void>();
  #lost: LinkLost | undefined;
  /** Bytes that ever came, whatever they were: tells a dead reader from a wrong baud rate. */
  receivedBytes = 0;
  /** Settles when the link has ended. Never rejects: the loss is told to whoever takes a frame. */
  readonly finished: Promise<void>;

  constructor(
    link: ByteLink,
    options: { readonly clock: Clock; readonly address: string; readonly onFrame: (frame: Pn532Frame) => void },
  ) {
    this.#clock = options.clock;
    this.#address = options.address;
    this.#onFrame = options.onFrame;
    this.finished = this.#listen(link);
  }

  /** Forgets everything that came until now: it cannot belong to the command that comes next. */
  clear(): void {
    this.#frames.length = 0;
    this.#decoder.reset();
  }

  /**
   * The next frame, or nothing when none came before `deadlineMs` on the clock.
   *
   * @throws {LinkLost} code READER_GONE when the wire is dead and no frame is left
   */
  async take(deadlineMs: number, signal?: AbortSignal): Promise<Pn532Frame | undefined> {
    for (;;) {
      signal?.throwIfAborted();
      const frame = this.#frames.shift();
      if (frame !== undefined) return frame;
      if (this.#lost !== undefined) throw this.#lost;
      const timeoutMs = deadlineMs - this.#clock.nowMs();
      if (timeoutMs <= 0) return undefined;
      const arrival = this.#arrival.promise;
      await within(this.#clock, arrival, signal === undefined ? { timeoutMs } : { timeoutMs, signal });
    }
  }

  async #listen(link: ByteLink): Promise<void> {
    try {
      for await (const chunk of link.received) this.#receive(chunk.bytes);
      this.#lost = this.#gone(undefined);
    } catch (cause) {
      this.#lost = this.#gone(cause);
    }
    this.#arrival.resolve();
  }

  #receive(bytes: Uint8Array): void {
    this.receivedBytes += bytes.length;
    for (const frame of this.#decoder.push(bytes)) {
      this.#onFrame(frame);
      this.#frames.push(frame);
      if (this.#frames.length > framesMax) this.#frames.shift();
    }
    this.#arrival.resolve();
    this.#arrival = Promise.withResolvers();
  }

  #gone(cause: unknown): LinkLost {
    return readerGone({ address: this.#address, found: 'the wire dead' }, cause);
  }
}

/** The failure for a reader that cannot be reached at all. */
export function readerGone(about: { readonly address: string; readonly found: string }, cause: unknown): LinkLost {
  return new LinkLost(
    {
      code: 'READER_GONE',
      blame: 'bench',
      message: `talked to the card reader at ${about.address}, found ${about.found}; plug it in again and check cable and power`,
      facts: { address: about.address },
    },
    { cause },
  );
}
