import assert from 'node:assert/strict';
import { EEPROMMemoryBackend, PinState } from 'avr8js';
import { CYCLES_PER_MS, createChip } from './chip.ts';
import type { Chip, EngineName, WiredPort } from './chip.ts';

/** Arduino pins of an Uno: 0–13 digital, 14–19 the analog ones. */
const PIN_COUNT = 20;
const ANALOG_CHANNELS = 6;
const EEPROM_BYTES = 1024;
const CYCLES_PER_US = CYCLES_PER_MS / 1000;

/** An output pin changed its level. */
export interface PinEdge {
  readonly pin: number;
  readonly isHigh: boolean;
  /** Cycles of the board since it was made, over all resets. */
  readonly atCycles: number;
}

/** An output pin was high for a while. */
export interface PinPulse {
  readonly pin: number;
  /** Exact to one cycle, 1/16 µs. */
  readonly widthUs: number;
  /** When it ended, in milliseconds of the board since it was made, over all resets. */
  readonly boardMs: number;
}

/** What a board is made from and whom it tells. */
export interface AvrBoardOptions {
  /** Contents of the flash, 32 KiB. */
  readonly flash: Uint8Array;
  /** Without it, `decoded`. */
  readonly engine?: EngineName;
  /** A byte left the USART. */
  readonly onTransmit?: (byte: number) => void;
  readonly onEdge?: (edge: PinEdge) => void;
  readonly onPulse?: (pulse: PinPulse) => void;
}

/** An emulated Arduino Uno that advances only when it is told to. Pure: no time, no threads, no files. */
export interface AvrBoard {
  readonly engine: EngineName;
  /** Cycles since the board was made; a reset does not put it back. */
  readonly cycles: number;
  /** Milliseconds of board time since it was made. */
  readonly boardMs: number;
  /** Bytes that wait for the USART to take them. */
  readonly pendingBytes: number;
  /** Runs at least `cycles` cycles; the last instruction is completed. */
  run(cycles: number): void;
  /** Hands bytes to the USART, which takes them one by one at its own baud rate. */
  receive(bytes: Uint8Array): void;
  /** Pulls the reset line: memory and pins start afresh, flash, EEPROM and what is wired to the pins stay. */
  reset(): void;
  /** Puts a voltage on an analog input, channel 0–5, 0–5 V. */
  setVolts(channel: number, volts: number): void;
  /** Drives an input from outside, or lets go of it. */
  drivePin(pin: number, level: 'high' | 'low' | 'open'): void;
  /** Breaks a pin: whatever the firmware does, it stays low. */
  holdPin(pin: number, fault: 'dead'): void;
  /** Registers and memory, to compare engines. The data is live. */
  state(): { readonly pc: number; readonly cycles: number; readonly data: Uint8Array };
}

/** Makes a board and switches it on. */
export function createAvrBoard(options: AvrBoardOptions): AvrBoard {
  return new Board(options);
}

class Board implements AvrBoard {
  readonly engine: EngineName;
  readonly #options: AvrBoardOptions;
  readonly #eeprom = new EEPROMMemoryBackend(EEPROM_BYTES);
  readonly #volts = new Float64Array(ANALOG_CHANNELS);
  readonly #driven = new Map<number, boolean>();
  readonly #dead = new Set<number>();
  /** Levels of the outputs, one bit a pin. */
  #levels = 0;
  readonly #roseAtCycles = new Float64Array(PIN_COUNT);
  #inbox: number[] = [];
  #epochCycles = 0;
  #chip: Chip;

  constructor(options: AvrBoardOptions) {
    this.engine = options.engine ?? 'decoded';
    this.#options = options;
    this.#chip = this.#powerUp();
  }

  get cycles(): number {
    return this.#epochCycles + this.#chip.cpu.cycles;
  }

  get boardMs(): number {
    return this.cycles / CYCLES_PER_MS;
  }

  get pendingBytes(): number {
    return this.#inbox.length;
  }

  run(cycles: number): void {
    this.#feedUsart();
    this.#chip.run(this.#chip.cpu.cycles + cycles);
  }

  receive(bytes: Uint8Array): void {
    this.#inbox.push(...bytes);
    this.#feedUsart();
  }

