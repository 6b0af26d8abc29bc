import type { ContactlessField } from '#drivers/ports/contactless-field.ts';
import { LinkLost } from '#drivers/ports/failure.ts';
import type { ByteLink } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { ACKNOWLEDGE, ChipReceiver, SYNTAX_ERROR, responseFrame } from './chip-frame.ts';
import type { HostFrame } from './chip-frame.ts';
import { Chip } from './chip.ts';
import { Radio } from './radio.ts';

/** What can go wrong on the chip's way to the host, or in the chip. */
export type Pn532Fault =
  /** Each frame leaves in two pieces, some milliseconds apart. */
  | 'split-writes'
  /** ACK and response leave in one piece. */
  | 'glued-acknowledge'
  | 'lost-acknowledge'
  /** The response's data checksum is wrong; asked again, the chip sends it right. */
  | 'corrupt-checksum'
  /** The response overtakes the ACK, as behind some USB bridges. */
  | 'response-first'
  /** Bytes that are no frame, one of them the start of one, in front of ACK and response. */
  | 'noise'
  /** The command never arrived. */
  | 'lost-command'
  /** Acknowledges and then says nothing more. */
  | 'no-response';

/** Which faults befall a command: the `index`-th that the chip received, from 0. */
export type Pn532FaultPlan = (command: { readonly index: number; readonly code: number }) => readonly Pn532Fault[];

/** What a simulated chip lives in. */
export interface Pn532TwinOptions {
  /** The chip's end of the serial line. The twin closes it. */
  readonly link: ByteLink;
  readonly field: ContactlessField;
  readonly clock: Clock;
  /** Paces bytes both ways, ten bits each. */
  readonly baudRate?: number;
  readonly faults?: Pn532FaultPlan;
}

/** A simulated chip on a line. */
export interface Pn532Twin extends AsyncDisposable {
  /** Commands that the chip understood, oldest first; the last 1000. */
  readonly commands: readonly { readonly code: number; readonly parameters: Uint8Array }[];
  /** Settles when the line has ended. */
  readonly finished: Promise<void>;
}

/**
 * A PN532 as its manual has it, seen from the serial line in HSU mode. It is asleep until it is woken, acknowledges at
 * once, takes each command's time, stops at an ACK, repeats at a NACK, and is silent about frames that are wrong.
 *
 * @clause UM0701-02 6 and 7
 */
export function createPn532Twin(options: Pn532TwinOptions): Pn532Twin {
  return new Twin(options);
}

const commandsKept = 1000;
const acknowledgeDelayMs = 0.3;
/** Zeros in a row that wake the chip as well as a 55 does. */
const wakingZeros = 5;
/** Bytes lost while the oscillator starts. */
const bytesLostAtWaking = 2;
/** One for all commands: nearly each is over when the next one stops it, and a new exception would cost more than a frame. */
const stoppedByHost = new DOMException('the host stopped the command', 'AbortError');
const noise = Uint8Array.of(0x7e, 0x00, 0xff, 0x05, 0x01, 0x55);

class Twin implements Pn532Twin {
  readonly #options: Pn532TwinOptions;
  readonly #radio: Radio;
  readonly #chip: Chip;
  readonly #receiver = new ChipReceiver();
  readonly #byteMs: number;
  readonly #commands: { readonly code: number; readonly parameters: Uint8Array }[] = [];
  readonly finished: Promise<void>;
  #power: 'asleep' | 'waking' | 'low' | 'on' = 'asleep';
  #zeros = 0;
  #wakingBytes = 0;
  #commandCount = 0;
  #lastResponse: Uint8Array | undefined;
  #work: { readonly stop: AbortController; readonly done: Promise<void> } | undefined;

  constructor(options: Pn532TwinOptions) {
    this.#options = options;
    this.#byteMs = 10_000 / (options.baudRate ?? 115_200);
    this.#radio = new Radio(options.field, options.clock);
    this.#chip = new Chip(this.#radio, options.clock);
    this.finished = this.#live();
  }

  get commands(): readonly { readonly code: number; readonly parameters: Uint8Array }[] {
    return this.#commands;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#options.link[Symbol.asyncDispose]();
    await this.finished;
  }

