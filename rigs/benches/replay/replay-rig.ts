import { isoTime } from '#drivers/clock/iso-time.ts';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import type { Journal, Recorded } from '#drivers/ports/evidence.ts';
import type { PowerSwitch } from '#drivers/ports/power-supply.ts';
import type { Clock, Rng } from '#drivers/ports/surroundings.ts';
import { createJournal, type OpenJournal } from '#rigs/journal.ts';
import { createMask } from '#rigs/mask.ts';
import type { Nature, Rig } from '#rigs/rig.ts';
import { createBattery } from '#rigs/sim/battery/battery.ts';
import { openDurableStore } from '#terminal';
import { assembleRig } from '../case-rig.ts';
import { gatewayInMemory, openGateway } from '../gateway-side.ts';
import { createHostSide } from '../host-side.ts';
import { tappedReader } from '../reader-tap.ts';
import { tappedSlot } from '../slot-tap.ts';
import { plugInReferenceTerminal, type Subject } from '../subject.ts';
import { terminalProfile } from '../terminal-profile.ts';
import { testScheme, type TestScheme } from '../test-scheme.ts';
import { wireFormatFor } from '../wire-format.ts';
import { recordedNetwork } from './recorded-host.ts';
import { recordedPeople } from './recorded-people.ts';
import { recordedReader } from './recorded-reader.ts';
import { recordedSlot } from './recorded-slot.ts';
import { eventsOf, recordingOf, Takings, type Recording } from './recording.ts';

/** What is replayed. */
export interface ReplayOrder {
  readonly events: readonly Recorded[];
  /** The case's own stream of chance, as its run had it. */
  readonly rng: Rng;
  /** When the case began. */
  readonly startMs: number;
  readonly nature: Nature;
  readonly benchName: string;
  readonly profile?: string | undefined;
}

/** A rig that is replayed on, and what had to be made up. */
export interface ReplayRig extends Rig {
  readonly recording: Recording;
}

/**
 * The reference terminal in virtual time, with cards, reader, chip slot, host and people that do what the record of a case
 * says; its date, its chance and its first trace number are those of then. What the terminal sends is journalled as on every
 * bench, so that the two journals can be held against each other.
 */
export function openReplayRig(order: ReplayOrder): ReplayRig {
  const clock = virtualClock({ startMs: order.startMs });
  const journal = createJournal(clock);
  const mask = createMask();
  const { rng } = order;
  const common = { clock, rng, journal, mask };
  const recording = recordingOf(order.events, clock);
  const profile = terminalProfile(order.profile);
  const { configuration } = profile;
  const scheme = testScheme(isoTime(order.startMs).slice(0, 10));
  const owned = new AsyncDisposableStack();
  const place = furnish(scheme, { clock, rng, journal, recording });
  const hostSide = createHostSide({ ...common, scheme, terminal: configuration });
  const network = recordedNetwork({ clock, hostSide, recording, format: wireFormatFor(configuration) });
  const store = owned.adopt(openDurableStore(':memory:', firstTrace(order.events)), (opened) =>
    opened[Symbol.dispose](),
  );
  profile.age(store);
  const battery = createBattery({ name: 'terminal battery', chargePercent: 80, temperatureC: 21, clock });
  const gateway = openGateway({ clock, upstream: network, terminal: configuration });
  const identities = eventsOf(order.events, 'identity').filter(({ role }) => role !== 'terminal');
  const hasSlot = identities.some(({ role }) => role === 'chip slot');
  const subject = plugInReferenceTerminal({
    ...common,
    configuration,
    contactless: tappedReader({ ...common, reader: place.reader, isSupplied: () => place.supply.isOn }),
    ...(hasSlot ? { contact: tappedSlot({ ...common, slot: place.slot }) } : {}),
    ...(hasSlot && profile.asks ? { cardholder: place.people } : {}),
    ...(hasSlot ? { cashier: place.people, magneticStripe: place.people } : {}),
    network,
    gateway: gateway === undefined ? undefined : gatewayInMemory(gateway),
    battery,
    store,
  });
  const { nature, benchName } = order;
  const rig = assembleRig({
    ...common,
    benchName,
    nature,
    subject: inRecordedOrder(subject, { recording, journal }),
    cards: place.bay,
    ...(hasSlot ? { slot: place.slot, cardholder: place.people } : {}),
    hostSide,
    battery,
    readerPower: place.readerPower,
    identities,
    conclude: async () => undefined,
    owned,
  });
  const inject: Rig['inject'] = rig.inject.bind(rig);
  return Object.assign(rig, { recording, inject: faultsInTime((fault) => inject(fault), recording) });
}

