import { createPn532Decoder } from '#drivers/framing/pn532-frame.ts';
import type { Pn532Frame } from '#drivers/framing/pn532-frame.ts';
import { LinkLost } from '#drivers/ports/failure.ts';
import type { ByteLink } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';

/** The chip speaks when it is asked: more frames than this at once are noise, of which the oldest go. */
const framesMax = 64;
/** One for all alarms that were not needed: nobody sees it, and a new one with its stack would cost more than a frame. */
const alarmIsOff = new DOMException('nobody waits any more', 'AbortError');

interface Alarm {
  readonly dueMs: number;
  readonly off: AbortController;
}

/** Reads a link from beginning to end, turns bytes to frames, and keeps the frames until somebody takes them. */
export class FrameInbox {
  readonly #clock: Clock;
  readonly #address: string;
  readonly #onFrame: (frame: Pn532Frame) => void;
  readonly #decoder = createPn532Decoder();
  readonly #frames: Pn532Frame[] = [];
  /** Settles when there is reason to look again: a frame, the end, an alarm, an abort. */
  #news = Promise.withResolvers<void>();
  #alarm: Alarm | undefined;
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
      if (this.#clock.nowMs() >= deadlineMs) return undefined;
      this.#ringBy(deadlineMs);
      await this.#hearNews(signal);
    }
  }

  async #hearNews(signal: AbortSignal | undefined): Promise<void> {
    const news = Promise.withResolvers<void>();
    const wake = (): void => news.resolve();
    this.#news = news;
    signal?.addEventListener('abort', wake, { once: true });
    await news.promise;
    signal?.removeEventListener('abort', wake);
  }

  /**
   * Sees to it that whoever waits looks up at `dueMs`, or before and once more then. An alarm that rings too early is
   * left as it is, so that the frames of a lively chip come and go without a timer of their own.
   */
  #ringBy(dueMs: number): void {
    if (this.#alarm !== undefined && this.#alarm.dueMs <= dueMs) return;
    this.#alarm?.off.abort(alarmIsOff);
    const alarm: Alarm = { dueMs, off: new AbortController() };
    this.#alarm = alarm;
    const ring = (): void => {
      if (this.#alarm === alarm) this.#alarm = undefined;
      this.#news.resolve();
    };
    // It rejects when it is switched off, and for no other reason.
    this.#clock.sleep(Math.max(0, dueMs - this.#clock.nowMs()), alarm.off.signal).then(ring, () => undefined);
  }

  async #listen(link: ByteLink): Promise<void> {
    try {
      for await (const chunk of link.received) this.#receive(chunk.bytes);
      this.#lost = this.#gone(undefined);
    } catch (cause) {
      this.#lost = this.#gone(cause);
    }
    this.#alarm?.off.abort(alarmIsOff);
    this.#news.resolve();
  }

  #receive(bytes: Uint8Array): void {
    this.receivedBytes += bytes.length;
    for (const frame of this.#decoder.push(bytes)) {
      this.#onFrame(frame);
      this.#frames.push(frame);
      if (this.#frames.length > framesMax) this.#frames.shift();
    }
    this.#news.resolve();
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