  async #live(): Promise<void> {
    try {
      for await (const chunk of this.#options.link.received) {
        await this.#options.clock.sleep(chunk.bytes.length * this.#byteMs);
        for (const byte of chunk.bytes) await this.#receive(byte);
      }
    } catch (error) {
      if (!(error instanceof LinkLost)) throw error;
    } finally {
      await this.#stopWork();
      this.#radio.setCarrier(false);
      this.#radio[Symbol.dispose]();
    }
  }

  async #receive(byte: number): Promise<void> {
    this.#zeros = byte === 0x00 ? this.#zeros + 1 : 0;
    if (this.#power === 'asleep') {
      if (byte !== 0x55 && this.#zeros < wakingZeros) return;
      this.#power = 'waking';
      this.#wakingBytes = 0;
    } else if (this.#power === 'waking') {
      this.#wakingBytes += 1;
      if (this.#wakingBytes >= bytesLostAtWaking) this.#power = 'low';
    } else {
      const frame = this.#receiver.push(byte);
      if (frame !== undefined) await this.#hear(frame);
    }
  }

  async #hear(frame: HostFrame): Promise<void> {
    if (frame.kind === 'acknowledge') return this.#stopWork();
    if (frame.kind === 'not-acknowledge') return this.#repeat();
    // Fresh from power-up the chip takes nothing but SAMConfiguration.
    if (this.#power === 'low' && frame.code !== 0x14) return;
    this.#power = 'on';
    // A new command ends the one that is still running.
    await this.#stopWork();
    const stop = new AbortController();
    this.#work = { stop, done: this.#perform(frame.code, frame.parameters, stop.signal) };
  }

  async #perform(code: number, parameters: Uint8Array, signal: AbortSignal): Promise<void> {
    const faults = new Set(this.#options.faults?.({ index: this.#commandCount, code }) ?? []);
    this.#commandCount += 1;
    if (faults.has('lost-command')) return;
    this.#commands.push({ code, parameters });
    if (this.#commands.length > commandsKept) this.#commands.shift();
    try {
      await this.#converse({ code, parameters, faults, signal });
    } catch (error) {
      // Stopped by the host, or nobody is there any more to hear the answer.
      if (!signal.aborted && !(error instanceof LinkLost)) throw error;
    }
  }

  async #converse(command: {
    readonly code: number;
    readonly parameters: Uint8Array;
    readonly faults: ReadonlySet<Pn532Fault>;
    readonly signal: AbortSignal;
  }): Promise<void> {
    const { code, parameters, faults, signal } = command;
    await this.#options.clock.sleep(acknowledgeDelayMs, signal);
    const isHeldBack = faults.has('response-first') || faults.has('glued-acknowledge');
    const acknowledge = faults.has('lost-acknowledge') ? new Uint8Array(0) : ACKNOWLEDGE;
    if (faults.has('noise')) await this.#write(noise, command);
    if (!isHeldBack) await this.#write(acknowledge, command);
    const response = await this.#chip.perform(code, parameters, signal);
    if (faults.has('no-response')) return;
    const frame = response.kind === 'response' ? responseFrame({ code, payload: response.payload }) : SYNTAX_ERROR;
    this.#lastResponse = frame;
    const sent = faults.has('corrupt-checksum') ? withWrongChecksum(frame) : frame;
    if (faults.has('noise')) await this.#write(noise, command);
    if (!isHeldBack) await this.#write(sent, command);
    else if (faults.has('response-first')) await this.#write(Uint8Array.of(...sent, ...acknowledge), command);
    else await this.#write(Uint8Array.of(...acknowledge, ...sent), command);
    if (code === 0x16) this.#power = 'asleep';
  }

  async #write(
    bytes: Uint8Array,
    command: { readonly faults: ReadonlySet<Pn532Fault>; readonly signal: AbortSignal },
  ): Promise<void> {
    if (bytes.length === 0) return;
    await this.#options.clock.sleep(bytes.length * this.#byteMs, command.signal);
    if (!command.faults.has('split-writes')) return this.#options.link.send(bytes);
    const cut = Math.ceil(bytes.length / 2);
    await this.#options.link.send(bytes.subarray(0, cut));
    await this.#options.clock.sleep(3, command.signal);
    await this.#options.link.send(bytes.subarray(cut));
  }

  async #repeat(): Promise<void> {
    const frame = this.#lastResponse;
    if (frame === undefined) return;
    await this.#stopWork();
    const stop = new AbortController();
    const command = { faults: new Set<Pn532Fault>(), signal: stop.signal };
    const done = this.#write(frame, command).catch((error: unknown) => {
      if (!stop.signal.aborted && !(error instanceof LinkLost)) throw error;
    });
    this.#work = { stop, done };
  }

  async #stopWork(): Promise<void> {
    this.#work?.stop.abort(stoppedByHost);
    await this.#work?.done;
    this.#work = undefined;
  }
}

function withWrongChecksum(frame: Uint8Array): Uint8Array {
  const wrong = frame.slice();
  const at = wrong.length - 2;
  wrong[at] = (wrong[at] ?? 0) ^ 0x01;
  return wrong;
}
