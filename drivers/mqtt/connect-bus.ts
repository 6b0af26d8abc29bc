import { Socket } from 'node:net';
import { connect } from 'mqtt';
import type { MqttClient } from 'mqtt';
import { within } from '#drivers/ports/deadline.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { BusMessage, MessageBus } from '#drivers/ports/message-bus.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { matchesFilter } from './topic-filter.ts';

/** How to reach a broker. */
export interface BusOptions {
  /** Such as `mqtt://127.0.0.1:1883`; may hold a name and password, which no message repeats. */
  readonly url: string;
  /** Unique at the broker: a second client of the same name throws the first one out. */
  readonly clientId: string;
  readonly clock: Clock;
  /** What the broker says in our name when we vanish. */
  readonly will?: { readonly topic: string; readonly payload: string; readonly isRetained: boolean };
}

const connectTimeoutMs = 3000;
const answerTimeoutMs = 3000;
const farewellTimeoutMs = 500;
const keepAliveS = 15;

/**
 * Connects to a broker, speaking MQTT 3.1.1 with QoS 1 and a clean session.
 *
 * A connection that was lost stays lost. The library would connect again and send what it still holds, and a plug
 * would obey minutes later a command that had been reported as failed.
 *
 * @throws {RigFailure} code BUS_REFUSED when no broker answers in 3 s, or it does not let us in
 */
export async function connectBus(options: BusOptions): Promise<MessageBus> {
  const { clientId, clock, will } = options;
  const client = connect(options.url, {
    clientId,
    clean: true,
    reconnectPeriod: 0,
    connectTimeout: connectTimeoutMs,
    keepalive: keepAliveS,
    protocolVersion: 4,
    queueQoSZero: false,
    ...(will === undefined
      ? {}
      : { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: will.isRetained } }),
  });
  const address = withoutCredentials(options.url);
  try {
    const wait = await within(clock, untilConnected(client), { timeoutMs: connectTimeoutMs });
    if (wait.kind === 'timed-out') throw new Error(`no answer in ${connectTimeoutMs} ms`);
  } catch (cause) {
    client.end(true);
    throw refused(address, cause);
  }
  // A command of a few bytes must not wait 40 ms for the acknowledgement of the one before.
  if (client.stream instanceof Socket) client.stream.setNoDelay(true);
  return new MqttBus(client, { address, clock });
}

class MqttBus implements MessageBus {
  readonly #client: MqttClient;
  readonly #clock: Clock;
  readonly #address: string;
  readonly #listeners = new Map<string, Set<(message: BusMessage) => void>>();
  #lastError: Error | undefined;

  constructor(client: MqttClient, options: { readonly address: string; readonly clock: Clock }) {
    this.#client = client;
    this.#clock = options.clock;
    this.#address = options.address;
    client.on('error', (error) => {
      this.#lastError = error;
    });
    client.on('message', (topic, payload, packet) => {
      this.#deliver({ topic, payload: payload.toString('utf8'), isRetained: packet.retain });
    });
  }

  async publish(topic: string, payload: string, options: { readonly isRetained?: boolean } = {}): Promise<void> {
    const retain = options.isRetained ?? false;
    await this.#answered(`published to ${topic}`, () => this.#client.publishAsync(topic, payload, { qos: 1, retain }));
  }

  async subscribe(filter: string, onMessage: (message: BusMessage) => void): Promise<AsyncDisposable> {
    const listeners = this.#listeners.get(filter) ?? new Set();
    // A set keeps one entry for each subscription even if two bring the same function.
    const listener = (message: BusMessage): void => onMessage(message);
    listeners.add(listener);
    this.#listeners.set(filter, listeners);
    await this.#answered(`subscribed to ${filter}`, () => this.#client.subscribeAsync(filter, { qos: 1 }));
    return {
      [Symbol.asyncDispose]: async () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        this.#listeners.delete(filter);
        await this.#unsubscribe(filter);
      },
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#listeners.clear();
    // Only a connection that lives can be taken leave of.
    const farewell = this.#client.endAsync(!this.#client.connected);
    const wait = await within(this.#clock, farewell, { timeoutMs: farewellTimeoutMs });
    if (wait.kind === 'timed-out') this.#client.end(true);
  }

  /** With the connection the subscription is gone: to have lost it is as good. */
  async #unsubscribe(filter: string): Promise<void> {
    if (!this.#client.connected) return;
    try {
      await this.#answered(`unsubscribed from ${filter}`, () => this.#client.unsubscribeAsync(filter));
    } catch (error) {
      if (!(error instanceof RigFailure) || error.code !== 'BUS_LOST') throw error;
    }
  }

  #deliver(message: BusMessage): void {
    for (const [filter, listeners] of this.#listeners) {
      if (!matchesFilter(filter, message.topic)) continue;
      for (const listener of listeners) listener(message);
    }
  }

  async #answered(tried: string, work: () => Promise<unknown>): Promise<void> {
    if (!this.#client.connected) throw this.#lost(tried, this.#lastError);
    const closed = Promise.withResolvers<never>();
    const onClose = (): void => closed.reject(this.#lost(tried, this.#lastError));
    this.#client.once('close', onClose);
    const answer = work();
    // When the connection closes first, nobody is left to hear what becomes of the answer.
    answer.catch(() => undefined);
    try {
      const wait = await within(this.#clock, Promise.race([answer, closed.promise]), { timeoutMs: answerTimeoutMs });
      if (wait.kind === 'settled') return;
    } catch (cause) {
      throw cause instanceof RigFailure ? cause : this.#lost(tried, cause);
    } finally {
      this.#client.off('close', onClose);
    }
    // Unanswered it may still be obeyed later; without the connection it can't.
    this.#client.end(true);
    throw this.#lost(tried, this.#lastError);
  }

  #lost(tried: string, cause: unknown): RigFailure {
    return new RigFailure(
      {
        code: 'BUS_LOST',
        blame: 'bench',
        message: `${tried}, found the connection to broker ${this.#address} gone; check that it runs and that no other client has our name`,
        facts: { address: this.#address },
      },
      { cause },
    );
  }
}

function untilConnected(client: MqttClient): Promise<void> {
  return new Promise((resolve, reject) => {
    client.once('connect', () => resolve());
    client.once('close', () => reject(new Error('the broker closed the connection')));
    // The library throws errors that nobody listens to, later ones as well.
    client.on('error', reject);
  });
}

function refused(address: string, cause: unknown): RigFailure {
  const found = Error.isError(cause) && cause.message !== '' ? cause.message : 'nobody there';
  return new RigFailure(
    {
      code: 'BUS_REFUSED',
      blame: 'bench',
      message: `tried to connect to broker ${address}, found: ${found}; check that it runs, its address and our credentials`,
      facts: { address },
    },
    { cause },
  );
}

function withoutCredentials(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? 'at an address that is no url' : `${parsed.protocol}//${parsed.host}`;
}
