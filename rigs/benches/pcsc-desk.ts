import { isoTime } from '#drivers/clock/iso-time.ts';
import { freshSeed, seededRng } from '#drivers/clock/seeded-rng.ts';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import type { Recorded } from '#drivers/ports/evidence.ts';
import type { ChipSlot } from '#drivers/ports/chip-slot.ts';
import type { CardInterface, ContactlessCard } from '#drivers/ports/contactless-field.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { TransactionReport, TransactionRequest } from '#drivers/ports/terminal.ts';
import { openPcscSlot } from '#drivers/readers/pcsc/pcsc-slot.ts';
import { createJournal } from '#rigs/journal.ts';
import { createMask } from '#rigs/mask.ts';
import type { BreakableOpener } from '#rigs/memory-link.ts';
import { createContactSlot } from '#rigs/sim/contact-slot/contact-slot.ts';
import { createBattery } from '#rigs/sim/battery/battery.ts';
import { openDurableStore } from '#terminal';
import type { Cardholder, ContactInterface, ContactlessInterface, TerminalConfiguration } from '#terminal';
import { contactlessAnswerToReset, makeCard, type DeskCard } from './card-desk.ts';
import { createHostSide } from './host-side.ts';
import { memoryNetwork } from './memory-network.ts';
import { tappedSlot } from './slot-tap.ts';
import { plugInReferenceTerminal } from './subject.ts';
import { testScheme } from './test-scheme.ts';

/** One transaction of the reference terminal with whatever card lies in a PC/SC reader. */
export interface DeskOrder {
  /** The name of a PC/SC reader, or a part that only one has; or a simulated card, without any reader. */
  readonly source:
    | { readonly kind: 'reader'; readonly name: string }
    | { readonly kind: 'card'; readonly card: DeskCard };
  readonly configuration: TerminalConfiguration;
  readonly request: TransactionRequest;
  readonly cardholder: Cardholder;
  /** Nobody answers the terminal's calls to its host. */
  readonly isOffline: boolean;
  /** Told of everything that is journalled, masked, as it happens. */
  readonly onEvent: (event: Recorded, all: readonly Recorded[]) => void;
  readonly signal: AbortSignal;
}

/**
 * Performs the transaction: real card and reader (or a simulated card), simulated acquirer and issuer. The issuer knows the accounts of the
 * card library alone; any other card gets its word that the account is unknown.
 *
 * @throws {RigFailure} code PCSC_MISSING, PCSC_NO_DAEMON, READER_MISSING, READER_IN_USE …
 */
export async function performAtDesk(order: DeskOrder): Promise<TransactionReport> {
  const clock = wallClock();
  const rng = seededRng(freshSeed());
  const journal = createJournal(clock);
  const mask = createMask();
  const common = { clock, rng, journal, mask };
  using _watch = journal.onAppend((event) => order.onEvent(event, journal.events));
  await using slot = await slotFor(order, clock);
  journal.append({ kind: 'identity', role: 'reader', identity: slot.identity });
  using store = openDurableStore(':memory:');
  const scheme = testScheme(isoTime(clock.nowMs()).slice(0, 10));
  const contact = tappedSlot({ ...common, slot });
  await using subject = plugInReferenceTerminal({
    ...common,
    configuration: order.configuration,
    contact,
    cardholder: order.cardholder,
    contactless: asField(contact),
    network: order.isOffline
      ? noNetwork
      : memoryNetwork(clock, createHostSide({ ...common, scheme, terminal: order.configuration })),
    battery: createBattery({ name: 'terminal battery', chargePercent: 80, temperatureC: 21 }),
    store,
  });
  // Awaited here, as what this function owns would be taken down under a promise that is merely returned.
  const report = await subject.perform(order.request, order.signal);
  return report;
}

/** The reader's slot, or one that has the simulated card in it, with power as the entry wants it. */
async function slotFor({ source, request }: DeskOrder, clock: Clock): Promise<ChipSlot> {
  if (source.kind === 'reader') return openPcscSlot(source.name, clock);
  const card = makeCard(source.card);
  const by = request.entry ?? 'contactless';
  const reset = by === 'contact' ? card.answerToReset : contactlessAnswerToReset;
  const slot = createContactSlot({ clock, card: () => fedBy(card, by, reset), onMove: () => undefined });
  await slot.insert(card.name);
  return slot;
}

/** The same card whose power comes through this interface. */
function fedBy(card: ContactlessCard, by: CardInterface, answerToReset: Uint8Array | undefined): ContactlessCard {
  const { name, uid, sensRes, selRes, answerToSelect } = card;
  return {
    name,
    uid,
    sensRes,
    selRes,
    answerToSelect,
    ...(answerToReset === undefined ? {} : { answerToReset }),
    powerOn: () => card.powerOn(by),
    powerOff: () => card.powerOff(),
    respond: (command) => card.respond(command),
  };
}

const noNetwork: BreakableOpener = {
  open: async () => {
    throw new RigFailure({ code: 'HOST_OFFLINE', blame: 'bench', message: 'the terminal was to work without a host' });
  },
};

/** A PC/SC reader shows a contactless card like one with contacts: it is there, or it is not. */
function asField(slot: ContactInterface): ContactlessInterface {
  return {
    poll: async (signal) => {
      const { kind } = await slot.insertCheck(signal);
      return { kind: kind === 'mute' ? 'no-card' : kind };
    },
    transmit: (command) => slot.transmit(command),
    release: () => slot.release(),
  };
}
