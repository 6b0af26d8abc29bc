import { LinkLost, RigFailure } from '#drivers/ports/failure.ts';
import type { ByteLink, Chunk, LinkOpener } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';

/** A wire without hardware or operating system: fit for virtual time. */
export interface MemoryWire {
  readonly opener: LinkOpener;
  /** The device's end of the wire as it is plugged in now. */
  device(): ByteLink;
  /** Pulls the cable: both ends go dead, and opening fails. */
  unplug(): void;
  /** Plugs it in again: a new wire. */
  plug(): void;
}

/** A wire between a driver under test and a twin. */
export function memoryWire(clock: Clock): MemoryWire {
  let wire: { readonly toHost: Tube; readonly toDevice: Tube } | undefined;
  const plug = (): void => {
    wire = { toHost: new Tube(clock), toDevice: new Tube(clock) };
  };
  plug();
  return {
    plug,
    unplug() {
      wire?.toHost.cut();
      wire?.toDevice.cut();
      wire = undefined;
    },
    device() {
      if (wire === undefined) throw new TypeError('nothing is plugged in');
      return end({ incoming: wire.toDevice, outgoing: wire.toHost });
    },
    opener: {
      address: 'a wire in memory',
      async open() {
        if (wire === undefined) {
          throw new RigFailure({ code: 'PORT_MISSING', blame: 'bench', message: 'found no wire; plug it in' });
        }
        wire.toHost.begin();
        return end({ incoming: wire.toHost, outgoing: wire.toDevice });
      },
    },
  };
}

function end(tubes: { readonly incoming: Tube; readonly outgoing: Tube }): ByteLink {
  return {
    received: tubes.incoming,
    async send(bytes) {
      tubes.outgoing.push(bytes);
    },
    async [Symbol.asyncDispose]() {
      tubes.incoming.close();
    },
  };
}

/** One direction. What nobody listens to is lost, as on a port that is not open. */
class Tube implements AsyncIterable<Chunk> {
  readonly #clock: Clock;
  #chunks: Chunk[] = [];
  #state: 'open' | 'closed' | 'cut' = 'open';
  #arrival = Promise.withResolvers<void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  begin(): void {
    this.#chunks = [];
    this.#state = 'open';
  }

  push(bytes: Uint8Array): void {
    if (this.#state === 'cut') throw lost();
    if (this.#state === 'open') this.#chunks.push({ bytes: bytes.slice(), atMs: this.#clock.nowMs() });
    this.#wake();
  }

  close(): void {
    if (this.#state === 'open') this.#state = 'closed';
    this.#wake();
  }

  cut(): void {
    this.#state = 'cut';
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Chunk, void, undefined> {
    for (;;) {
      const chunk = this.#chunks.shift();
      if (chunk !== undefined) yield chunk;
      else if (this.#state === 'cut') throw lost();
      else if (this.#state === 'closed') return;
      else await this.#arrival.promise;
    }
  }

  #wake(): void {
    this.#arrival.resolve();
    this.#arrival = Promise.withResolvers();
  }
}

function lost(): LinkLost {
  return new LinkLost({ code: 'PORT_LOST', blame: 'bench', message: 'the wire in memory was cut; plug it in again' });
}
