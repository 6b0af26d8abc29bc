import { join } from 'node:path';
import { isoTime } from '#drivers/clock/iso-time.ts';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { kernelNetworkProblem } from '#drivers/network/kernel-tools.ts';
import { sweepNamespaces } from '#drivers/network/network-namespace.ts';
import { connectBus } from '#drivers/mqtt/connect-bus.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Clock, Rng } from '#drivers/ports/surroundings.ts';
import { armCardBay } from '#drivers/robots/arm/arm-card-bay.ts';
import { benchGeometry } from '#drivers/robots/arm/bench-arm.table.ts';
import { createJournal } from '#rigs/journal.ts';
import { createMask } from '#rigs/mask.ts';
import type { Bench, BenchOptions, OpenBench, Rig } from '#rigs/rig.ts';
import { createBattery } from '#rigs/sim/battery/battery.ts';
import { startBroker } from '#rigs/twins/broker/broker.ts';
import { openDurableStore } from '#terminal';
import { refusalsTo } from './card-refusals.ts';
import { assembleRig } from './case-rig.ts';
import { CaseSlot } from './case-slot.ts';
import { createHostSide } from './host-side.ts';
import { kernelWire } from './kernel-wire.ts';
import { openLoopbackArm, type LoopbackArm } from './loopback-arm.ts';
import { openLoopbackGateway } from './loopback-gateway.ts';
import { openLoopbackHost, type LoopbackHost } from './loopback-host.ts';
import { openLoopbackReader, type LoopbackReader } from './loopback-reader.ts';
import { tappedReader } from './reader-tap.ts';
import { plugInReferenceTerminal } from './subject.ts';
import { startTelemetry, type Telemetry } from './telemetry.ts';
import { profileNames, terminalProfile } from './terminal-profile.ts';
import { testScheme, type TestScheme } from './test-scheme.ts';
import { journalWorld, roundedPose } from './world-tap.ts';
import { openWorkspace } from './workspace.ts';

const noKernel = kernelNetworkProblem();

/** The loopback bench: production drivers on real wires, with simulated devices at their far ends. */
export const bench: Bench = {
  description: {
    name: 'loopback',
    nature: 'loopback',
    summary: 'production drivers on ptys, TCP and MQTT; simulated devices at the far ends; wall clock',
    simulated: ['arm mechanics', 'field', 'PN532 chip', 'cards', 'acquirer', 'issuer', 'battery', 'plug'],
    real: [
      'terminal software',
      'arm driver (johnny-five, Firmata)',
      'arm firmware (StandardFirmata on an emulated ATmega328P)',
      'PN532 driver over a serial port',
      'TLS 1.3 to the host, both sides authenticated',
      'HTTPS to the gateway',
      'MQTT broker and plug driver',
      'terminal store (SQLite file)',
    ],
    abilities: new Set([
      'contactless',
      'online',
      'refund',
      'battery',
      'charging',
      'store-and-forward',
      'void',
      'pre-authorization',
      'partial-reversal',
      'reconciliation',
      'tls',
      'kernel-network',
    ]),
    ...(noKernel === undefined
      ? {}
      : { lackingHere: new Map([['kernel-network', `to act on packets in the kernel ${noKernel}`]]) }),
    profiles: profileNames,
  },
  open: openLoopback,
};

/** Devices that live as long as the bench. */
interface Devices {
  readonly clock: Clock;
  readonly directory: string;
  readonly slot: CaseSlot;
  readonly scheme: TestScheme;
  readonly arm: LoopbackArm;
  readonly reader: LoopbackReader;
  readonly host: LoopbackHost;
  readonly telemetry: Telemetry;
  readonly hasOwnDevices: boolean;
}

async function openLoopback(options: BenchOptions): Promise<OpenBench> {
  if (noKernel === undefined) await sweepNamespaces();
  await using opening = new AsyncDisposableStack();
  const devices = await openDevices(options, opening);
  const owned = opening.move();
  const { reader, arm } = devices;
  return {
    clock: devices.clock,
    identities: identitiesOf(devices),
    openRig: (order) => openLoopbackRig(devices, order),
    [Symbol.asyncDispose]: async () => {
      await arm.actuator.park();
      await reader.reader.release();
      await owned.disposeAsync();
    },
  };
}

