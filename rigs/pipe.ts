import type { HostDirection } from '#drivers/ports/evidence.ts';
import { LinkLost } from '#drivers/ports/failure.ts';
import type { ByteLink } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { armFault, shapePassage, type ArmedFault, type Shaped } from './fault-chain.ts';
import type { LinkEnd, LinkFault, Passage } from './faults/fault.ts';
import type { BreakableLink } from './memory-link.ts';

/** How a connection through the pipe came to its end. */
export type PipeEnd = 'closed' | 'reset';

/** Some bytes of one message. */
export type MessagePart = Pick<Passage, 'bytes' | 'beginsMessage' | 'endsMessage'>;

/** What a bench wants to know and knows of one connection. */
export interface PipeTap {
  /** Cuts what arrives in one direction where messages end; a chunk is a message without it. */
  readonly ruler?: (direction: HostDirection) => (bytes: Uint8Array) => readonly MessagePart[];
  /** Told of each passage once its fate is known, before it is delivered. */
  readonly onPassage: (passage: Passage, fate: Shaped) => void;
}

/** The way from the terminal to the host, with the faults on it. */
export interface Pipe {
  /** Puts a fault in force until the handle is disposed. */
  arm(fault: LinkFault): Disposable;
  /**
   * Joins a terminal's connection with its host and lets the faults in force shape what passes. Each direction keeps
   * its order: a delayed piece holds back those behind it.
   *
   * @returns when both directions are through; both ends are closed then
   */
  join(ends: PipeEnds, tap: PipeTap): Promise<PipeEnd>;
}

/** The two ends of a connection through the pipe. */
export interface PipeEnds {
  readonly terminal: BreakableLink;
  readonly host: ByteLink;
}

/**
 * A pipe without faults.
 *
 * @param options.onStrike  told once for each message, or connection that it ends, that a fault strikes
 */
export function createPipe(options: { readonly clock: Clock; readonly onStrike: (fault: LinkFault) => void }): Pipe {
  const { clock, onStrike } = options;
  const armed: ArmedFault[] = [];
  const connections = new Set<Connection>();
  let count = 0;
  return {
    arm: (fault) => {
      const each = armFault(fault, clock.nowMs());
      armed.push(each);
      const stop = new AbortController();
      const endAll = (end: LinkEnd): void => {
        if (connections.size === 0) return;
        onStrike(fault);
        each.count.spend();
        for (const connection of connections) connection.end(end);
      };
      endLater(fault, clock, { signal: stop.signal, endAll });
      return {
        [Symbol.dispose]: () => {
          stop.abort(lifted);
          const place = armed.indexOf(each);
          if (place >= 0) armed.splice(place, 1);
        },
      };
    },
    join: async (ends, tap) => {
      count += 1;
      const connection = new Connection(ends, { clock, onStrike, armed, tap, number: count });
      connections.add(connection);
      try {
        return await connection.carry();
      } finally {
        connections.delete(connection);
      }
    },
  };
}

const lifted = new DOMException('the fault was lifted', 'AbortError');

/** A fault that ends connections at a time does so although nothing passes then. */
function endLater(
  { ends, trigger }: LinkFault,
  clock: Clock,
  order: { readonly signal: AbortSignal; readonly endAll: (end: LinkEnd) => void },
): void {
  if (ends === undefined || trigger.starts === undefined || !('afterMs' in trigger.starts)) return;
  clock.sleep(trigger.starts.afterMs, order.signal).then(
    () => order.endAll(ends),
    () => undefined,
  );
}

interface ConnectionTerms {
  readonly clock: Clock;
  readonly onStrike: (fault: LinkFault) => void;
  /** The faults in force at any moment, in the order in which they were armed. */
  readonly armed: readonly ArmedFault[];
  readonly tap: PipeTap;
  readonly number: number;
}

class Connection {
  readonly #ends: PipeEnds;
  readonly #terms: ConnectionTerms;
  readonly #stop = new AbortController();
  readonly #ended = Promise.withResolvers<void>();
  #isReset = false;
  /** The host is not there any more, and the terminal can't know. */
  #isHalfOpen = false;

  constructor(ends: PipeEnds, terms: ConnectionTerms) {
    this.#ends = ends;
    this.#terms = terms;
  }

  /** Ends the connection in the way of a fault. */
  end(end: LinkEnd): void {
    if (end === 'half-open') {
      this.#isHalfOpen = true;
      return;
    }
    if (end === 'reset') {
      this.#isReset = true;
      this.#ends.terminal.breakOff();
    }
    this.#ended.resolve();
  }

  async carry(): Promise<PipeEnd> {
    const { terminal, host } = this.#ends;
    await using _terminal = terminal;
    await using _host = host;
    const pumps = [this.#pump(terminal, host, 'to-host'), this.#pump(host, terminal, 'from-host')];
    await Promise.race([...pumps.map(untilLinkEnds), this.#ended.promise]);
    this.#ended.resolve();
    this.#stop.abort(
      new LinkLost({ code: 'PIPE_CLOSED', blame: 'bench', message: 'the connection ended while bytes were delayed' }),
    );
    await Promise.all([terminal[Symbol.asyncDispose](), host[Symbol.asyncDispose]()]);
    await Promise.all(pumps.map(untilLinkEnds));
    return this.#isReset ? 'reset' : 'closed';
  }

  async #pump(from: ByteLink, to: ByteLink, direction: HostDirection): Promise<void> {
    const ruler = this.#terms.tap.ruler?.(direction) ?? chunkIsMessage;
    for await (const chunk of from.received) {
      for (const part of ruler(chunk.bytes)) {
        const isOver = await this.#deliver({ ...part, direction, connection: this.#terms.number }, to);
        if (isOver) return;
      }
    }
    // The host that is gone says no good-bye either: the terminal has to notice by itself.
    if (this.#isHalfOpen && direction === 'from-host') await this.#ended.promise;
  }

  /** @returns whether the connection is over */
  async #deliver(passage: Passage, to: ByteLink): Promise<boolean> {
    const { armed, clock, tap, onStrike } = this.#terms;
    if (this.#isHalfOpen) {
      tap.onPassage(passage, gone);
      return false;
    }
    const shaped = shapePassage(passage, armed, clock.nowMs());
    for (const { fault } of shaped.struck) onStrike(fault);
    tap.onPassage(passage, shaped);
    for (const { fault } of shaped.struck) await fault.onStrike?.();
    for (const { bytes, delayMs = 0 } of shaped.pieces) {
      if (delayMs > 0) await clock.sleep(delayMs, this.#stop.signal);
      // While it was held back the host may have gone.
      if (this.#isHalfOpen) return false;
      await to.send(bytes);
    }
    if (shaped.end === undefined) return false;
    this.end(shaped.end);
    return shaped.end !== 'half-open';
  }
}

/** What is sent into a connection whose other side is gone. */
const gone: Shaped = { pieces: [], end: undefined, struck: [], isUnchanged: false };

function chunkIsMessage(bytes: Uint8Array): readonly MessagePart[] {
  return [{ bytes, beginsMessage: true, endsMessage: true }];
}

/** A lost link is a lawful end of a pipe; anything else is not. */
async function untilLinkEnds(pump: Promise<void>): Promise<void> {
  try {
    await pump;
  } catch (error) {
    if (!(error instanceof LinkLost)) throw error;
  }
}
