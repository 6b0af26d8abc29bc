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
  return {
    connect: async (signal, name) => {
      const strike = hazard.meet('host-connect', `connect to ${name ?? 'the host'}`);
      if (strike === 'power-cut-before') failing(cut);
      if (strike === 'refused') throw new Error('connection refused');
      if (strike === 'hangs') return untilAborted(signal);
      const connection = await host.connect(signal, name);
      if (strike === 'power-cut-after') failing(cut);
      return new HazardousConnection(connection, clock, around);
    },
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

class HazardousConnection implements HostConnection {
  readonly #inner: HostConnection;
  readonly #clock: TerminalClock;
  readonly #around: NetworkHazard;
  #isReset = false;

  constructor(inner: HostConnection, clock: TerminalClock, around: NetworkHazard) {
    this.#inner = inner;
    this.#clock = clock;
    this.#around = around;
  }

  get received(): AsyncIterable<Uint8Array> {
    return this.#receive();
  }

  async send(bytes: Uint8Array): Promise<void> {
    const { hazard, cut, lateMs } = this.#around;
    const strike = hazard.meet('to-host', `message of ${bytes.length} bytes`);
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
      default:
        return strike satisfies never;
    }
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  async *#receive(): AsyncGenerator<Uint8Array> {
    const { hazard, cut, lateMs } = this.#around;
    for await (const bytes of this.#inner.received) {
      const strike = hazard.meet('from-host', `message of ${bytes.length} bytes`);
      if (strike === 'power-cut-before') failing(cut);
      if (strike === 'lost') continue;
      if (strike === 'reset-before') await this.#reset();
      if (strike === 'late') await this.#clock.sleep(lateMs);
      if (this.#isReset) return;
      yield* arrivals(bytes, strike);
      if (strike === 'cut-short') await this.#reset();
      if (strike === 'power-cut-after') failing(cut);
    }
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