async function openDevices(options: BenchOptions, owned: AsyncDisposableStack): Promise<Devices> {
  const clock = wallClock();
  const slot = new CaseSlot();
  const { path: directory } = owned.use(await openWorkspace());
  const broker = owned.use(await startBroker());
  owned.use(
    broker.onMessage(({ topic, payload }) => {
      if (!topic.endsWith('/telemetry')) slot.note(({ mask }) => ({ kind: 'bus', topic, payload: mask.text(payload) }));
    }),
  );
  const host = await openLoopbackHost({ clock, slot, owned, directory });
  const arm = await openLoopbackArm({ clock, slot, directory, owned, options });
  const reader = await openLoopbackReader({
    clock,
    slot,
    directory,
    owned,
    options,
    brokerUrl: broker.url,
    field: arm.world,
  });
  const bus = owned.use(await connectBus({ url: broker.url, clientId: 'touchstone-telemetry', clock }));
  const telemetry = owned.use(await startTelemetry({ bus, site: 'loopback', clock, world: arm.world }));
  const scheme = testScheme(isoTime(clock.nowMs()).slice(0, 10));
  const hasOwnDevices = Object.keys(options.ports).length > 0;
  return { clock, directory, slot, scheme, arm, reader, host, telemetry, hasOwnDevices };
}

function identitiesOf({ arm, reader }: Devices): OpenBench['identities'] {
  return [
    { role: 'reader', identity: reader.reader.identity },
    { role: 'arm', identity: arm.actuator.identity },
    ...(arm.uno === undefined ? [] : [{ role: 'arm board', identity: arm.uno.identity }]),
    { role: 'plug', identity: { vendor: 'Tasmota-like', product: reader.plug.name, version: 'twin' } },
  ];
}

async function openLoopbackRig(
  devices: Devices,
  { caseName, rng, profile: name }: { readonly caseName: string; readonly rng: Rng; readonly profile?: string },
): Promise<Rig> {
  if (devices.hasOwnDevices) throw cardsAreSimulated();
  const { clock, slot, arm, reader, telemetry } = devices;
  const journal = createJournal(clock);
  const mask = createMask();
  const owned = new AsyncDisposableStack();
  const common = { clock, rng, journal, mask };
  const profile = terminalProfile(name);
  const { configuration } = profile;
  const hostSide = createHostSide({ ...common, scheme: devices.scheme, terminal: configuration });
  const cards = devices.scheme.cards(rng.fork('cards'), refusalsTo(journal, mask));
  const wire = owned.use(
    kernelWire({
      clock,
      journal,
      openSpace: () => devices.host.openSpace(),
      armOnPipe: (fault) => hostSide.arm(fault),
    }),
  );
  owned.use(slot.enter({ journal, mask, cards, hostSide, wire }));
  owned.defer(() => devices.host.quiet());
  owned.defer(() => restoreSupply(reader));
  await telemetry.tellCase(caseName, 'begun');
  owned.defer(() => telemetry.tellCase(caseName, 'over'));
  journalWorld(arm.world, { journal, owned });
  const lostBeforeMs = arm.uno?.lostRealTimeMs() ?? 0;
  const store = owned.use(openDurableStore(join(devices.directory, `${caseName}.sqlite`)));
  profile.age(store);
  const battery = createBattery({ name: 'terminal battery', chargePercent: 80, temperatureC: 21, clock });
  const { network } = devices.host;
  const gateway = await openLoopbackGateway({ clock, upstream: network, terminal: configuration }, owned);
  return assembleRig({
    ...common,
    benchName: 'loopback',
    nature: 'loopback',
    subject: plugInReferenceTerminal({
      ...common,
      configuration,
      contactless: tappedReader({ ...common, reader: reader.reader, isSupplied: () => reader.isSupplied() }),
      network,
      gateway,
      battery,
      store,
    }),
    cards: bayOf(devices, journal),
    hostSide,
    wire,
    battery,
    readerPower: reader.plug,
    identities: identitiesOf(devices),
    conclude: async () => {
      const lostMs = Math.round((arm.uno?.lostRealTimeMs() ?? 0) - lostBeforeMs);
      if (lostMs > 0) journal.append({ kind: 'lost-real-time', device: 'arm board', lostMs });
    },
    owned,
  });
}

function bayOf({ arm, clock, scheme }: Devices, journal: ReturnType<typeof createJournal>) {
  return armCardBay({
    actuator: arm.actuator,
    geometry: benchGeometry,
    clock,
    cards: scheme.cardNames,
    load: (names) => arm.world.load(names),
    onPose: (pose) => void journal.append({ kind: 'arm', pose: roundedPose(pose) }),
  });
}

/** The next case finds the reader as this one did: fed. */
async function restoreSupply({ plug, isSupplied }: LoopbackReader): Promise<void> {
  if (!isSupplied()) await plug.set(true);
}

function cardsAreSimulated(): RigFailure {
  return new RigFailure({
    code: 'CARDS_ARE_SIMULATED',
    blame: 'bench',
    message:
      'the cards of bench loopback are simulated, so a device given with --port can be opened but sees none of them; use --port with bench doctor',
  });
}
