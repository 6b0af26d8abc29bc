import { EventEmitter } from 'node:events';
import type { SerialPortStream } from '@serialport/stream';
import { within } from '#drivers/ports/deadline.ts';
import { LinkLost, RigFailure } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { FirmataClient, FirmataTransport, FiveBoard } from './johnny-five.ts';
import { Firmata, five } from './johnny-five.ts';
import { openSerialStream } from './serial-stream.ts';

/** Bytes as they crossed the wire. */
export interface FirmataBytes {
  readonly direction: 'sent' | 'received';
  readonly bytes: Uint8Array;
}

/** A board that answered, until its wire goes dead. */
export interface FirmataLink extends AsyncDisposable {
  readonly io: FirmataClient;
  readonly board: FiveBoard;
  /**
   * Aborted with a `LinkLost` (code ARM_LOST) when the wire goes dead, when the board starts again by itself (it has
   * forgotten its servos then), or when we close it.
   */
  readonly lost: AbortSignal;
  /** The mode in which the board has this pin, or undefined when it does not say in time. */
  pinMode(pin: number): Promise<number | undefined>;
}

/** What it takes to reach a board. */
export interface FirmataLinkOptions {
  /** The tty, such as /dev/serial/by-id/… */
  readonly path: string;
  readonly clock: Clock;
  /** Longest wait for the board's answer, reset and boot loader included. */
  readonly readyTimeoutMs: number;
  readonly trace: ((bytes: FirmataBytes) => void) | undefined;
}

const baudRate = 57_600;
/** A board that was not reset by the opening says nothing by itself; this soon we ask. */
const askVersionAfterMs = 200;
const samplingIntervalMs = 20;
/** The firmware answers within a few milliseconds. */
const pinStateMsMax = 500;

/** Why the arm is lost, and what to do about it. */
const losses = {
  closed: 'and it was closed; open it again',
  dead: 'and its wire went dead; check cable and power, then open it again',
  restarted:
    'and it started again by itself, so that its servos are limp; feed the servos from a supply of their own, then open it again',
} as const;

/**
 * Opens the tty and waits until the firmware has told version, pins and capabilities.
 *
 * @throws {RigFailure} code PORT_MISSING, PORT_IN_USE, PORT_FORBIDDEN, PORT_REFUSED, ARM_NOT_ANSWERING
 * @throws {LinkLost} code ARM_LOST when the wire goes dead meanwhile
 */
export async function openFirmataLink(options: FirmataLinkOptions): Promise<FirmataLink> {
  const stream = await openSerialStream(options.path, baudRate);
  const link = new StreamFirmataLink(stream, options);
  try {
    await link.ready();
  } catch (error) {
    await link[Symbol.asyncDispose]();
    throw error;
  }
  return link;
}

class StreamFirmataLink implements FirmataLink {
  readonly io: FirmataClient;
  readonly board: FiveBoard;
  readonly #stream: SerialPortStream;
  readonly #options: FirmataLinkOptions;
  readonly #lost = new AbortController();
  #receivedBytes = 0;

  constructor(stream: SerialPortStream, options: FirmataLinkOptions) {
    this.#stream = stream;
    this.#options = options;
    const transport = this.#transport();
    this.io = new Firmata(transport, {
      reportVersionTimeout: askVersionAfterMs,
      samplingInterval: samplingIntervalMs,
    });
    // Both would throw what nobody listens to. The board's timeout comes as two of them, after ours.
    this.io.on('error', (error: unknown) => this.#lose('dead', error));
    this.board = new five.Board({
      io: this.io,
      repl: false,
      debug: false,
      sigint: false,
      timeout: options.readyTimeoutMs + 5000,
    });
    this.board.on('error', (error: unknown) => this.#lose('dead', error));
    transport.emit('open');
  }

  get lost(): AbortSignal {
    return this.#lost.signal;
  }

  async ready(): Promise<void> {
    const { clock, readyTimeoutMs, path } = this.#options;
    const settled = new Promise<void>((resolve, reject) => {
      this.board.once('ready', () => resolve());
      this.lost.addEventListener('abort', () => reject(this.#failure()), { once: true });
    });
    const wait = await within(clock, settled, { timeoutMs: readyTimeoutMs });
    if (wait.kind === 'settled') {
      // Nobody asks for the version any more: a report of it is the greeting of a board that has just started.
      this.io.on('reportversion', () => this.#lose('restarted', undefined));
      return;
    }
    const found = this.#receivedBytes === 0 ? 'no byte' : `${this.#receivedBytes} bytes, but no Firmata handshake`;
    throw new RigFailure({
      code: 'ARM_NOT_ANSWERING',
      blame: 'bench',
      message:
        `asked the board at ${path} for its Firmata version and capabilities and found ${found} within ` +
        `${readyTimeoutMs} ms; check that StandardFirmata is flashed (${baudRate} baud), that this is the arm's port ` +
        'and that the board has power',
      facts: { path, receivedBytes: this.#receivedBytes, waitedMs: readyTimeoutMs },
    });
  }

  async pinMode(pin: number): Promise<number | undefined> {
    const answer = new Promise<number>((resolve) => {
      this.io.queryPinState(pin, () => resolve(this.io.pins[pin]?.mode ?? Number.NaN));
    });
    const wait = await within(this.#options.clock, answer, { timeoutMs: pinStateMsMax, signal: this.lost });
    return wait.kind === 'settled' ? wait.value : undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#lose('closed', undefined);
    clearTimeout(this.io.reportVersionTimeoutId);
    if (this.board.timer !== null) clearTimeout(this.board.timer);
    const index = five.Board.cache.indexOf(this.board);
    if (index >= 0) five.Board.cache.splice(index, 1);
    if (!this.#stream.isOpen) return;
    await new Promise<void>((resolve, reject) => {
      // A wire that died at this very moment is closed as well as one that we closed.
      this.#stream.close((error) => {
        if (error === null || error === undefined || !this.#stream.isOpen) resolve();
        else reject(error);
      });
    });
  }

  /**
   * What firmata-io talks to: the tty, with a look at every byte. After the loss of the wire the serial library keeps
   * what is written for ever, without a word; so nothing is handed to it any more.
   */
  #transport(): FirmataTransport {
    const { trace } = this.#options;
    const transport = Object.assign(new EventEmitter(), {
      write: (bytes: Uint8Array, sent: () => void): void => {
        if (this.lost.aborted) {
          sent();
          return;
        }
        trace?.({ direction: 'sent', bytes });
        this.#stream.write(bytes, sent);
      },
    });
    this.#stream.on('data', (bytes: Uint8Array) => {
      this.#receivedBytes += bytes.length;
      trace?.({ direction: 'received', bytes });
      transport.emit('data', bytes);
    });
    this.#stream.on('error', (error: Error) => this.#lose('dead', error));
    this.#stream.on('close', (error: unknown) => {
      this.#lose('dead', error);
      transport.emit('close', error);
    });
    return transport;
  }

  #lose(why: keyof typeof losses, cause: unknown): void {
    if (this.lost.aborted) return;
    const { path } = this.#options;
    const message = `talked to the board at ${path} ${losses[why]}`;
    this.#lost.abort(new LinkLost({ code: 'ARM_LOST', blame: 'bench', message, facts: { path, why } }, { cause }));
  }

  #failure(): Error {
    return Error.isError(this.lost.reason) ? this.lost.reason : new Error('lost', { cause: this.lost.reason });
  }
}
