import type { CardBay } from '#drivers/ports/card-bay.ts';
import type { PersonAtTerminal } from '#drivers/ports/cardholder.ts';
import type { CardSlot } from '#drivers/ports/chip-slot.ts';
import type { Happening } from '#drivers/ports/evidence.ts';
import type { PowerSwitch } from '#drivers/ports/power-supply.ts';
import type { Clock, Rng } from '#drivers/ports/surroundings.ts';
import type { Identity } from '#drivers/ports/terminal.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { ClockFault, Fault, SupplyFault } from '#rigs/faults/fault.ts';
import type { OpenJournal } from '#rigs/journal.ts';
import type { Nature, Rig } from '#rigs/rig.ts';
import type { Battery } from '#rigs/sim/battery/battery.ts';
import { recordedSupply } from './battery-of-terminal.ts';
import type { HostSide } from './host-side.ts';
import type { KernelWire } from './kernel-wire.ts';
import type { Subject } from './subject.ts';

/** Everything that one case runs on, made by a bench. */
export interface CaseParts {
  readonly benchName: string;
  readonly nature: Nature;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly journal: OpenJournal;
  readonly subject: Subject;
  readonly cards: CardBay;
  /** Absent on a bench without a chip slot. */
  readonly slot?: CardSlot;
  readonly cardholder?: PersonAtTerminal;
  readonly hostSide: HostSide;
  /** Where the kernel can act on packets to the host. */
  readonly wire?: KernelWire;
  readonly battery: Battery;
  readonly readerPower: PowerSwitch;
  readonly identities: readonly { readonly role: string; readonly identity: Identity }[];
  /** Closing facts of the bench, such as real time that a twin lost. */
  readonly conclude: () => Promise<void>;
  /** Taken down after the subject, last first. */
  readonly owned: AsyncDisposableStack;
}

/** Kinds of happenings that both built-in benches record. */
const recordedKinds: ReadonlySet<Happening['kind']> = new Set([
  'identity',
  'step',
  'requested',
  'reported',
  'reconciled',
  'display',
  'polled',
  'apdu',
  'apdu-lost',
  'slot',
  'inserted',
  'cardholder',
  'receipt',
  'arm',
  'field',
  'kernel',
  'host-message',
  'host-link',
  'host-decision',
  'card-refusal',
  'book',
  'supply',
  'power',
  'switch',
  'fault',
  'expectation',
  'failure',
  'frame',
  'bus',
  'lost-real-time',
]);

/** Puts the parts of a case together to the rig that scenarios see. */
export function assembleRig(parts: CaseParts): Rig {
  const { journal, subject, hostSide, battery } = parts;
  for (const { role, identity } of [...parts.identities, { role: 'terminal', identity: subject.identity }]) {
    journal.append({ kind: 'identity', role, identity });
  }
  return {
    benchName: parts.benchName,
    nature: parts.nature,
    clock: parts.clock,
    rng: parts.rng,
    terminal: subject,
    cards: parts.cards,
    slot: parts.slot,
    cardholder: parts.cardholder,
    host: hostSide.control,
    battery: recordedSupply(battery, journal),
    readerPower: parts.readerPower,
    journal,
    records: recordedKinds,
    inject: async (fault: Fault) => armFault(fault, parts),
    conclude: async () => {
      journal.append({ kind: 'book', of: 'acquirer', entries: hostSide.control.books() });
      journal.append({ kind: 'book', of: 'terminal', entries: subject.book() });
      await parts.conclude();
    },
    [Symbol.asyncDispose]: async () => {
      await parts.cards.withdraw();
      await subject[Symbol.asyncDispose]();
      await parts.owned.disposeAsync();
    },
  };
}

function armFault(fault: Fault, parts: CaseParts): AsyncDisposable | Promise<AsyncDisposable> {
  switch (fault.target) {
    case 'terminal-supply':
      return armDip(fault, parts);
    case 'terminal-clock':
      return jumpClock(fault, parts);
    case 'host-wire':
      if (parts.wire === undefined) throw noWire(parts.benchName);
      return parts.wire.arm(fault);
    case 'host-link':
    case 'host-tls':
    case 'host-listener':
    case 'host-name':
      return parts.hostSide.arm(fault);
    default:
      return fault satisfies never;
  }
}

function noWire(bench: string): RigFailure {
  return new RigFailure({
    code: 'FAULT_UNSUPPORTED',
    blame: 'scenario',
    message: `bench ${bench} has no wire on which the kernel could act; a scenario with such a fault needs the ability kernel-network`,
  });
}

function jumpClock(fault: ClockFault, { journal, subject }: CaseParts): AsyncDisposable {
  const { name, facts, jumpMs } = fault;
  journal.append({ kind: 'fault', name, state: 'struck', facts });
  subject.setClockWrong(jumpMs);
  return {
    [Symbol.asyncDispose]: async () => {
      subject.setClockWrong(0);
      journal.append({ kind: 'fault', name, state: 'lifted', facts });
    },
  };
}

function armDip(fault: SupplyFault, { journal, battery }: CaseParts): AsyncDisposable {
  const note = (state: 'armed' | 'struck' | 'lifted'): void =>
    void journal.append({ kind: 'fault', name: fault.name, state, facts: fault.facts });
  note('armed');
  let dip: Disposable | undefined;
  const watch = journal.onAppend((event) => {
    if (dip !== undefined || event.kind === 'fault' || !fault.when(event)) return;
    // Held before anything is written, so that what follows can't trigger it again.
    dip = { [Symbol.dispose]: () => undefined };
    note('struck');
    dip = battery.sagTo(fault.voltageMv);
  });
  return {
    [Symbol.asyncDispose]: async () => {
      watch[Symbol.dispose]();
      dip?.[Symbol.dispose]();
      note('lifted');
    },
  };
}
