import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';

/** The little of johnny-five and firmata-io that we use; both are CommonJS and come without types. */

/** What firmata-io needs of a wire. */
export interface FirmataTransport extends EventEmitter {
  write(bytes: Uint8Array, sent: () => void): void;
}

/** The Firmata protocol's host side. Emits `ready`, `reportversion`, `error`, `close`. */
export interface FirmataClient extends EventEmitter {
  readonly isReady: boolean;
  readonly firmware: { readonly name?: string; readonly version?: FirmataVersion };
  readonly version: Partial<FirmataVersion>;
  readonly pins: readonly { readonly supportedModes: readonly number[]; readonly mode?: number }[];
  readonly MODES: { readonly SERVO: number };
  /** Asks for the state of a pin and notes it in `pins`. */
  queryPinState(pin: number, answered: () => void): void;
  /** Survives a close before `ready`; then it has to be cleared by hand. */
  readonly reportVersionTimeoutId?: NodeJS.Timeout;
}

/** Major and minor number of protocol or firmware. */
export interface FirmataVersion {
  readonly major: number;
  readonly minor: number;
}

/** A johnny-five board. Emits `ready`, `error`. */
export interface FiveBoard extends EventEmitter {
  /** The board's own wait for `ready`; survives a close before it. */
  readonly timer: NodeJS.Timeout | null;
}

/** A johnny-five servo: `to` sends one message, or none when the value is the last one again. */
export interface FiveServo {
  to(value: number): void;
}

interface JohnnyFive {
  readonly Board: {
    new (options: {
      readonly io: FirmataClient;
      readonly repl: false;
      readonly debug: false;
      readonly sigint: false;
      readonly timeout: number;
    }): FiveBoard;
    /** Every board ever made: johnny-five forgets none by itself. */
    readonly cache: FiveBoard[];
  };
  readonly Servo: new (options: {
    readonly board: FiveBoard;
    readonly pin: number;
    readonly degreeRange: readonly [number, number];
    readonly pwmRange: readonly [number, number];
    readonly range: readonly [number, number];
    readonly startAt: number;
  }) => FiveServo;
}

interface FirmataIo {
  readonly Firmata: new (
    transport: FirmataTransport,
    options: { readonly reportVersionTimeout: number; readonly samplingInterval: number },
  ) => FirmataClient;
}

const require = createRequire(import.meta.url);

/** The robotics library. Without a `port` option it never looks for a serial library of its own. */
export const five = require('johnny-five') as JohnnyFive;

/** The protocol library without a transport. */
export const { Firmata } = require('firmata-io') as FirmataIo;
