import { LinkLost } from '#drivers/ports/failure.ts';
import type { ByteLink, Chunk } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';

/** A link that can also be torn down as a TCP reset does. */
export interface BreakableLink extends ByteLink {
  /** Both sides lose the link at once; what was under way is gone. */
  breakOff(): void;
}

/** How a subject gets a link to its host. */
export interface BreakableOpener {
  /**
   * @param host  which of the host's listeners, where there are several
   * @throws {RigFailure} when no connection can be had
   */
  open(signal?: AbortSignal, host?: string): Promise<BreakableLink>;
}

/**
 * Two ends of one wire in memory: what one sends, the other receives, in order and at once. Disposing one end is an
 * orderly close for the other.
 */
export function memoryLinkPair(clock: Clock): readonly [BreakableLink, BreakableLink] {
  const toLeft = new ChunkQueue();
  const toRight = new ChunkQueue();
  const breakOff = (): void => {
    toLeft.fail(lost());
    toRight.fail(lost());
  };
  const end = (incoming: ChunkQueue, outgoing: ChunkQueue): BreakableLink => ({
    received: incoming,
    send: async (bytes) => {
      if (outgoing.isOver) throw lost();
      outgoing.push({ bytes: Uint8Array.from(bytes), atMs: clock.nowMs() });
    },
    breakOff,
    [Symbol.asyncDispose]: async () => {
      outgoing.finish();
      incoming.finish();
    },
  });
  return [end(toLeft, toRight), end(toRight, toLeft)];
}

function lost(): LinkLost {
  return new LinkLost({
    code: 'LINK_RESET',
    blame: 'bench',
    message: 'the connection was reset; nothing more can be sent or received on it',
  });
}

/** Chunks waiting for a reader, with an end: orderly, or by a failure. */
export class ChunkQueue implements AsyncIterable<Chunk> {
  readonly #chunks: Chunk[] = [];
  #ending: { readonly failure: Error | undefined } | undefined;
  #wake: (() => void) | undefined;

  get isOver(): boolean {
    return this.#ending !== undefined;
  }

  push(chunk: Chunk): void {
    if (this.isOver) return;
    this.#chunks.push(chunk);
    this.#wake?.();
  }

  /** What is already queued is still delivered. */
  finish(): void {
    this.#ending ??= { failure: undefined };
    this.#wake?.();
  }

  /** What is queued and not yet read is lost, as after a reset. */
  fail(failure: Error): void {
    if (this.isOver) return;
    this.#chunks.length = 0;
    this.#ending = { failure };
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Chunk> {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk !== undefined) {
        yield chunk;
        continue;
      }
      if (this.#ending?.failure !== undefined) throw this.#ending.failure;
      if (this.#ending !== undefined) return;
      const woken = Promise.withResolvers<void>();
      this.#wake = woken.resolve;
      await woken.promise;
    }
  }
}
