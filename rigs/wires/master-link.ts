import { writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { LinkLost } from '#drivers/ports/failure.ts';
import type { ByteLink, Chunk } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { chunkQueue } from './chunk-queue.ts';
import type { ChunkQueue } from './chunk-queue.ts';

/** How often we look whether a client opened the port. */
const CLIENT_POLL_MS = 4;
/** How long we wait when the kernel's buffer towards the client is full. */
const FULL_BUFFER_MS = 1;
/** More than this is left in the kernel, so that a client that sends too much waits as on a real port. */
const WAITING_BYTES_MAX = 65_536;

/** What a link needs from its pseudo-terminal. */
export interface Master {
  readonly path: string;
  readonly masterFd: number;
  /** A further descriptor of the master, for a stream to own. */
  duplicate(): number;
  /** Whether a client has the port open, and whether it left bytes to read. */
  status(): { readonly hasClient: boolean; readonly hasInput: boolean };
}

/** The device's end of a serial cable, and how it is cut. */
export interface MasterLink extends ByteLink {
  /** The cable is pulled: the iteration throws, sends are refused. */
  hangUp(): void;
}

/** What a twin may want to know beside the bytes. */
export interface LinkOptions {
  /** Called when a client opened or closed the port; up to 4 ms late. A close and open in between go unnoticed. */
  readonly onClient?: (state: 'opened' | 'closed') => void;
}

/**
 * Opens the device's end. The link outlives its clients: it neither ends nor fails when one closes the port. What is
 * sent while no client has it open is lost, as on a real port.
 */
export function masterLink(master: Master, clock: Clock, { onClient }: LinkOptions = {}): MasterLink {
  return new Link(master, clock, onClient ?? (() => undefined));
}

class Link implements MasterLink {
  readonly #master: Master;
  readonly #clock: Clock;
  readonly #onClient: (state: 'opened' | 'closed') => void;
  readonly #closing = new AbortController();
  readonly #queue: ChunkQueue;
  readonly #serving: Promise<void>;
  #stream: ReadStream | undefined;
  #lastSend: Promise<void> = Promise.resolve();

  constructor(master: Master, clock: Clock, onClient: (state: 'opened' | 'closed') => void) {
    this.#master = master;
    this.#clock = clock;
    this.#onClient = onClient;
    this.#queue = chunkQueue(() => this.#resumeWhenRoom());
    this.#serving = this.#serveClients();
  }

  get received(): AsyncIterable<Chunk> {
    return this.#queue.received;
  }

  send(bytes: Uint8Array): Promise<void> {
    const sending = this.#lastSend.then(() => this.#sendNow(bytes));
    // Only keeps the order; the failure goes to whoever asked for the sending.
    this.#lastSend = sending.catch(() => undefined);
    return sending;
  }

  hangUp(): void {
    this.#close(this.#lost('the cable was pulled'));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#close();
    await this.#serving;
  }

  #close(failure?: Error): void {
    if (this.#closing.signal.aborted) return;
    this.#queue.end(failure);
    this.#stream?.destroy();
    this.#closing.abort(failure ?? this.#lost('the link was closed'));
  }

  async #serveClients(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const { hasClient, hasInput } = this.#master.status();
      if (hasClient || hasInput) await this.#serveOneClient();
      else await this.#clock.sleep(CLIENT_POLL_MS, signal).catch((reason: unknown) => this.#expectClosed(reason));
    }
  }

  async #serveOneClient(): Promise<void> {
    const stream = new ReadStream(this.#master.duplicate());
    this.#stream = stream;
    const gone = Promise.withResolvers<void>();
    stream.on('data', (bytes: Buffer) => {
      this.#queue.push({ bytes: new Uint8Array(bytes), atMs: this.#clock.nowMs() });
      if (this.#queue.waitingBytes > WAITING_BYTES_MAX) stream.pause();
    });
    // The master's read fails with EIO when the last client closed: that is how a pseudo-terminal says good-bye.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EIO') this.#close(this.#lost('the pseudo-terminal failed', error));
    });
    stream.on('close', () => gone.resolve());
    this.#onClient('opened');
    await gone.promise;
    this.#stream = undefined;
    this.#onClient('closed');
  }

  #resumeWhenRoom(): void {
    const isFull = this.#queue.waitingBytes > WAITING_BYTES_MAX / 2;
    if (!isFull && this.#stream?.isPaused() === true) this.#stream.resume();
  }

  async #sendNow(bytes: Uint8Array): Promise<void> {
    const { signal } = this.#closing;
    let rest = bytes;
    while (rest.length > 0) {
      signal.throwIfAborted();
      if (!this.#master.status().hasClient) return;
      const written = writeSome(this.#master.masterFd, rest);
      rest = rest.subarray(written);
      if (written === 0) await this.#clock.sleep(FULL_BUFFER_MS, signal);
    }
    signal.throwIfAborted();
  }

  #expectClosed(reason: unknown): void {
    if (!this.#closing.signal.aborted) throw reason;
  }

  #lost(why: string, cause?: Error): LinkLost {
    return new LinkLost(
      {
        code: 'LINK_LOST',
        blame: 'bench',
        message: `served the emulated serial port, but ${why}; plug it in again and open a new link`,
        facts: { path: this.#master.path },
      },
      { cause },
    );
  }
}

function writeSome(fd: number, bytes: Uint8Array): number {
  try {
    return writeSync(fd, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
    throw error;
  }
}
