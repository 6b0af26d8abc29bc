import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import type { PowerSwitch } from '#drivers/ports/power-supply.ts';
import type { Clock, Rng } from '#drivers/ports/surroundings.ts';
import { armCardBay } from '#drivers/robots/arm/arm-card-bay.ts';
import { benchCalibration, benchGeometry } from '#drivers/robots/arm/bench-arm.table.ts';
import { createJournal, type OpenJournal } from '#rigs/journal.ts';
import { createMask } from '#rigs/mask.ts';
import type { Bench, Rig } from '#rigs/rig.ts';
import { createArmWorld } from '#rigs/sim/arm/arm-world.ts';
import { createSimulatedActuator } from '#rigs/sim/arm/simulated-actuator.ts';
import { createBattery } from '#rigs/sim/battery/battery.ts';
import { createContactSlot } from '#rigs/sim/contact-slot/contact-slot.ts';
import { createSimulatedReader } from '#rigs/sim/reader/simulated-reader.ts';
import { openDurableStore } from '#terminal';
import { createPerson } from './cardholder.ts';
import { refusalsTo } from './card-refusals.ts';
import { assembleRig } from './case-rig.ts';
import { gatewayInMemory, openGateway } from './gateway-side.ts';
import { createHostSide } from './host-side.ts';
import { memoryNetwork } from './memory-network.ts';
import { tappedReader } from './reader-tap.ts';
import { tappedSlot } from './slot-tap.ts';
import { plugInReferenceTerminal } from './subject.ts';
import { profileNames, terminalProfile, type TerminalProfile } from './terminal-profile.ts';
import { testScheme, type TestScheme } from './test-scheme.ts';
import { journalWorld, roundedPose } from './world-tap.ts';

/** Every case begins on this morning, whatever the wall clock says: 2026-11-23T08:00Z. */
export const morningMs = 1_795_420_800_000;
const morningIso = '2026-11-23';

/** The simulated bench: virtual time, no sockets, the same bytes at every port. */
export const bench: Bench = {
  description: {
    name: 'sim',
    nature: 'simulated',
    summary: 'everything simulated at the ports, in virtual time, repeatable by seed',
    simulated: [
      'clock',
      'arm',
      'field',
      'reader',
      'chip slot',
      'cardholder',
      'stripe',
      'cards',
      'host link',
      'acquirer',
      'issuer',
      'battery',
      'reader supply',
    ],
    real: ['terminal software', 'EMV cryptography', 'ISO 8583 messages'],
    abilities: new Set([
      'contactless',
      'contact',
      'pin',
      'online',
      'refund',
      'battery',
      'charging',
      'store-and-forward',
      'void',
      'pre-authorization',
      'partial-reversal',
      'reconciliation',
      'virtual-time',
    ]),
    profiles: profileNames,
  },
  open: async () => {
    const scheme = testScheme(morningIso);
    return {
      clock: wallClock(),
      identities: [],
      openRig: async ({ rng, profile }) => openSimulatedRig(scheme, { rng, profile: terminalProfile(profile) }),
      [Symbol.asyncDispose]: async () => undefined,
    };
  },
};

function openSimulatedRig(
  scheme: TestScheme,
  { rng, profile }: { readonly rng: Rng; readonly profile: TerminalProfile },
): Rig {
  const { configuration } = profile;
  const clock = virtualClock({ startMs: morningMs });
  const journal = createJournal(clock);
  const mask = createMask();
  const common = { clock, rng, journal, mask };
  const owned = new AsyncDisposableStack();
  const place = furnish(scheme, { ...common, owned });
  const battery = createBattery({ name: 'terminal battery', chargePercent: 80, temperatureC: 21, clock });
  const hostSide = createHostSide({ ...common, scheme, terminal: configuration });
  const store = owned.adopt(openDurableStore(':memory:'), (opened) => opened[Symbol.dispose]());
  profile.age(store);
  const network = memoryNetwork(clock, hostSide);
  const gateway = openGateway({ clock, upstream: network, terminal: configuration });
  const subject = plugInReferenceTerminal({
    ...common,
    configuration,
    contact: tappedSlot({ ...common, slot: place.slot }),
    ...(profile.asks ? { cardholder: place.person } : {}),
    cashier: place.person,
    magneticStripe: place.person,
    contactless: tappedReader({ ...common, reader: place.reader, isSupplied: () => place.supply.isOn }),
    network,
    gateway: gateway === undefined ? undefined : gatewayInMemory(gateway),
    battery,
    store,
  });
  const conclude = async (): Promise<void> => undefined;
  const { cards, slot, person, readerPower, identities } = place;
  return assembleRig({
    ...common,
    benchName: 'sim',
    nature: 'simulated',
    subject,
    cards,
    slot,
    cardholder: person,
    hostSide,
    battery,
    readerPower,
    identities,
    conclude,
    owned,
  });
}

interface Surrounded {
  readonly clock: Clock;
  readonly rng: Rng;
  readonly journal: OpenJournal;
  readonly owned: AsyncDisposableStack;
}

/** Arm, cards and reader of one case. */
function furnish(scheme: TestScheme, { clock, rng, journal, owned }: Surrounded) {
  const box = scheme.cards(rng.fork('cards'), refusalsTo(journal, createMask()));
  const world = owned.use(createArmWorld({ clock, cards: (names) => box.byName(names) }));
  const supply = { isOn: true };
  const reader = owned.use(createSimulatedReader({ field: world, clock, isPowered: () => supply.isOn }));
  const actuator = owned.use(createSimulatedActuator({ clock, calibration: benchCalibration, world }));
  journalWorld(world, { journal, owned });
  const cards = armCardBay({
    actuator,
    geometry: benchGeometry,
    clock,
    cards: scheme.cardNames,
    load: (names) => world.load(names),
    onPose: (pose) => void journal.append({ kind: 'arm', pose: roundedPose(pose) }),
  });
  const noteMove = (card: string, isIn: boolean): void => void journal.append({ kind: 'inserted', card, isIn });
  const slot = owned.use(createContactSlot({ clock, card: (name) => box.withContacts(name), onMove: noteMove }));
  const person = createPerson({ clock, journal, stripeOf: (name) => scheme.stripeOf(name) });
  const noteSwitch = (isOn: boolean): void => void journal.append({ kind: 'switch', name: 'reader supply', isOn });
  const identities = [
    { role: 'reader', identity: reader.identity },
    { role: 'chip slot', identity: slot.identity },
    { role: 'arm', identity: actuator.identity },
  ];
  return { reader, cards, slot, person, supply, readerPower: simulatedSwitch(supply, noteSwitch), identities };
}

function simulatedSwitch(supply: { isOn: boolean }, onSwitch: (isOn: boolean) => void): PowerSwitch {
  return {
    name: 'reader supply',
    set: async (isOn: boolean) => {
      supply.isOn = isOn;
      onSwitch(isOn);
    },
    state: async () => ({ isOn: supply.isOn }),
    [Symbol.asyncDispose]: async () => undefined,
  };
}
