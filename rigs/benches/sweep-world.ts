import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import type { HostDirection } from '#drivers/ports/evidence.ts';
import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import type { ByteLink } from '#drivers/ports/link.ts';
import type { PowerSwitch } from '#drivers/ports/power-supply.ts';
import type { Clock, Rng } from '#drivers/ports/surroundings.ts';
import { createHazard, type Hazard } from '#rigs/faults/hazard.ts';
import { faultText, type PlannedFault } from '#rigs/faults/opportunity.ts';
import { createJournal, type OpenJournal } from '#rigs/journal.ts';
import { blindMask, createMask, type Mask } from '#rigs/mask.ts';
import { memoryLinkPair, type BreakableOpener } from '#rigs/memory-link.ts';
import type { Rig } from '#rigs/rig.ts';
import { createAcquirer, type Acquirer } from '#rigs/sim/acquirer/acquirer.ts';
import type { AuthorizationService } from '#rigs/sim/acquirer/authorization-service.ts';
import type { SecurityModule } from '#rigs/sim/hsm/security-module.ts';
import { createBattery } from '#rigs/sim/battery/battery.ts';
import { createContactSlot } from '#rigs/sim/contact-slot/contact-slot.ts';
import { openScratchStore, type ContactInterface, type DurableStore, type TerminalConfiguration } from '#terminal';
import { bareField } from './bare-field.ts';
import { createPerson } from './cardholder.ts';
import { assembleRig } from './case-rig.ts';
import { gatewayInMemory, openGateway } from './gateway-side.ts';
import type { HostSide } from './host-side.ts';
import { plugInReferenceTerminal } from './subject.ts';
import { terminalProfile } from './terminal-profile.ts';
import { offlineConfiguration, testScheme, type TestScheme } from './test-scheme.ts';
import { sessionFor } from './session-terms.ts';
import { wireFormatFor } from './wire-format.ts';

/** Every run begins on this morning: 2026-11-23T08:00Z. */
const morningMs = 1_795_420_800_000;
const morningIso = '2026-11-23';

/** A rig for a run with faults, and the third ledger: what cardholders were charged. */
export interface SweepRig extends Rig {
  readonly hazard: Hazard;
  /** What all accounts together have lost since the run began, in the minor unit; negative when they gained. */
  chargedMinor(): number;
  /** How many messages came to the host under a derived key that another message had. */
  reusedKeyCount(): number;
}

/** Told of bytes as they arrive at the host or at the terminal. */
export type BytesListener = (direction: HostDirection, bytes: Uint8Array) => void;

/** The place where faulted runs happen, one after the other: all use one store, which is wiped before each. */
export interface SweepWorld {
  /**
   * @param options.seed  the same seed and faults give the same run
   * @param options.profile  the terminal; the usual one without it
   * @param options.isRecorded  keeps the facts of the kernel's steps, masked; a third slower
   * @param options.hostMessages  another way to write to the host than the usual one
   * @param options.onBytes  told of all that reaches either end of the host link, in the clear: not for any record
   */
  readonly openRig: (options: {
    readonly seed: string;
    readonly faults: readonly PlannedFault[];
    readonly isRecorded?: boolean;
    readonly profile?: string;
    readonly onBytes?: BytesListener;
    readonly hostMessages?: TerminalConfiguration['hostMessages'];
  }) => SweepRig;
}

/**
 * The simulated bench stripped for speed: the same terminal, cards, acquirer and issuer in virtual time, but cards come
 * without an arm, and no crossing is written down. Made once, for any number of runs.
 */
export function openSweepWorld(): SweepWorld {
  const scheme = testScheme(morningIso);
  const scratch = openScratchStore();
  const { store } = scratch;
  // A terminal has its key since it was made.
  store.ensureDeviceKey(() => seededRng('device key').bytes(32));
  return {
    openRig: ({ seed, faults, isRecorded, profile, onBytes, hostMessages }) => {
      scratch.wipe();
      const rng = seededRng(seed);
      const clock = virtualClock({ startMs: morningMs });
      const journal = createJournal(clock);
      const mask = isRecorded === true ? createMask() : blindMask();
      const hazard = createHazard(
        faults,
        (fault) => void journal.append({ kind: 'fault', name: faultText(fault), state: 'struck', facts: {} }),
      );
      const issuer = scheme.issuer();
      const before = scheme.accounts.map(({ pan }) => issuer.balanceOf(pan) ?? 0);
      const keys = { reusedCount: 0 };
      const usual = profile === undefined ? offlineConfiguration : terminalProfile(profile).configuration;
      const configuration = hostMessages === undefined ? usual : { ...usual, hostMessages };
      const world = { scheme, hazard, issuer, store, configuration, keys, onBytes };
      const rig = assemble({ clock, rng, journal, mask }, world);
      return Object.assign(rig, {
        hazard,
        reusedKeyCount: () => keys.reusedCount,
        chargedMinor: () =>
          scheme.accounts.reduce((sum, { pan }, index) => sum + (before[index] ?? 0) - (issuer.balanceOf(pan) ?? 0), 0),
      });
    },
  };
}

