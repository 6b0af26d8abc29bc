import {
  AVRADC,
  AVRClock,
  AVREEPROM,
  AVRIOPort,
  AVRSPI,
  AVRTWI,
  AVRTimer,
  AVRUSART,
  CPU,
  adcConfig,
  avrInstruction,
  clockConfig,
  portBConfig,
  portCConfig,
  portDConfig,
  spiConfig,
  timer0Config,
  timer1Config,
  timer2Config,
  twiConfig,
  usart0Config,
} from 'avr8js';
import type { AVRPortConfig, AVRTimerConfig, EEPROMBackend } from 'avr8js';
import { dataRegisterEmptyInterrupt, handleAllDueEvents, keepReceivedBytes } from './cpu-internals.ts';
import { decodedCore } from './decoded-core.ts';
import { makeTimersSparse } from './sparse-timers.ts';
import type { WiredTimer } from './sparse-timers.ts';

/** Frequency of the Uno's resonator. */
export const CYCLES_PER_MS = 16_000;
const SRAM_BYTES = 2048;

/**
 * How the firmware is executed: `decoded` is our decoded core with sparse timers, `avr8js` is the library as it comes,
 * several times slower, kept to compare against.
 */
export type EngineName = 'decoded' | 'avr8js';

/** A port of the chip and the Arduino pins that its low bits are led to. */
export interface WiredPort {
  readonly port: AVRIOPort;
  readonly config: AVRPortConfig;
  readonly firstPin: number;
  readonly pinCount: number;
}

/** An ATmega328P between two resets. */
export interface Chip {
  readonly cpu: CPU;
  readonly ports: readonly WiredPort[];
  readonly usart: AVRUSART;
  readonly adc: AVRADC;
  /** Peripherals that need nobody beside the CPU that they hook into. */
  readonly others: readonly object[];
  /** Runs until `cpu.cycles` is at least `untilCycles`. */
  run(untilCycles: number): void;
}

/** What a chip is made from. */
export interface ChipOptions {
  /** Contents of the flash, 32 KiB. */
  readonly flash: Uint8Array;
  readonly eeprom: EEPROMBackend;
  readonly engine: EngineName;
}

/** Wires an ATmega328P as it comes out of reset, with remedies for what avr8js 0.21.1 does otherwise than the silicon. */
export function createChip({ flash, eeprom, engine }: ChipOptions): Chip {
  const image = flash.slice();
  const cpu = new CPU(new Uint16Array(image.buffer), SRAM_BYTES);
  handleAllDueEvents(cpu);
  const timers = [timer0Config, timer1Config, timer2Config].map((config) => wireTimer(cpu, config));
  const usart = new AVRUSART(cpu, usart0Config, CYCLES_PER_MS * 1000);
  // On the silicon the empty data register is a level. With an edge, cores before Arduino 1.5 hang after one message.
  dataRegisterEmptyInterrupt(usart).constant = true;
  keepReceivedBytes(cpu, usart, usart0Config.UCSRB);
  const adc = new AVRADC(cpu, adcConfig);
  const others = [
    new AVREEPROM(cpu, eeprom),
    new AVRClock(cpu, CYCLES_PER_MS * 1000, clockConfig),
    new AVRSPI(cpu, spiConfig, CYCLES_PER_MS * 1000),
    new AVRTWI(cpu, twiConfig, CYCLES_PER_MS * 1000),
  ];
  // The other bits of ports B and C are the resonator's and the reset line.
  const ports = [
    { port: new AVRIOPort(cpu, portDConfig), config: portDConfig, firstPin: 0, pinCount: 8 },
    { port: new AVRIOPort(cpu, portBConfig), config: portBConfig, firstPin: 8, pinCount: 6 },
    { port: new AVRIOPort(cpu, portCConfig), config: portCConfig, firstPin: 14, pinCount: 6 },
  ];
  if (engine === 'decoded') makeTimersSparse(cpu, timers);
  return { cpu, ports, usart, adc, others, run: engine === 'decoded' ? decodedCore(cpu) : plainCore(cpu) };
}

function plainCore(cpu: CPU): (untilCycles: number) => void {
  return (untilCycles) => {
    while (cpu.cycles < untilCycles) {
      avrInstruction(cpu);
      cpu.tick();
    }
  };
}

function wireTimer(cpu: CPU, config: AVRTimerConfig): WiredTimer {
  return { timer: new AVRTimer(cpu, config), config };
}
