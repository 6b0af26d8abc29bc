import type { BookEntry, Journal } from '#drivers/ports/evidence.ts';
import type { ByteLink } from '#drivers/ports/link.ts';
import type { Clock, Rng } from '#drivers/ports/surroundings.ts';
import type { LinkFault, NameFault, OutageFault, TlsFault, TlsTrouble } from '#rigs/faults/fault.ts';
import type { Mask } from '#rigs/mask.ts';
import type { BreakableLink } from '#rigs/memory-link.ts';
import { createPipe } from '#rigs/pipe.ts';
import type { HostControl } from '#rigs/rig.ts';
import { createAcquirer, type Acquirer } from '#rigs/sim/acquirer/acquirer.ts';
import type { SecurityModule } from '#rigs/sim/hsm/security-module.ts';
import type { TerminalConfiguration } from '#terminal';
import { hostListeners } from './host-listeners.ts';
import { messageRuler } from './message-ruler.ts';
import { messageTap } from './message-tap.ts';
import { troubledNames } from './name-trouble.ts';
import type { TestScheme } from './test-scheme.ts';
import { sessionFor } from './session-terms.ts';
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
  arm(fault: LinkFault | NameFault | TlsFault | OutageFault): AsyncDisposable;
  /** @throws {RigFailure} code LINK_REFUSED when this listener is out of service */
  refuseIfOut(host: string | undefined): void;
  /** What is wrong with the host for those who call it now. */
  tlsTrouble(): TlsTrouble | undefined;
  /**
   * Looks the host's name up for somebody who wants to call it.
   *
   * @throws {RigFailure} code NAME_NOT_RESOLVED, with `facts.why`, when a fault is in force
   */
  lookUp(signal?: AbortSignal): Promise<void>;
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
  readonly terminal: Pick<
    TerminalConfiguration,
    'terminalId' | 'messageAuthentication' | 'hostMessages' | 'hosts' | 'networkManagement' | 'contact'
  >;
}

/** An acquirer with empty books, whose every message is journalled, decoded by its own side of the wire and masked. */
export function createHostSide(options: HostSideOptions): HostSide {
  const { clock, rng, journal, mask } = options;
  const format = wireFormatFor(options.terminal);
  const pipe = createPipe({ clock, onStrike: (fault) => noteFault(journal, fault, 'struck') });
  const names = troubledNames({ clock, onStrike: (fault) => noteFault(journal, fault, 'struck') });
  const troubles: TlsFault[] = [];
  const listeners = hostListeners((fault) => noteFault(journal, fault, 'struck'));
  const securityModule = options.scheme.securityModule(rng.fork('security module'));
  const acquirer = openAcquirer(options, securityModule);
  const inForce = (fault: HostFault): Disposable => {
    if (fault.target === 'host-link') return pipe.arm(fault);
    if (fault.target === 'host-name') return names.arm(fault);
    if (fault.target === 'host-listener') return listeners.putOut(fault);
    troubles.push(fault);
    return { [Symbol.dispose]: () => void troubles.splice(troubles.indexOf(fault), 1) };
  };
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
      const tap = messageTap({ journal, mask, format, named });
      const end = await pipe.join(ends, { ruler: () => messageRuler(format), onPassage: tap });
      journal.append({ kind: 'host-link', state: end, ...named });
    },
    arm: (fault) => {
      noteFault(journal, fault, 'armed');
      const armed = inForce(fault);
      let isLifted = false;
      return {
        [Symbol.asyncDispose]: async () => {
          if (isLifted) return;
          isLifted = true;
          armed[Symbol.dispose]();
          noteFault(journal, fault, 'lifted');
        },
      };
    },
    refuseIfOut: (host) => listeners.refuseIfOut(host),
    tlsTrouble: () => {
      const fault = troubles.at(-1);
      if (fault !== undefined) noteFault(journal, fault, 'struck');
      return fault?.trouble;
    },
    lookUp: (signal) => names.lookUp(signal),
  };
}

function openAcquirer(options: HostSideOptions, securityModule: SecurityModule): Acquirer {
  const { clock, rng, journal, mask } = options;
  const { terminalId, messageAuthentication: codes } = options.terminal;
  return createAcquirer({
    clock,
    rng: rng.fork('acquirer'),
    issuer: options.scheme.issuer(),
    pinTranslator: securityModule,
    ...sessionFor(options.terminal, securityModule),
    ...(codes === undefined ? {} : { authenticator: securityModule.messageCodes(codes.scheme) }),
    terminalIds: [terminalId],
    format: wireFormatFor(options.terminal),
    onDecision: (facts) => {
      const masked = Object.entries(facts).map(([name, value]) => [name, mask.fact(name, value)] as const);
      journal.append({ kind: 'host-decision', facts: Object.fromEntries(masked) });
    },
  });
}

type HostFault = LinkFault | NameFault | TlsFault | OutageFault;

function noteFault(journal: Journal, { name, facts }: HostFault, state: 'armed' | 'struck' | 'lifted'): void {
  journal.append({ kind: 'fault', name, state, facts });
}
