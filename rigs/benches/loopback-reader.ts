import { connectBus } from '#drivers/mqtt/connect-bus.ts';
import { tasmotaPlug } from '#drivers/power/plugs/tasmota.ts';
import type { CardReader } from '#drivers/ports/card-reader.ts';
import type { ContactlessField } from '#drivers/ports/contactless-field.ts';
import type { PowerSwitch } from '#drivers/ports/power-supply.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { openPn532Reader } from '#drivers/readers/pn532/pn532-reader.ts';
import { serialOpener } from '#drivers/serial/serial-opener.ts';
import type { BenchOptions } from '#rigs/rig.ts';
import { createPn532Twin, type Pn532Twin } from '#rigs/twins/pn532/pn532-twin.ts';
import { startTasmotaTwin, tasmotaWill } from '#rigs/twins/plug/tasmota-twin.ts';
import { openPty, type Pty } from '#rigs/wires/pty.ts';
import type { CaseSlot } from './case-slot.ts';

/** The reader as the bench has it, with the plug that feeds it. */
export interface LoopbackReader {
  readonly reader: CardReader;
  readonly plug: PowerSwitch;
  readonly isSupplied: () => boolean;
}

/** What the reader needs of its bench. */
export interface LoopbackReaderOptions {
  readonly clock: Clock;
  readonly slot: CaseSlot;
  readonly directory: string;
  readonly owned: AsyncDisposableStack;
  readonly options: BenchOptions;
  readonly brokerUrl: string;
  readonly field: ContactlessField;
}

const baudRate = 115_200;
const plugTopic = 'reader-plug';

/**
 * Starts the chip's twin on a pseudo-terminal behind a plug on MQTT, and opens the production drivers of both.
 *
 * @throws {RigFailure} the drivers' own codes
 */
export async function openLoopbackReader(parts: LoopbackReaderOptions): Promise<LoopbackReader> {
  const { clock, slot, owned, options } = parts;
  const supply = { isOn: true };
  const wire = options.ports['reader'] === undefined ? plugInTwin(parts) : undefined;
  const plug = await openPlug(parts, (isOn) => {
    supply.isOn = isOn;
    slot.note(() => ({ kind: 'switch', name: 'reader plug', isOn }));
    wire?.supply(isOn);
  });
  const path = options.ports['reader'] ?? wire?.path ?? '';
  const reader = await openPn532Reader({
    opener: serialOpener({ path, baudRate, clock }),
    clock,
    trace: (direction, frame) =>
      slot.note(({ mask }) => ({ kind: 'frame', wire: 'pn532', direction, hex: mask.pn532Frame(frame) })),
  });
  owned.use(reader);
  return { reader, plug, isSupplied: () => supply.isOn };
}

interface TwinOnWire {
  readonly path: string;
  supply(isOn: boolean): void;
}

/** A chip on its wire; without supply both are gone, as with a reader on a switched USB hub. */
function plugInTwin({ clock, directory, field, owned }: LoopbackReaderOptions): TwinOnWire {
  const pty: Pty = owned.use(openPty({ directory, name: 'ttyREADER' }));
  const start = (): Pn532Twin => createPn532Twin({ link: pty.link(clock), field, clock, baudRate });
  const state: { twin: Pn532Twin | undefined } = { twin: start() };
  let leaving: PromiseLike<void> = Promise.resolve();
  owned.defer(async () => {
    await leaving;
    await state.twin?.[Symbol.asyncDispose]();
  });
  return {
    path: pty.path,
    supply: (isOn) => {
      if (isOn && state.twin === undefined) {
        pty.replug();
        state.twin = start();
      } else if (!isOn && state.twin !== undefined) {
        const { twin } = state;
        state.twin = undefined;
        pty.unplug();
        leaving = twin[Symbol.asyncDispose]();
      }
    },
  };
}

async function openPlug(
  { clock, owned, brokerUrl: url }: LoopbackReaderOptions,
  onSwitch: (isOn: boolean) => void,
): Promise<PowerSwitch> {
  const deviceBus = owned.use(await connectBus({ url, clientId: plugTopic, clock, will: tasmotaWill(plugTopic) }));
  owned.use(await startTasmotaTwin({ bus: deviceBus, topic: plugTopic, isOn: true, onSwitch }));
  const bus = owned.use(await connectBus({ url, clientId: 'touchstone', clock }));
  return owned.use(await tasmotaPlug({ bus, topic: plugTopic, clock }));
}
