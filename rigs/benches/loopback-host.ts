import assert from 'node:assert/strict';
import { join } from 'node:path';
import { openNetworkNamespace, type NetworkNamespace } from '#drivers/network/network-namespace.ts';
import { listenTcp, tcpOpener, type TcpLink } from '#drivers/network/tcp.ts';
import { listenTls, tlsOpener, type TlsTerms } from '#drivers/network/tls.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { BreakableOpener } from '#rigs/memory-link.ts';
import type { CaseSlot } from './case-slot.ts';
import { hostName, hostTerms, terminalCredentials, trustedAuthority } from './test-credentials.ts';

/**
 * The way to the host over real sockets: the terminal by mutual TLS to the host's door, from there through the fault pipe
 * over TCP to the acquirer.
 */
export interface LoopbackHost {
  /** What the terminal connects with. */
  readonly network: BreakableOpener;
  /** A network namespace with another door of the primary host in it; made when it is first asked for. */
  openSpace(): Promise<NetworkNamespace>;
  /** Settles when no connection is carried any more. */
  quiet(): Promise<void>;
}

/**
 * Listens on three loopback ports: two for the terminal's connections, primary and secondary host, which go through the
 * faults, and one behind them for the acquirer, which is the same for both.
 *
 * @throws {RigFailure} code PORT_UNAVAILABLE
 */
export async function openLoopbackHost(options: {
  readonly clock: Clock;
  readonly slot: CaseSlot;
  readonly owned: AsyncDisposableStack;
  /** Where socket files may be. */
  readonly directory: string;
}): Promise<LoopbackHost> {
  const { clock, slot, owned } = options;
  const carried = new Set<Promise<void>>();
  const keep = (work: Promise<void>): void => {
    const kept = work.finally(() => carried.delete(kept));
    carried.add(kept);
    // A refused connection is the terminal's to notice; anything else is a defect and must not pass unseen.
    kept.catch((error: unknown) => {
      if (!(error instanceof RigFailure)) throw error;
    });
  };
  const acquirer = owned.use(
    await listenTcp({ clock, onLink: (link) => keep(slot.current.hostSide.acquirer.serve(link)) }),
  );
  const upstream = tcpOpener({ host: acquirer.host, port: acquirer.port, clock });
  const carry = async (terminal: TcpLink, host: string): Promise<void> => {
    const { hostSide } = slot.current;
    await hostSide.carry({ terminal, host: await upstream.open() }, host);
  };
  const openers = new Map<string, BreakableOpener>();
  const by = { clock, lookUp: (signal?: AbortSignal) => slot.current.hostSide.lookUp(signal) };
  const listenFor = (name: string): Parameters<typeof listenTls>[0] => ({
    clock,
    terms: () => hostTerms(slot.current.hostSide.tlsTrouble()),
    onLink: (link) => keep(carry(link, name)),
  });
  for (const name of ['primary', 'secondary'])
    openers.set(name, callerOf(owned.use(await listenTls(listenFor(name))), by));
  // What is opened in the middle of the bench's life goes away with the rest.
  const later = owned.use(new AsyncDisposableStack());
  let space: Promise<NetworkNamespace> | undefined;
  const makeSpace = async (): Promise<NetworkNamespace> => {
    const socketPath = join(options.directory, 'host-in-namespace');
    later.use(await listenTls({ ...listenFor('primary'), socketPath }));
    const made = later.use(await openNetworkNamespace({ clock, socketPath }));
    openers.set('in the namespace', callerOf(made, by));
    return made;
  };
  return {
    network: {
      open: async (signal, host = 'primary') => {
        slot.current.hostSide.refuseIfOut(host);
        const opener = openers.get(slot.current.wire.isInUse() ? 'in the namespace' : host);
        assert(opener !== undefined, 'the loopback host has a door for every name that a profile gives');
        return opener.open(signal);
      },
    },
    openSpace: () => (space ??= makeSpace()),
    quiet: async () => {
      await Promise.allSettled(carried);
    },
  };
}

function callerOf(
  door: { readonly host: string; readonly port: number },
  by: Pick<TlsTerms, 'clock' | 'lookUp'>,
): BreakableOpener {
  return tlsOpener({
    host: door.host,
    port: door.port,
    authority: trustedAuthority,
    serverName: hostName,
    credentials: terminalCredentials,
    ...by,
  });
}
