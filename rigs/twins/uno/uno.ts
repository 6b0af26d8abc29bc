import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { within } from '#drivers/ports/deadline.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { Identity } from '#drivers/ports/terminal.ts';
import type { EngineName } from './chip.ts';
import { loadFirmware } from './firmware.ts';
import type { Firmware, FirmwareChoice } from './firmware.ts';
import { control, orders } from './worker-talk.ts';
import type { BoardNews, BoardRequest, TimedEdge, TimedPulse, WorkerStart } from './worker-talk.ts';

/** The thread starts in a tenth of a second; a machine this slow can't emulate in real time anyway. */
const START_MS_MAX = 15_000;
/** The thread looks for orders every 4 ms of work. */
const ORDER_MS_MAX = 2000;

/** The board's end of a serial cable: what an `openPty` gives. */
export interface UnoPort {
  readonly path: string;
  readonly masterFd: number;
  beforeHangUp(listener: () => void): Disposable;
  unplug(): void;
  replug(): void;
}

/** What a board is started with. */
export interface UnoOptions extends FirmwareChoice {
  /** Where its serial port comes out. The board uses it alone: no link beside it. It stays its opener's to dispose. */
  readonly pty: UnoPort;
  /** The wall clock: a board on a real wire keeps real time. */
  readonly clock: Clock;
  /** Without it, `decoded`. */
  readonly engine?: EngineName;
  /** How much of the boot after a client opened the port passes at once; StandardFirmata 2.3 blinks for 1625 ms. */
  readonly fastForwardBootMs?: number;
}

/**
 * An emulated Arduino Uno in a thread of its own, in real time, reachable only by its serial port. When the thread
 * dies, the cable is pulled, and every later call and the disposal throw a {@link RigFailure} with code TWIN_FAILED.
 */
export interface Uno extends AsyncDisposable {
  readonly identity: Identity;
  /** Tells of each time an output was high, a few milliseconds after it ended. */
  onPulse(listener: (pulse: TimedPulse) => void): Disposable;
  /** Tells of each change of an output's level. */
  onPin(listener: (edge: TimedEdge) => void): Disposable;
  /** Real time that the board gave up because the machine was too busy: a test in which this grew proves nothing. */
  lostRealTimeMs(): number;
  /** How far the board's own time has come, whole milliseconds. Stands still when the board's thread has no processor. */
  boardMs(): number;
  /** Presses the reset button. */
  reset(): void;
  /** Breaks a pin for good: it stays low. */
  holdPin(pin: number, fault: 'dead'): void;
  /** Drives an input from outside, such as an end switch, or lets go of it. */
  drivePin(pin: number, level: 'high' | 'low' | 'open'): void;
  /** Puts a voltage on an analog input, channel 0–5, 0–5 V. */
  setVolts(channel: number, volts: number): void;
  /** Pulls the USB cable, which also powers the board: pulses cease, the client sees a hang-up. */
  unplug(): void;
  /** Plugs the cable in again: the board boots, behind the same path. */
  replug(): void;
}

/**
 * Starts an emulated board that runs the stock firmware.
 *
 * @throws {RigFailure} code FIRMWARE_MISSING, FIRMWARE_UNREADABLE, FIRMWARE_UNKNOWN, or TWIN_FAILED when the thread
 *   does not start
 */
export async function startUno(options: UnoOptions): Promise<Uno> {
  const firmware = loadFirmware(options);
  const uno = new ThreadedUno(options, firmware);
  try {
    await uno.started();
  } catch (error) {
    await uno[Symbol.asyncDispose]();
    throw error;
  }
  return uno;
}

class ThreadedUno implements Uno {
  readonly identity: Identity;
  readonly #pty: UnoPort;
  readonly #clock: Clock;
  readonly #control = new Int32Array(new SharedArrayBuffer(control.length * Int32Array.BYTES_PER_ELEMENT));
  readonly #worker: Worker;
  readonly #ready = Promise.withResolvers<void>();
  readonly #exited = Promise.withResolvers<void>();
  readonly #pulseListeners = new Set<(pulse: TimedPulse) => void>();
  readonly #edgeListeners = new Set<(edge: TimedEdge) => void>();
  readonly #borrowing: Disposable;
  #isRunning = true;
  #failure: RigFailure | undefined;