/** Faults come into force and are lifted when they were then. */
function faultsInTime(inject: Rig['inject'], recording: Recording): Rig['inject'] {
  const faults = new Takings(eventsOf(recording.events, 'fault'));
  const lifts = new Takings(eventsOf(recording.events, 'fault'));
  return async (fault) => {
    const begun = faults.takeFirst(({ name, state }) => name === fault.name && state !== 'lifted');
    if (begun?.state === 'armed') await recording.until(begun.atMs);
    const armed = await inject(fault);
    return {
      [Symbol.asyncDispose]: async () => {
        const lifted = lifts.takeFirst(({ name, state }) => name === fault.name && state === 'lifted');
        if (lifted !== undefined) await recording.until(lifted.atMs);
        await armed[Symbol.asyncDispose]();
      },
    };
  };
}

function furnish(
  scheme: TestScheme,
  around: { readonly clock: Clock; readonly rng: Rng; readonly journal: OpenJournal; readonly recording: Recording },
) {
  const { clock, journal, recording } = around;
  const box = scheme.cards(around.rng.fork('cards'));
  const supply = { isOn: true };
  const { reader, bay } = recordedReader({
    clock,
    recording,
    cardNames: scheme.cardNames,
    cardsOf: (names) => box.byName(names),
    isSupplied: () => supply.isOn,
  });
  const noteMove = (card: string, isIn: boolean): void => void journal.append({ kind: 'inserted', card, isIn });
  const slot = recordedSlot({ clock, recording, card: (name) => box.withContacts(name), onMove: noteMove });
  const people = recordedPeople({ clock, journal, recording, stripeOf: (name) => scheme.stripeOf(name) });
  const readerPower: PowerSwitch = {
    name: 'reader supply',
    set: async (isOn) => {
      supply.isOn = isOn;
      journal.append({ kind: 'switch', name: 'reader supply', isOn });
    },
    state: async () => ({ isOn: supply.isOn }),
    [Symbol.asyncDispose]: async () => undefined,
  };
  return { reader, bay, slot, people, supply, readerPower };
}

/** A store goes on from the trace number before the first one that was sent, or told where nothing could be sent. */
function firstTrace(events: readonly Recorded[]): { readonly lastStan?: number } {
  for (const event of events) {
    const isSent = event.kind === 'host-message' && event.direction === 'to-host';
    const stan = isSent ? event.fields['11'] : event.kind === 'reported' ? event.report.stan : undefined;
    if (stan !== undefined && /^\d{6}$/u.test(stan)) return { lastStan: Math.max(0, Number(stan) - 1) };
  }
  return {};
}

/** What cashier and bench asked of the terminal is asked when it was then. */
function inRecordedOrder(
  subject: Subject,
  { recording, journal }: { readonly recording: Recording; readonly journal: Journal },
): Subject {
  const { events } = recording;
  const toHost = (of: readonly Recorded[]) =>
    eventsOf(of, 'host-message').filter(({ direction }) => direction === 'to-host');
  const requests = new Takings(eventsOf(events, 'requested'));
  const restarts = new Takings(eventsOf(events, 'power').filter(({ of, isOn }) => of === 'terminal' && isOn));
  /** Deliveries begin when their first message left, unless something else was asked before that. */
  const beforeNextMessage = async (): Promise<void> => {
    const fromIndex = requests.peek()?.index ?? Number.MAX_SAFE_INTEGER;
    const next = toHost(events)[toHost(journal.events).length];
    if (next !== undefined && next.index < fromIndex) await recording.until(next.atMs);
  };
  const wrapped: Pick<Subject, 'perform' | 'restart' | 'settle' | 'reconcile'> = {
    perform: async (request, signal) => {
      const next = requests.take();
      if (next !== undefined) await recording.until(next.atMs);
      return subject.perform(request, signal);
    },
    restart: async () => {
      const next = restarts.take();
      if (next !== undefined) await recording.until(next.atMs);
      return subject.restart();
    },
    settle: async (options) => {
      await beforeNextMessage();
      return subject.settle(options);
    },
    reconcile: async () => {
      await beforeNextMessage();
      return subject.reconcile();
    },
  };
  return new Proxy(subject, {
    get: (target, name) => {
      const own: unknown = Reflect.get(wrapped, name);
      if (own !== undefined) return own;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}
