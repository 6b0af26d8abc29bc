import type { Chunk } from '#drivers/ports/link.ts';

/** Chunks on their way from a wire's events to the one loop that iterates them. */
export interface ChunkQueue {
  /** The iteration to hand out; it may be iterated once. */
  readonly received: AsyncIterable<Chunk>;
  /** How many bytes nobody took yet. */
  readonly waitingBytes: number;
  push(chunk: Chunk): void;
  /** Ends the iteration after what is waiting; with a failure, by throwing it. Later calls change nothing. */
  end(failure?: Error): void;
}

/**
 * Makes an empty queue. It has no bound of its own: whoever pushes stops the source while `waitingBytes` is high.
 *
 * @param onTaken  called after each chunk that the reader took
 */
export function chunkQueue(onTaken: () => void): ChunkQueue {
  const waiting: Chunk[] = [];
  let waitingBytes = 0;
  const end: { isReached: boolean; failure: Error | undefined } = { isReached: false, failure: undefined };
  let news = Promise.withResolvers<void>();
  const ring = (): void => {
    news.resolve();
    news = Promise.withResolvers<void>();
  };
  async function* iterate(): AsyncGenerator<Chunk, void> {
    while (waiting.length > 0 || !end.isReached) {
      const chunk = waiting.shift();
      if (chunk === undefined) {
        await news.promise;
        continue;
      }
      waitingBytes -= chunk.bytes.length;
      onTaken();
      yield chunk;
    }
    if (end.failure !== undefined) throw end.failure;
  }
  return {
    received: iterate(),
    get waitingBytes() {
      return waitingBytes;
    },
    push: (chunk) => {
      waiting.push(chunk);
      waitingBytes += chunk.bytes.length;
      ring();
    },
    end: (failure) => {
      if (end.isReached) return;
      end.isReached = true;
      end.failure = failure;
      ring();
    },
  };
}