  constructor(options: UnoOptions, firmware: Firmware) {
    const { pty, clock, engine = 'decoded', fastForwardBootMs = 0 } = options;
    this.#pty = pty;
    this.#clock = clock;
    this.identity = identify(firmware, engine);
    const workerData: WorkerStart = {
      flash: firmware.flash,
      engine,
      masterFd: pty.masterFd,
      fastForwardBootMs,
      control: this.#control,
    };
    // Without the host's flags: a test runner's loaders have no business in the board.
    this.#worker = new Worker(new URL('./board-worker.ts', import.meta.url), { workerData, execArgv: [], name: 'uno' });
    this.#worker.on('message', (news: BoardNews) => this.#hear(news));
    this.#worker.on('error', (cause) => this.#fail(cause));
    this.#worker.on('exit', () => {
      this.#isRunning = false;
      this.#exited.resolve();
    });
    this.#borrowing = pty.beforeHangUp(() => this.#order(orders.letGo));
  }

  /** Settles when the board runs. @throws {RigFailure} code TWIN_FAILED */
  async started(): Promise<void> {
    const start = await within(this.#clock, this.#ready.promise, { timeoutMs: START_MS_MAX });
    if (start.kind === 'timed-out') throw twinFailed('its thread did not start in time');
  }

  onPulse(listener: (pulse: TimedPulse) => void): Disposable {
    this.#pulseListeners.add(listener);
    return { [Symbol.dispose]: () => void this.#pulseListeners.delete(listener) };
  }

  onPin(listener: (edge: TimedEdge) => void): Disposable {
    this.#edgeListeners.add(listener);
    this.#ask({ kind: 'watch-pins' });
    return { [Symbol.dispose]: () => void this.#edgeListeners.delete(listener) };
  }

  boardMs(): number {
    return Atomics.load(this.#control, control.boardMs);
  }

  lostRealTimeMs(): number {
    return Atomics.load(this.#control, control.lostMs);
  }

  reset(): void {
    this.#ask({ kind: 'reset' });
  }

  holdPin(pin: number, fault: 'dead'): void {
    this.#ask({ kind: 'hold-pin', pin, fault });
  }

  drivePin(pin: number, level: 'high' | 'low' | 'open'): void {
    this.#ask({ kind: 'drive-pin', pin, level });
  }

  setVolts(channel: number, volts: number): void {
    this.#ask({ kind: 'set-volts', channel, volts });
  }

  unplug(): void {
    this.#pty.unplug();
  }

  replug(): void {
    this.#pty.replug();
    this.#ask({ kind: 'attach', masterFd: this.#pty.masterFd });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#borrowing[Symbol.dispose]();
    if (this.#isRunning) this.#order(orders.stop);
    const end = await within(this.#clock, this.#exited.promise, { timeoutMs: ORDER_MS_MAX });
    if (end.kind === 'timed-out') await this.#worker.terminate();
    if (this.#failure !== undefined) throw this.#failure;
  }

  #hear(news: BoardNews): void {
    if (news.kind === 'ready') return this.#ready.resolve();
    for (const pulse of news.pulses) for (const listener of this.#pulseListeners) listener(pulse);
    for (const edge of news.edges) for (const listener of this.#edgeListeners) listener(edge);
  }

  // A board that died looks to its client like one whose cable was pulled; its owner hears why on disposal.
  #fail(cause: unknown): void {
    this.#isRunning = false;
    this.#failure = twinFailed('its thread died', cause);
    this.#ready.reject(this.#failure);
    this.#pty.unplug();
  }

  #ask(request: BoardRequest): void {
    if (this.#failure !== undefined) throw this.#failure;
    this.#worker.postMessage(request, []);
    this.#wake();
  }

  /** Gives an order and waits, without the event loop, until the thread has taken it. */
  #order(order: number): void {
    if (!this.#isRunning) return;
    Atomics.store(this.#control, control.order, order);
    this.#wake();
    const outcome = Atomics.wait(this.#control, control.order, order, ORDER_MS_MAX);
    assert(outcome !== 'timed-out', 'the thread of the board takes orders');
  }

  #wake(): void {
    Atomics.add(this.#control, control.wake, 1);
    Atomics.notify(this.#control, control.wake);
  }
}

function identify(firmware: Firmware, engine: EngineName): Identity {
  return {
    vendor: 'Arduino',
    product: 'Uno (emulated ATmega328P)',
    version: firmware.name,
    facts: {
      firmwareSha256Hex: firmware.digestHex,
      firmwareSource: firmware.source,
      emulator: `avr8js ${emulatorVersion()}`,
      engine,
    },
  };
}

function emulatorVersion(): string {
  const require = createRequire(import.meta.url);
  const manifestPath = join(require.resolve('avr8js'), '..', '..', '..', 'package.json');
  return (JSON.parse(readFileSync(manifestPath, 'utf8')) as { readonly version: string }).version;
}

function twinFailed(why: string, cause?: unknown): RigFailure {
  return new RigFailure(
    {
      code: 'TWIN_FAILED',
      blame: 'bench',
      message: `ran the emulated board, but ${why}; see the cause`,
    },
    { cause },
  );
}
