import type { Hazard } from '#rigs/faults/hazard.ts';
import type { StrikeAt } from '#rigs/faults/opportunity.ts';
import type { HostConnection, HostNetwork, TerminalClock } from '#terminal';
import { failing } from './supply-failed.ts';

/** What strikes on the way to the host, and with what. */
interface NetworkHazard {
  readonly hazard: Hazard;
  readonly cut: () => void;
  readonly lateMs: number;
}

/** The way to the host in which a hazard strikes. On the terminal's side one send is one message. */
export function hazardousNetwork(host: HostNetwork, clock: TerminalClock, around: NetworkHazard): HostNetwork {
  const { hazard, cut } = around;
  const world = { around, overtaken: [] };
  const troubled = new Map<string | undefined, 'host-gone' | 'host-mute'>();
  return {
    connect: async (signal, name) => {
      const strike = hazard.meet('host-connect', `connect to ${name ?? 'the host'}`);
      if (strike === 'power-cut-before') failing(cut);
      if (strike === 'refused') throw new Error('connection refused');
      if (strike === 'hangs') return untilAborted(signal);
      if (strike === 'host-gone' || strike === 'host-mute') troubled.set(name, strike);
      const trouble = hazard.isLifted() ? undefined : troubled.get(name);
      if (trouble === 'host-gone') throw new Error('connection refused');
      const connection =
        trouble === 'host-mute'
          ? muteConnection(hazard, await host.connect(signal, name))
          : await host.connect(signal, name);
      if (strike === 'power-cut-after') failing(cut);
      return new HazardousConnection(connection, clock, world);
    },
  };
}

/** It takes everything, and says nothing until the hazard is lifted. */
function muteConnection(hazard: Hazard, inner: HostConnection): HostConnection {
  return {
    received: (async function* silence() {
      for await (const bytes of inner.received) if (hazard.isLifted()) yield bytes;
    })(),
    send: (bytes) => inner.send(bytes),
    close: () => inner.close(),
  };
}

/** Nobody answers the call; the caller gives up. */
function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = (): void => reject(new Error('the connection took too long'));
    if (signal === undefined || signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
  });
}

interface NetworkWorld {
  readonly around: NetworkHazard;
  /** Answers that wait for the next one, on whichever connection that comes. */
  readonly overtaken: Uint8Array[];
}

class HazardousConnection implements HostConnection {
  readonly #inner: HostConnection;
  readonly #clock: TerminalClock;
  readonly #around: NetworkHazard;
  readonly #overtaken: Uint8Array[];
  readonly #closed = Promise.withResolvers<void>();
  #isReset = false;
  /** The other side is gone without a word. */
  #isHalfOpen = false;

  constructor(inner: HostConnection, clock: TerminalClock, world: NetworkWorld) {
    this.#inner = inner;
    this.#clock = clock;
    this.#around = world.around;
    this.#overtaken = world.overtaken;
  }

  get received(): AsyncIterable<Uint8Array> {
    return this.#receive();
  }

  async send(bytes: Uint8Array): Promise<void> {
    const { hazard, cut, lateMs } = this.#around;
    const strike = hazard.meet('to-host', `message of ${bytes.length} bytes`);
    // The other side is gone: whatever is sent disappears.
    if (this.#isHalfOpen && strike !== 'power-cut-before' && strike !== 'power-cut-after') return undefined;
    switch (strike) {
      case undefined:
        return this.#inner.send(bytes);
      case 'power-cut-before':
        return failing(cut);
      case 'power-cut-after':
        await this.#inner.send(bytes);
        return failing(cut);
      case 'lost':
        return undefined;
      case 'reset-before':
        return this.#reset();
      case 'reset-after':
        await this.#inner.send(bytes);
        return this.#reset();
      case 'cut-short':
        await this.#inner.send(bytes.subarray(0, bytes.length >> 1));
        return this.#reset();
      case 'late':
        this.#later(lateMs, () => this.#inner.send(bytes));
        return undefined;
      case 'doubled':
        await this.#inner.send(bytes);
        return this.#inner.send(bytes);
      case 'garbled':
        return this.#inner.send(garbled(bytes));
      case 'misframed':
        return this.#inner.send(misframed(bytes));
      case 'sliced':
        for (const byte of bytes) await this.#inner.send(Uint8Array.of(byte));
        return undefined;
      case 'closed-midway':
        await this.#inner.send(bytes.subarray(0, bytes.length >> 1));
        return this.#close();
      case 'half-open':
        this.#isHalfOpen = true;
        return undefined;
      default:
        return strike satisfies never;
    }
  }

  close(): Promise<void> {
    this.#closed.resolve();
    return this.#inner.close();
  }

  async *#receive(): AsyncGenerator<Uint8Array> {
    const { hazard, cut, lateMs } = this.#around;
    for await (const bytes of this.#inner.received) {
      const strike = hazard.meet('from-host', `message of ${bytes.length} bytes`);
      if (strike === 'power-cut-before') failing(cut);
      if (strike === 'half-open') this.#isHalfOpen = true;
      if (strike === 'lost' || this.#isHalfOpen) continue;
      if (strike === 'overtaken') {
        this.#overtaken.push(bytes);
        continue;
      }
      if (strike === 'reset-before') await this.#reset();
      if (strike === 'late') await this.#clock.sleep(lateMs);
      if (this.#isReset) return;
      yield* this.#overtaken.splice(0);
      yield* arrivals(bytes, strike);
      if (strike === 'closed-midway') {
        await this.#inner.close();
        return;
      }
      if (strike === 'cut-short') await this.#reset();
      if (strike === 'power-cut-after') failing(cut);
    }
    // Who is gone says no good-bye: the terminal has to notice by itself.
    if (this.#isHalfOpen) await this.#closed.promise;
  }

  /** The connection ends in an orderly way; the terminal hears that, and its send was good. */
  async #close(): Promise<void> {
    this.#isReset = true;
    await this.#inner.close();
  }

  async #reset(): Promise<never> {
    this.#isReset = true;
    await this.#inner.close();
    throw new Error('connection reset by peer');
  }

  /** A message under way outlives the call that sent it, and even the terminal. */
  #later(delayMs: number, work: () => Promise<void>): void {
    this.#clock
      .sleep(delayMs)
      .then(work)
      .catch(() => undefined);
  }
}

/** What arrives of a message. */
function arrivals(bytes: Uint8Array, strike: StrikeAt<'from-host'> | undefined): readonly Uint8Array[] {
  if (strike === 'misframed') return [misframed(bytes)];
  if (strike === 'closed-midway') return [bytes.subarray(0, bytes.length >> 1)];
  if (strike === 'doubled') return [bytes, bytes];
  if (strike === 'garbled') return [garbled(bytes)];
  if (strike === 'cut-short') return [bytes.subarray(0, bytes.length >> 1)];
  if (strike === 'sliced') return Array.from(bytes, (byte) => Uint8Array.of(byte));
  return [bytes];
}

/** Length bytes of every message on this wire. */
const lengthBytes = 2;

/** Noise of the same length, which no codec takes for a message. */
function garbled(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, index) => (index < lengthBytes ? byte : byte ^ 0xff));
}

/** The right bytes behind a length that says one more: from here on both sides are out of step. */
function misframed(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, index) => (index === lengthBytes - 1 ? (byte + 1) & 0xff : byte));
}
