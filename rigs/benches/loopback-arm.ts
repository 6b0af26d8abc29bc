import { openFirmataArm } from '#drivers/robots/firmata/firmata-arm.ts';
import { benchCalibration } from '#drivers/robots/arm/bench-arm.table.ts';
import type { Actuator } from '#drivers/ports/actuator.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { BenchOptions } from '#rigs/rig.ts';
import { createArmWorld, type ArmWorld, type ArmWorldOptions } from '#rigs/sim/arm/arm-world.ts';
import { startUno, type Uno } from '#rigs/twins/uno/uno.ts';
import { openPty } from '#rigs/wires/pty.ts';
import type { CaseSlot } from './case-slot.ts';

/** The arm as the bench has it: the production driver on one end, pulses that move a simulated arm on the other. */
export interface LoopbackArm {
  readonly actuator: Actuator;
  readonly world: ArmWorld;
  /** Undefined when a device of one's own stands in for the twin. */
  readonly uno: Uno | undefined;
}

/** What the arm needs of its bench. */
export interface LoopbackArmOptions {
  readonly clock: Clock;
  readonly slot: CaseSlot;
  readonly directory: string;
  readonly owned: AsyncDisposableStack;
  readonly options: BenchOptions;
}

/** The boot loader's blinking is history by the time that the driver opens the port. */
const fastForwardBootMs = 1600;
/** On this bench nothing needs longer; a real board behind a boot loader gets the driver's own ten seconds. */
const twinReadyTimeoutMs = 6000;

/**
 * Starts the emulated board with its firmware on a pseudo-terminal and opens the production driver on it.
 *
 * @throws {RigFailure} the twin's and the driver's own codes
 */
export async function openLoopbackArm({
  clock,
  slot,
  directory,
  owned,
  options,
}: LoopbackArmOptions): Promise<LoopbackArm> {
  const board: { uno: Uno | undefined } = { uno: undefined };
  const cards: ArmWorldOptions['cards'] = (names) => slot.current.cards.byName(names);
  const world = owned.use(createArmWorld({ clock, cards, sourceMs: () => board.uno?.boardMs() ?? 0 }));
  const trace = ({ direction, bytes }: { readonly direction: 'sent' | 'received'; readonly bytes: Uint8Array }): void =>
    slot.note(({ mask }) => ({ kind: 'frame', wire: 'firmata', direction, hex: mask.harmless(bytes) }));
  const calibration = benchCalibration;
  const own = options.ports['arm'];
  if (own !== undefined) {
    return {
      actuator: owned.use(await openFirmataArm({ path: own, clock, calibration, trace })),
      world,
      uno: undefined,
    };
  }
  const pty = owned.use(openPty({ directory, name: 'ttyARM' }));
  const { firmwarePath, allowUnknownFirmware } = options;
  const uno = owned.use(
    await startUno({
      pty,
      clock,
      fastForwardBootMs,
      ...(firmwarePath === undefined ? {} : { firmwarePath }),
      ...(allowUnknownFirmware === undefined ? {} : { allowUnknownFirmware }),
    }),
  );
  board.uno = uno;
  owned.use(uno.onPulse(({ pin, widthUs, boardMs }) => world.pulse({ pin, widthUs, atMs: boardMs })));
  const readyTimeoutMs = twinReadyTimeoutMs;
  const actuator = owned.use(await openFirmataArm({ path: pty.path, clock, calibration, trace, readyTimeoutMs }));
  return { actuator, world, uno };
}
