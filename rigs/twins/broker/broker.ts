import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { Aedes } from 'aedes';
import type { BusMessage } from '#drivers/ports/message-bus.ts';

/** A broker of our own. */
export interface Broker extends AsyncDisposable {
  /** Where clients of this machine reach it, such as `mqtt://127.0.0.1:40123`. */
  readonly url: string;
  /** Calls back for every message that a client publishes, wills included, until the handle is disposed. */
  onMessage(listener: (message: BusMessage) => void): Disposable;
  /** Breaks every connection without a word, as a lost network does. The clients' wills are published. */
  dropClients(): void;
}

/** Starts a broker in this process: loopback only, on a port that the system chooses, open to everybody. */
export async function startBroker(): Promise<Broker> {
  const aedes = await Aedes.createBroker();
  const sockets = new Set<Socket>();
  // Answers of a few bytes must not wait for the acknowledgement of those before.
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    aedes.handle(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const listeners = new Set<(message: BusMessage) => void>();
  aedes.on('publish', ({ topic, payload, retain }) => {
    if (topic.startsWith('$SYS/')) return;
    for (const listener of listeners) listener({ topic, payload: payload.toString(), isRetained: retain });
  });
  const dropClients = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    dropClients,
    onMessage(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => {
        aedes.close(resolve);
      });
      dropClients();
      await closed(server);
    },
  };
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
  });
}
