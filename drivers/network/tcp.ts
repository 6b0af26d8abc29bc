import { createServer, connect, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { LinkLost, RigFailure } from '#drivers/ports/failure.ts';
import type { ByteLink, Chunk, LinkOpener } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';

/** A TCP connection; `breakOff` sends a reset instead of an orderly close. */
export interface TcpLink extends ByteLink {
  breakOff(): void;
  /** The socket's file descriptor, -1 when it is closed: for options that Node has no word for. */
  descriptor(): number;
}

/** A listening port. */
export interface TcpListener extends AsyncDisposable {
  readonly host: string;
  readonly port: number;
}

/** Connects to host:port when asked. Nagle's delay is off: messages are small and awaited. */
export function tcpOpener(options: { readonly host: string; readonly port: number; readonly clock: Clock }): Omit<
  LinkOpener,
  'open'
> & {
  open(signal?: AbortSignal): Promise<TcpLink>;
} {
  const address = `${options.host}:${options.port}`;
  return {
    address,
    open: async (signal) => {
      const socket = connect({ host: options.host, port: options.port, noDelay: true });
      try {
        await once(socket, 'connect', signal === undefined ? {} : { signal });
      } catch (error) {
        socket.destroy();
        throw refused(address, error);
      }
      return socketLink(socket, options.clock);
    },
  };
}

/**
 * Listens on a loopback port of the system's choice and hands each connection to `onLink`.
 *
 * @throws {RigFailure} code PORT_UNAVAILABLE when no port can be had
 */
export async function listenTcp(options: {
  readonly clock: Clock;
  readonly onLink: (link: TcpLink) => void;
}): Promise<TcpListener> {
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    options.onLink(socketLink(socket, options.clock));
  });
  server.listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new RigFailure(
      {
        code: 'PORT_UNAVAILABLE',
        blame: 'bench',
        message: 'no TCP port could be opened on 127.0.0.1; check the limits of this user',
      },
      { cause: error },
    );
  }
  return {
    host: '127.0.0.1',
    port: portOf(server),
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port although it listens');
  return address.port;
}

/** A connected socket as a link. */
export function socketLink(socket: Socket, clock: Clock): TcpLink {
  const state: { failure: Error | undefined } = { failure: undefined };
  socket.on('error', (error) => {
    state.failure = error;
  });
  return {
    received: receive(socket, clock, state),
    send: (bytes) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed || socket.writableEnded) {
          reject(lost(state.failure));
          return;
        }
        socket.write(bytes, (error) => {
          if (error === undefined || error === null) resolve();
          else reject(lost(error));
        });
      }),
    breakOff: () => void socket.resetAndDestroy(),
    descriptor: () => (socket as unknown as { readonly _handle?: { readonly fd?: number } })._handle?.fd ?? -1,
    [Symbol.asyncDispose]: async () => {
      if (socket.destroyed) return;
      // Ends in an orderly way, but does not wait for a peer that never closes its side.
      socket.end(() => socket.destroy());
    },
  };
}

async function* receive(
  socket: Socket,
  clock: Clock,
  state: { readonly failure: Error | undefined },
): AsyncGenerator<Chunk> {
  try {
    for await (const bytes of socket) yield { bytes: bytes as Buffer, atMs: clock.nowMs() };
  } catch (error) {
    throw lost(error);
  }
  if (state.failure !== undefined) throw lost(state.failure);
}

function lost(cause: unknown): LinkLost {
  return new LinkLost(
    { code: 'LINK_LOST', blame: 'bench', message: 'the TCP connection is gone; the other side reset or left it' },
    { cause },
  );
}

function refused(address: string, cause: unknown): RigFailure {
  return new RigFailure(
    {
      code: 'LINK_REFUSED',
      blame: 'bench',
      message: `could not connect to ${address}; check that the host program runs there and that no firewall is between`,
      facts: { address },
    },
    { cause },
  );
}
