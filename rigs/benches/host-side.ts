import type { BookEntry, HostDirection, Journal } from '#drivers/ports/evidence.ts';
import type { ByteLink } from '#drivers/ports/link.ts';
import type { Clock, Rng } from '#drivers/ports/surroundings.ts';
import type { LinkFault, OutageFault, Passage, TlsFault, TlsTrouble } from '#rigs/faults/fault.ts';
import type { Mask } from '#rigs/mask.ts';
import type { BreakableLink } from '#rigs/memory-link.ts';
import { joinThroughFaults } from '#rigs/pipe.ts';
import type { HostControl } from '#rigs/rig.ts';
import { createAcquirer, type Acquirer } from '#rigs/sim/acquirer/acquirer.ts';
import { decodeForTrace } from '#rigs/sim/acquirer/message-codec.ts';
import { splitMessages } from '#rigs/sim/acquirer/message-split.ts';
import type { WireFormat } from '#rigs/sim/acquirer/wire-format.ts';
import type { TerminalConfiguration } from '#terminal';
import { armIn } from './armed-faults.ts';
import { hostListeners } from './host-listeners.ts';
import type { TestScheme } from './test-scheme.ts';
import { wireFormatFor } from './wire-format.ts';

/** The acquirer of one case, with the tap and the faults on the way to it. */
export interface HostSide {
  readonly control: HostControl;
  readonly acquirer: Acquirer;
  /**
   * Carries one connection of the terminal to the host, through the faults, until it ends.
   *
   * @param host  name of the listener that was called, where there are several
   */
  carry(ends: { readonly terminal: BreakableLink; readonly host: ByteLink }, host?: string): Promise<void>;
  /** Puts a fault in force until it is disposed. */
  arm(fault: LinkFault | TlsFault | OutageFault): AsyncDisposable;
  /** @throws {RigFailure} code LINK_REFUSED when this listener is out of service */
  refuseIfOut(host: string | undefined): void;
  /** What is wrong with the host for those who call it now. */
  tlsTrouble(): TlsTrouble | undefined;
}

/** What the host's side needs of its case. */
export interface HostSideOptions {
  readonly clock: Clock;
  readonly rng: Rng;
  readonly journal: Journal;
  readonly mask: Mask;
  /** Whose issuer and keys the host has. */
  readonly scheme: Pick<TestScheme, 'issuer' | 'securityModule'>;
  /** Which terminal it serves, and what they agreed on. */
  readonly terminal: Pick<TerminalConfiguration, 'terminalId' | 'messageAuthentication' | 'hostMessages' | 'hosts'>;
}

/** An acquirer with empty books, whose every message is journalled, decoded by its own side of the wire and masked. */
export function createHostSide(options: HostSideOptions): HostSide {
  const { clock, rng, journal, mask } = options;
  const { terminalId, messageAuthentication: codes } = options.terminal;
  const format = wireFormatFor(options.terminal);
  const faults: LinkFault[] = [];
  const troubles: TlsFault[] = [];
  const listeners = hostListeners(journal);
  const securityModule = options.scheme.securityModule(rng.fork('security module'));
  const acquirer = createAcquirer({
    clock,
    rng: rng.fork('acquirer'),
    issuer: options.scheme.issuer(),
    pinTranslator: securityModule,
    ...(codes === undefined ? {} : { authenticator: securityModule.messageCodes(codes.scheme) }),
    terminalIds: [terminalId],
    format,
    onDecision: (facts) => {
      const masked = Object.entries(facts).map(([name, value]) => [name, mask.fact(name, value)] as const);
      journal.append({ kind: 'host-decision', facts: Object.fromEntries(masked) });
    },
  });
  return {
    acquirer,
    control: {
      behave: (behaviour, order) => void acquirer.behave(behaviour, order),
      books: (): readonly BookEntry[] => acquirer.books(),
      issuerWantsPins: (blockFormat) => securityModule.issuerWants(blockFormat),
    },
    carry: async (ends, host) => {
      const named = host === undefined || options.terminal.hosts === undefined ? {} : { host };
      journal.append({ kind: 'host-link', state: 'connected', ...named });
      using _held = listeners.hold(host, ends.terminal);
      const tap = messageTap({ ...options, format, named });
      const end = await joinThroughFaults(ends, {
        clock,
        faults: () => faults,
        onPassage: (passage, isDelivered) => {
          noteStrike(journal, faults, isDelivered);
          tap(passage, isDelivered);
        },
      });
      journal.append({ kind: 'host-link', state: end, ...named });
    },
    arm: (fault) => {
      if (fault.target === 'host-link') return armIn(faults, fault, journal);
      if (fault.target === 'host-tls') return armIn(troubles, fault, journal);
      return listeners.putOut(fault);
    },
    refuseIfOut: (host) => listeners.refuseIfOut(host),
    tlsTrouble: () => troubles.at(-1)?.trouble,
  };
}

function noteStrike(journal: Journal, faults: readonly LinkFault[], isDelivered: boolean): void {
  if (isDelivered) return;
  for (const { name, facts } of faults) journal.append({ kind: 'fault', name, state: 'struck', facts });
}

/** Puts the bytes of each direction together to messages. What can't be decoded is journalled by its length alone. */
function messageTap(
  options: HostSideOptions & { readonly format: WireFormat; readonly named: { readonly host?: string } },
): (passage: Passage, isDelivered: boolean) => void {
  const pending: Record<HostDirection, Uint8Array> = { 'to-host': new Uint8Array(), 'from-host': new Uint8Array() };
  return ({ direction, bytes }, isDelivered) => {
    const split = splitMessages(Buffer.concat([pending[direction], bytes]), options.format);
    pending[direction] = split.rest;
    for (const message of split.messages) {
      const decoded = decodeForTrace(message, options.format);
      const fields = Object.entries(decoded?.fields ?? {}).map(
        ([element, value]) => [element, options.mask.hostField(element, value)] as const,
      );
      options.journal.append({
        kind: 'host-message',
        direction,
        mti: decoded?.mti ?? '',
        fields: Object.fromEntries(fields),
        length: message.length,
        isDelivered,
        ...options.named,
      });
    }
  };
}