interface Surroundings {
  readonly clock: Clock;
  readonly rng: Rng;
  readonly journal: OpenJournal;
  readonly mask: Mask;
}

interface Furniture {
  readonly scheme: TestScheme;
  readonly hazard: Hazard;
  readonly issuer: AuthorizationService;
  readonly store: DurableStore;
  readonly configuration: TerminalConfiguration;
  readonly keys: { reusedCount: number };
  readonly onBytes: BytesListener | undefined;
}

function assemble(common: Surroundings, world: Furniture): Rig {
  const { clock, rng, journal } = common;
  const owned = new AsyncDisposableStack();
  const box = world.scheme.cards(rng.fork('cards'));
  const card = (name: string): ContactlessCard => box.withContacts(name);
  const field = bareField(clock, card);
  const onMove = (name: string, isIn: boolean): void => void journal.append({ kind: 'inserted', card: name, isIn });
  const slot = owned.use(createContactSlot({ clock, card, onMove }));
  const person = createPerson({ clock, journal });
  const battery = createBattery({ name: 'terminal battery', chargePercent: 80, temperatureC: 21 });
  const { configuration } = world;
  const { acquirer, securityModule } = openHost(common, world);
  const network = bareNetwork(clock, acquirer, world.onBytes);
  const gateway = openGateway({ clock, upstream: network, terminal: configuration });
  const subject = plugInReferenceTerminal({
    ...common,
    configuration,
    contactless: field.reader,
    contact: bareSlot(slot),
    cardholder: person,
    cashier: person,
    network,
    gateway: gateway === undefined ? undefined : gatewayInMemory(gateway),
    battery,
    store: world.store,
    hazard: world.hazard,
  });
  return assembleRig({
    ...common,
    benchName: 'sweep',
    nature: 'simulated',
    subject,
    cards: field.bay,
    slot,
    cardholder: person,
    hostSide: bareHostSide(acquirer, securityModule),
    battery,
    readerPower: alwaysOn,
    identities: [],
    conclude: async () => undefined,
    owned,
  });
}

function openHost(
  { clock, rng }: Surroundings,
  world: Furniture,
): { readonly acquirer: Acquirer; readonly securityModule: SecurityModule } {
  const { terminalId, messageAuthentication: codes } = world.configuration;
  const securityModule = world.scheme.securityModule(rng.fork('security module'));
  const acquirer = createAcquirer({
    clock,
    rng: rng.fork('acquirer'),
    issuer: world.issuer,
    pinTranslator: securityModule,
    ...sessionFor(world.configuration, securityModule),
    ...(codes === undefined ? {} : { authenticator: securityModule.messageCodes(codes.scheme) }),
    terminalIds: [terminalId],
    format: wireFormatFor(world.configuration),
    onDecision: ({ messageCode }) => {
      if (messageCode === 'key-used-before') world.keys.reusedCount += 1;
    },
  });
  return { acquirer, securityModule };
}

/** The acquirer without tap and pipe: what goes wrong on the way goes wrong at the terminal's end of it. */
function bareHostSide(acquirer: Acquirer, securityModule: SecurityModule): HostSide {
  return {
    acquirer,
    control: {
      behave: (behaviour, order) => void acquirer.behave(behaviour, order),
      books: () => acquirer.books(),
      issuerWantsPins: (format) => securityModule.issuerWants(format),
    },
    carry: async () => undefined,
    refuseIfOut: () => undefined,
    arm: () => ({ [Symbol.asyncDispose]: async () => undefined }),
    tlsTrouble: () => undefined,
    lookUp: async () => undefined,
  };
}

function bareNetwork(clock: Clock, acquirer: Acquirer, onBytes: BytesListener | undefined): BreakableOpener {
  return {
    open: async () => {
      const [terminal, host] = memoryLinkPair(clock);
      const heard = onBytes === undefined ? host : overheard(host, onBytes);
      keepGoing(acquirer.serve(heard));
      return terminal;
    },
  };
}

/** The host's end of a link with a listener on it. */
function overheard(host: ByteLink, onBytes: BytesListener): ByteLink {
  return {
    received: (async function* arrivals() {
      for await (const chunk of host.received) {
        onBytes('to-host', chunk.bytes);
        yield chunk;
      }
    })(),
    send: (bytes) => {
      onBytes('from-host', bytes);
      return host.send(bytes);
    },
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}

const alwaysOn: PowerSwitch = {
  name: 'reader supply',
  set: async () => undefined,
  state: async () => ({ isOn: true }),
  [Symbol.asyncDispose]: async () => undefined,
};

function bareSlot(slot: ReturnType<typeof createContactSlot>): ContactInterface {
  return {
    insertCheck: (signal) => slot.look(signal),
    transmit: (command) => slot.transmit(command, { timeoutMs: 10_000 }),
    release: () => slot.release(),
  };
}

/** A connection lives on its own; a defect in carrying it must end the process, not vanish. */
function keepGoing(work: Promise<void>): void {
  work.catch((error: unknown) => {
    throw error;
  });
}
