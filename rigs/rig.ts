import type { CardBay } from '#drivers/ports/card-bay.ts';
import type { PersonAtTerminal } from '#drivers/ports/cardholder.ts';
import type { CardSlot } from '#drivers/ports/chip-slot.ts';
import type { BookEntry, Happening } from '#drivers/ports/evidence.ts';
import type { PowerSupply, PowerSwitch } from '#drivers/ports/power-supply.ts';
import type { Clock, Rng, Surroundings } from '#drivers/ports/surroundings.ts';
import type { Ability, Identity, Terminal } from '#drivers/ports/terminal.ts';
import type { Fault } from './faults/fault.ts';
import type { OpenJournal } from './journal.ts';

/** Where a bench stands between model and hardware; `reports` says it beside every verdict. */
export type Nature = 'simulated' | 'loopback' | 'physical';

/** How the host answers the next financial requests. */
export type HostBehaviour =
  | { readonly kind: 'normal' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'delay'; readonly delayMs: number }
  | { readonly kind: 'duplicate' }
  /** Approves no more than this: response code 10, the amount in the answer. */
  | { readonly kind: 'partial-approval'; readonly amountMinor: number }
  /** Where codes over messages are agreed: the answer's is wrong, or missing. */
  | { readonly kind: 'wrong-code' }
  | { readonly kind: 'no-code' }
  /** For a key change: one bit of a new key is another. */
  | { readonly kind: 'damaged-keys' }
  | { readonly kind: 'decline'; readonly responseCode: string };

/** A format of PIN blocks: of ISO 9564-1, or one that somebody made up. */
export type PinFormat = 0 | 1 | 2 | 3 | 4 | 'private';

/** The host side of a bench: what it does, and what stands in its books. */
export interface HostControl {
  /**
   * For the next `count` requests (default 1), financial ones unless told, reversals, or network management; later ones are
   * answered normally again.
   */
  behave(
    behaviour: HostBehaviour,
    options?: { readonly count?: number; readonly of?: 'financial' | 'reversal' | 'network' },
  ): void;
  books(): readonly BookEntry[];
  /** In which format the issuer wants PINs from now on: the host's security module decides whether it may have it. */
  issuerWantsPins(format: PinFormat): void;
}

/** An opened bench with a fresh subject, cards and books: what one case runs on. */
export interface Rig extends AsyncDisposable, Surroundings {
  readonly benchName: string;
  readonly nature: Nature;
  readonly terminal: Terminal;
  readonly cards: CardBay;
  /** Where cards are inserted; absent on a bench without a chip slot (ability `contact`). */
  readonly slot: CardSlot | undefined;
  /** Who stands before the terminal; absent on a bench without one (ability `pin`). */
  readonly cardholder: PersonAtTerminal | undefined;
  readonly host: HostControl;
  readonly battery: PowerSupply | undefined;
  readonly readerPower: PowerSwitch | undefined;
  readonly journal: OpenJournal;
  /** Kinds of happenings that this bench can see. A check that needs another kind is inconclusive here. */
  readonly records: ReadonlySet<Happening['kind']>;
  /** Arms a fault until the returned handle is disposed. */
  inject(fault: Fault): Promise<AsyncDisposable>;
  /** Writes the closing facts (books, lost time) into the journal; called once, before the rig is disposed. */
  conclude(): Promise<void>;
}

/** What a bench is made of, for people and for the report. */
export interface BenchDescription {
  readonly name: string;
  readonly nature: Nature;
  readonly summary: string;
  readonly simulated: readonly string[];
  readonly real: readonly string[];
  readonly abilities: ReadonlySet<Ability>;
  /** Abilities that this bench has elsewhere and lacks here, and why: cases that need one are not run. */
  readonly lackingHere?: ReadonlyMap<Ability, string>;
  /** Terminals that a case may ask for besides the usual one, by the name of their configuration. */
  readonly profiles?: ReadonlySet<string>;
}

/** Choices of the person at the command line. */
export interface BenchOptions {
  /** Device paths by role ('reader', 'arm') that replace the twin of that role. */
  readonly ports: Readonly<Record<string, string>>;
  readonly firmwarePath?: string;
  readonly allowUnknownFirmware?: boolean;
  readonly signal?: AbortSignal;
}

/** A bench whose long-lived devices are up; cases are run on it one after the other. */
export interface OpenBench extends AsyncDisposable {
  readonly identities: readonly { readonly role: string; readonly identity: Identity }[];
  /**
   * @param options.caseName  names the case in device state such as topics
   * @param options.rng  the case's own stream
   * @param options.profile  one of the bench's profiles; the usual terminal without it
   */
  openRig(options: { readonly caseName: string; readonly rng: Rng; readonly profile?: string }): Promise<Rig>;
  /** A clock for the person who waits; the case's own clock is the rig's. */
  readonly clock: Clock;
}

/** One `*.bench.ts` file: where things are plugged in. */
export interface Bench {
  readonly description: BenchDescription;
  /** @throws {RigFailure} blame `bench` when a device can't be had; says which, and what to do */
  open(options: BenchOptions): Promise<OpenBench>;
}
