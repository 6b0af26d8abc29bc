import assert from 'node:assert/strict';
import { autoDetect } from '@serialport/bindings-cpp';
import type { BindingPortInterface } from '@serialport/bindings-cpp';
import type { LinkOpener } from '#drivers/ports/link.ts';
import { openFailure } from './open-failure.ts';
import { SerialLink } from './serial-link.ts';
import type { SerialLinkOptions } from './serial-link.ts';

/** A serial port, and how its line is set: always eight data bits, no parity, no flow control. */
export interface SerialOptions extends SerialLinkOptions {
  readonly stopBits?: 1 | 2;
  /** Levels of the modem lines after opening; left as the system has them when absent. */
  readonly modemLines?: { readonly dataTerminalReady: boolean; readonly requestToSend: boolean };
}

/**
 * How to open one serial port. The port is locked against other users of `flock`, and closing it does not drop DTR,
 * which would reset many boards.
 *
 * Opening flushes both directions: what a device said before is lost.
 *
 * @throws {AssertionError} when the baud rate is not a positive whole number: the binding would accept -5
 */
export function serialOpener(options: SerialOptions): LinkOpener {
  assert(Number.isInteger(options.baudRate) && options.baudRate > 0, 'a baud rate is a positive whole number');
  return {
    address: options.path,
    async open(signal) {
      signal?.throwIfAborted();
      const port = await openPort(options);
      try {
        await setModemLines(port, options.modemLines);
        signal?.throwIfAborted();
      } catch (error) {
        await port.close();
        throw error;
      }
      return new SerialLink(port, options);
    },
  };
}

async function openPort(options: SerialOptions): Promise<BindingPortInterface> {
  const { path, baudRate, stopBits = 1 } = options;
  const line = { dataBits: 8, stopBits, parity: 'none', lock: true, hupcl: false } as const;
  try {
    return await autoDetect().open({ path, baudRate, ...line });
  } catch (cause) {
    throw openFailure({ path, baudRate }, cause);
  }
}

async function setModemLines(port: BindingPortInterface, lines: SerialOptions['modemLines']): Promise<void> {
  if (lines === undefined) return;
  try {
    await port.set({ dtr: lines.dataTerminalReady, rts: lines.requestToSend });
  } catch (error) {
    // A pseudo-terminal and some adapters have no modem lines; the binding says so only in its text.
    if (!Error.isError(error) || !/inappropriate ioctl/i.test(error.message)) throw error;
  }
}