  reset(): void {
    for (let pin = 0; pin < PIN_COUNT; pin += 1) this.#setLevel(pin, false);
    this.#epochCycles = this.cycles;
    this.#inbox = [];
    this.#chip = this.#powerUp();
  }

  setVolts(channel: number, volts: number): void {
    assert(Number.isInteger(channel) && channel >= 0 && channel < ANALOG_CHANNELS, 'an Uno has analog channels 0 to 5');
    this.#volts[channel] = volts;
    this.#chip.adc.channelValues[channel] = volts;
  }

  drivePin(pin: number, level: 'high' | 'low' | 'open'): void {
    assertPin(pin);
    if (level === 'open') this.#driven.delete(pin);
    else this.#driven.set(pin, level === 'high');
    this.#settleInput(pin);
  }

  holdPin(pin: number, fault: 'dead'): void {
    assertPin(pin);
    assert.equal(fault, 'dead', 'a pin can only be broken in this way');
    this.#setLevel(pin, false);
    this.#dead.add(pin);
    this.#settleInput(pin);
  }

  state(): { readonly pc: number; readonly cycles: number; readonly data: Uint8Array } {
    const { pc, cycles, data } = this.#chip.cpu;
    return { pc, cycles, data };
  }

  #powerUp(): Chip {
    const { flash, onTransmit } = this.#options;
    const chip = createChip({ flash, eeprom: this.#eeprom, engine: this.engine });
    this.#chip = chip;
    chip.usart.onByteTransmit = (byte) => onTransmit?.(byte);
    chip.usart.onRxComplete = () => this.#feedUsart();
    for (const [channel, volts] of this.#volts.entries()) chip.adc.channelValues[channel] = volts;
    for (const wired of chip.ports) this.#watchPort(wired);
    for (let pin = 0; pin < PIN_COUNT; pin += 1) this.#settleInput(pin);
    return chip;
  }

  // The USART takes a byte only while it is idle and its receiver is on, and forgets what it refuses.
  #feedUsart(): void {
    const [byte] = this.#inbox;
    if (byte !== undefined && this.#chip.usart.writeByte(byte) === true) this.#inbox.shift();
  }

  // The listener's value also holds the PORT bits of inputs, which are no levels.
  #watchPort({ port, config, firstPin, pinCount }: WiredPort): void {
    const { data } = this.#chip.cpu;
    port.addListener((value) => {
      const levels = value & (data[config.DDR] ?? 0);
      for (let bit = 0; bit < pinCount; bit += 1) {
        this.#setLevel(firstPin + bit, ((levels >> bit) & 1) === 1);
        this.#settleInput(firstPin + bit);
      }
    });
  }

  #setLevel(pin: number, isHigh: boolean): void {
    const bit = 1 << pin;
    const wasHigh = (this.#levels & bit) !== 0;
    if (wasHigh === isHigh || this.#dead.has(pin)) return;
    this.#levels ^= bit;
    const atCycles = this.cycles;
    this.#options.onEdge?.({ pin, isHigh, atCycles });
    if (isHigh) {
      this.#roseAtCycles[pin] = atCycles;
      return;
    }
    const widthUs = (atCycles - (this.#roseAtCycles[pin] ?? atCycles)) / CYCLES_PER_US;
    this.#options.onPulse?.({ pin, widthUs, boardMs: atCycles / CYCLES_PER_MS });
  }

  // avr8js does not know that a pull-up lifts an open input.
  #settleInput(pin: number): void {
    const wired = this.#chip.ports.find(({ firstPin, pinCount }) => pin >= firstPin && pin < firstPin + pinCount);
    assert(wired !== undefined, 'every pin belongs to a port');
    const bit = pin - wired.firstPin;
    const hasPullUp = wired.port.pinState(bit) === PinState.InputPullUp;
    wired.port.setPin(bit, !this.#dead.has(pin) && (this.#driven.get(pin) ?? hasPullUp));
  }
}

function assertPin(pin: number): void {
  assert(Number.isInteger(pin) && pin >= 0 && pin < PIN_COUNT, 'an Uno has pins 0 to 19');
}
