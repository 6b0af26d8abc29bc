import type { Clock } from '#drivers/ports/surroundings.ts';
import { createAvrBoard } from './avr-board.ts';
import type { AvrBoard } from './avr-board.ts';
import { CYCLES_PER_MS } from './chip.ts';
import type { EngineName } from './chip.ts';
import { masterPort } from './master-port.ts';
import type { MasterPort } from './master-port.ts';
import type { TimedEdge, TimedPulse } from './worker-talk.ts';

/** The longest stretch the board runs before we look at the port again. */
const SLICE_MS_MAX = 4;
/** The shortest stretch that is worth a start. */
const SLICE_MS_MIN = 1;
/** A board that is further behind than this gives the time up, instead of racing after it. */
const BEHIND_MS_MAX = 250;
/** How many bytes may wait for the USART before we leave further ones in the kernel. */
const PENDING_BYTES_MAX = 4096;

/** What a paced board is made from and whom it tells. */
export interface PacedBoardOptions {
  readonly flash: Uint8Array;
  readonly engine: EngineName;
  readonly masterFd: number;
  /** How much board time after a reset that a client caused passes at once. */
  readonly fastForwardBootMs: number;
  readonly clock: Clock;
  readonly onPins: (pulses: readonly TimedPulse[], edges: readonly TimedEdge[]) => void;
}

/** A board whose time passes as fast as real time, with its USART on the master of a pseudo-terminal. */
export interface PacedBoard {
  readonly board: AvrBoard;
  /** Real time that was given up, in milliseconds since the start. */
  readonly lostMs: number;
  /** Whether single edges are reported too. */
  isWatchingPins: boolean;
  /** Does what is due now, at most a few milliseconds of board time. @returns how long nothing will be due, 0–1 ms */
  step(): number;
  /** The power goes, and the port is not touched again. */
  powerOff(): void;
  /** The power comes back, with a port. */
  powerOn(masterFd: number): void;
  reset(): void;
}

/** Makes a board and switches it on. It advances only by `step`. */
export function pacedBoard(options: PacedBoardOptions): PacedBoard {
  return new Pacer(options);
}

class Pacer implements PacedBoard {
  readonly board: AvrBoard;
  lostMs = 0;
  isWatchingPins = false;
  readonly #options: PacedBoardOptions;
  #port: MasterPort | undefined;
  #hasClient = false;
  /** The moment of real time that belongs to the board's `#originCycles`. */
  #originMs: number;
  #originCycles = 0;
  #fastForwardUntilCycles = 0;
  #pulses: TimedPulse[] = [];
  #edges: TimedEdge[] = [];

  constructor(options: PacedBoardOptions) {
    const { flash, engine, masterFd, clock } = options;
    this.#options = options;
    this.#port = masterPort(masterFd);
    this.board = createAvrBoard({
      flash,
      engine,
      onTransmit: (byte) => this.#port?.queue(byte),
      onPulse: (pulse) => this.#pulses.push({ ...pulse, atMs: this.#realMs(pulse.boardMs) }),
      onEdge: ({ pin, isHigh, atCycles }) => {
        const boardMs = atCycles / CYCLES_PER_MS;
        if (this.isWatchingPins) this.#edges.push({ pin, isHigh, boardMs, atMs: this.#realMs(boardMs) });
      },
    });
    this.#originMs = clock.nowMs();
  }

  step(): number {
    if (this.#port === undefined) return SLICE_MS_MIN;
    this.#readPort(this.#port);
    const nowMs = this.#options.clock.nowMs();
    if (this.board.cycles < this.#fastForwardUntilCycles) {
      this.#run(SLICE_MS_MAX);
      this.#keepPaceFrom(nowMs);
      return 0;
    }
    const behindMs = nowMs - this.#realMs(this.board.boardMs);
    if (behindMs > BEHIND_MS_MAX) {
      this.lostMs += behindMs;
      this.#keepPaceFrom(nowMs);
      return 0;
    }
    if (behindMs < SLICE_MS_MIN) return SLICE_MS_MIN - behindMs;
    this.#run(Math.min(behindMs, SLICE_MS_MAX));
    return 0;
  }

  powerOff(): void {
    this.#port = undefined;
    this.#hasClient = false;
  }

  powerOn(masterFd: number): void {
    this.#port = masterPort(masterFd);
    this.reset();
  }

  reset(): void {
    this.#port?.drop();
    this.board.reset();
    this.#fastForwardUntilCycles = 0;
    this.#keepPaceFrom(this.#options.clock.nowMs());
    this.#tellPins();
  }

  // A real Uno's USB chip pulls the reset line when a program opens the port. A pseudo-terminal has no such line, but
  // its master can tell that somebody opened it.
  #readPort(port: MasterPort): void {
    if (this.board.pendingBytes >= PENDING_BYTES_MAX) return;
    const news = port.read();
    const isOpened = news.kind !== 'no-client' && !this.#hasClient;
    this.#hasClient = news.kind !== 'no-client';
    if (isOpened) {
      this.reset();
      this.#fastForwardUntilCycles = this.board.cycles + this.#options.fastForwardBootMs * CYCLES_PER_MS;
    }
    if (news.kind === 'no-client') port.drop();
    if (news.kind === 'bytes') this.board.receive(news.bytes);
  }

  #run(durationMs: number): void {
    this.board.run(durationMs * CYCLES_PER_MS);
    this.#port?.flush();
    this.#tellPins();
  }

  #tellPins(): void {
    if (this.#pulses.length + this.#edges.length === 0) return;
    this.#options.onPins(this.#pulses, this.#edges);
    this.#pulses = [];
    this.#edges = [];
  }

  #keepPaceFrom(nowMs: number): void {
    this.#originMs = nowMs;
    this.#originCycles = this.board.cycles;
  }

  #realMs(boardMs: number): number {
    return this.#originMs + boardMs - this.#originCycles / CYCLES_PER_MS;
  }
}
