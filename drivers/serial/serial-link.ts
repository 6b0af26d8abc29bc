import type { BindingPortInterface } from '@serialport/bindings-cpp';
import { LinkLost } from '#drivers/ports/failure.ts';
import type { ByteLink, Chunk } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { ChunkQueue } from './chunk-queue.ts';

const readBufferBytes = 4096;
/** A hang-up that falls between two reads can't be seen by the reads; the probe then finds it this soon. */
const probeIntervalMs = 500;
/** What a write may take beyond the time that its bytes need on the line. The probe looks, so that no write needs a timer. */
const sendSlackMs = 2000;

/** What a link over an open port needs to know. */
export interface SerialLinkOptions {
  readonly path: string;
  readonly baudRate: number;
  readonly clock: Clock;
  /** Told of every chunk as it is handed to the port or comes from it. */
  readonly trace?: (direction: 'sent' | 'received', bytes: Uint8Array) => void;
}

/**
 * A serial port as a byte link. One read is pending from beginning to end, and none is started after the first
 * operation that failed: a read on a hung-up terminal never settles and burns a core until the port is closed.
 */
export class SerialLink implements ByteLink {
  readonly #port: BindingPortInterface;
  readonly #options: SerialLinkOptions;
  readonly #chunks = new ChunkQueue();
  readonly #closing = new AbortController();
  readonly #work: Promise<unknown>;
  #lastSend: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | undefined;
  #lost: LinkLost | undefined;
  /** When the write that is under way should be over at the latest. */
  #writtenByMs = Number.POSITIVE_INFINITY;

  constructor(port: BindingPortInterface, options: SerialLinkOptions) {
    this.#port = port;
    this.#options = options;
    this.#work = Promise.all([this.#readOn(), this.#watch()]);
  }

  get received(): AsyncIterable<Chunk> {
    return this.#chunks;
  }

  async send(bytes: Uint8Array): Promise<void> {
    const turn = this.#lastSend.then(() => this.#write(bytes));
    // The queue goes on after a failure; the failure itself belongs to this caller.
    this.#lastSend = turn.catch(() => undefined);
    await turn;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
    this.#chunks.end();
    await this.#work;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    if (this.#lost !== undefined) throw this.#lost;
    if (this.#closing.signal.aborted) throw this.#loss('closed here', undefined);
    this.#options.trace?.('sent', bytes);
    this.#writtenByMs = this.#options.clock.nowMs() + sendSlackMs + (bytes.length * 10_000) / this.#options.baudRate;
    try {
      await this.#port.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    } catch (cause) {
      await this.#die(cause);
      throw this.#loss('a failed write', cause);
    } finally {
      this.#writtenByMs = Number.POSITIVE_INFINITY;
    }
  }

  async #readOn(): Promise<void> {
    const buffer = Buffer.alloc(readBufferBytes);
    try {
      while (!this.#closing.signal.aborted) {
        const { bytesRead } = await this.#port.read(buffer, 0, buffer.length);
        const bytes = Uint8Array.from(buffer.subarray(0, bytesRead));
        this.#options.trace?.('received', bytes);
        this.#chunks.push({ bytes, atMs: this.#options.clock.nowMs() });
      }
    } catch (cause) {
      await this.#die(cause);
    }
  }

  async #watch(): Promise<void> {
    try {
      while (!this.#closing.signal.aborted) {
        await this.#options.clock.sleep(probeIntervalMs, this.#closing.signal);
        // The death of the port, which follows from the throw, rejects the write.
        if (this.#options.clock.nowMs() > this.#writtenByMs) throw new Error('the port took no bytes in time');
        await this.#port.getBaudRate();
      }
    } catch (cause) {
      await this.#die(cause);
    }
  }

  /** The first failure closes the port and is told to whoever reads; those that follow from the closing are not. */
  async #die(cause: unknown): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#lost = this.#loss('a hang-up', cause);
    try {
      await this.#close();
    } finally {
      this.#chunks.lose(this.#lost);
    }
  }

  #close(): Promise<void> {
    this.#closing.abort(new DOMException('the port is closed', 'AbortError'));
    this.#closed ??= this.#port.close();
    return this.#closed;
  }

  #loss(found: string, cause: unknown): LinkLost {
    const { path, baudRate } = this.#options;
    return new LinkLost(
      {
        code: 'PORT_LOST',
        blame: 'bench',
        message: `serial port ${path} was open, found ${found}; check cable and power of the device, then open it again`,
        facts: { path, baudRate },
      },
      { cause },
    );
  }
}
