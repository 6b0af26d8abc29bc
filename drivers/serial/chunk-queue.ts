import { LinkLost } from '#drivers/ports/failure.ts';
import type { Chunk } from '#drivers/ports/link.ts';

/** Bytes that may wait for their reader. A device that talks for so long without being heard is a fault of the bench. */
const waitingBytesMax = 1_048_576;

type Ending =
  | { readonly kind: 'open' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'lost'; readonly why: LinkLost };

/** What a wire brought and nobody has read yet. Iterated once; the iteration ends or throws as the wire did. */
export class ChunkQueue implements AsyncIterable<Chunk> {
  readonly #waiting: Chunk[] = [];
  #waitingBytes = 0;
  #ending: Ending = { kind: 'open' };
  #arrival = Promise.withResolvers<void>();
  #isIterated = false;

  push(chunk: Chunk): void {
    if (this.#ending.kind !== 'open') return;
    this.#waiting.push(chunk);
    this.#waitingBytes += chunk.bytes.length;
    if (this.#waitingBytes > waitingBytesMax) this.lose(overrun(this.#waitingBytes));
    this.#arrival.resolve();
  }

  /** The wire was closed in an orderly way; what waits can still be read. */
  end(): void {
    this.#finish({ kind: 'ended' });
  }

  /** The wire went dead; what waits can still be read, then the iteration throws `why`. */
  lose(why: LinkLost): void {
    this.#finish({ kind: 'lost', why });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Chunk, void, undefined> {
    if (this.#isIterated) throw new TypeError('the bytes of a link can be iterated once only');
    this.#isIterated = true;
    for (;;) {
      const chunk = this.#waiting.shift();
      if (chunk !== undefined) {
        this.#waitingBytes -= chunk.bytes.length;
        yield chunk;
      } else if (this.#ending.kind === 'lost') {
        throw this.#ending.why;
      } else if (this.#ending.kind === 'ended') {
        return;
      } else {
        await this.#arrival.promise;
        this.#arrival = Promise.withResolvers();
      }
    }
  }

  #finish(ending: Ending): void {
    if (this.#ending.kind !== 'open') return;
    this.#ending = ending;
    this.#arrival.resolve();
  }
}

function overrun(waitingBytes: number): LinkLost {
  return new LinkLost({
    code: 'RECEIVE_OVERRUN',
    blame: 'bench',
    message: `received ${waitingBytes} bytes that nobody read; check that the driver of this port is still running`,
    facts: { waitingBytes },
  });
}
