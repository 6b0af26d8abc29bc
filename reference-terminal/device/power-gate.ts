import type { Cashier, HostConnection, HttpGateway, TerminalNeeds } from '../needs.ts';
import { steadyMs } from './steady-time.ts';

/** The terminal lost its power: whatever was under way ended right there, and nothing may follow. */
export class PowerLost extends Error {
  readonly code = 'POWER_LOST';

  constructor(options?: ErrorOptions) {
    super('the terminal has no power; create a new one on the same store to switch it on again', options);
    this.name = 'PowerLost';
  }
}

/** A terminal's surroundings as long as it has power. */
export interface PowerGate {
  /** The same needs, but each use of them throws or rejects with {@link PowerLost} once the power is cut. */
  readonly needs: TerminalNeeds;
  isPowered(): boolean;
  /**
   * Cuts the power: pending waits on the needs reject at once, and no further call reaches them. Open host connections
   * drop, as a socket does when its device dies: their descriptors belong to the world, which must not keep them.
   */
  cut(): void;
}

/** Puts a switch between a terminal and everything it is plugged into. */
export function powerGate(needs: TerminalNeeds): PowerGate {
  const death = new AbortController();
  const life: Life = { signal: death.signal, waits: new Set(), connections: new Set() };
  return {
    needs: {
      clock: {
        nowMs: () => whenPowered(life, () => needs.clock.nowMs()),
        steadyMs: () => whenPowered(life, () => steadyMs(needs.clock)),
        sleep: (delayMs, signal) => untilDeath(life, () => needs.clock.sleep(delayMs, joined(life, signal))),
      },
      random: (length) => whenPowered(life, () => needs.random(length)),
      contactless: {
        poll: (signal) => untilDeath(life, () => needs.contactless.poll(joined(life, signal))),
        transmit: (command) => untilDeath(life, () => needs.contactless.transmit(command)),
        release: () => untilDeath(life, () => needs.contactless.release()),
      },
      ...slotNeeds(life, needs),
      host: {
        async connect(signal, host) {
          const connecting = untilDeath(life, () => needs.host.connect(joined(life, signal), host), dropLate);
          return gatedConnection(life, await connecting);
        },
      },
      ...(needs.gateway === undefined ? {} : { gateway: gatedGateway(life, needs.gateway) }),
      battery: gatedObject(life, needs.battery),
      observer: gatedObject(life, needs.observer),
      store: gatedObject(life, needs.store),
    },
    isPowered: () => !life.signal.aborted,
    cut() {
      if (life.signal.aborted) return;
      death.abort(new PowerLost());
      for (const reject of life.waits) reject(new PowerLost());
      life.waits.clear();
      for (const connection of life.connections) dropLate(connection);
      life.connections.clear();
    },
  };
}

/** The chip slot, the people before it and the stripe reader, as far as the terminal has them. */
function slotNeeds(
  life: Life,
  needs: TerminalNeeds,
): Pick<TerminalNeeds, 'contact' | 'cardholder' | 'cashier' | 'magneticStripe'> {
  const { contact, cardholder, cashier, magneticStripe } = needs;
  return {
    ...(contact === undefined
      ? {}
      : {
          contact: {
            insertCheck: (signal) => untilDeath(life, () => contact.insertCheck(joined(life, signal))),
            transmit: (command) => untilDeath(life, () => contact.transmit(command)),
            release: () => untilDeath(life, () => contact.release()),
          },
        }),
    ...(cardholder === undefined
      ? {}
      : {
          cardholder: {
            chooseApplication: (labels) => untilDeath(life, () => cardholder.chooseApplication(labels)),
            confirmApplication: (label) => untilDeath(life, () => cardholder.confirmApplication(label)),
            enterPin: (prompt) => untilDeath(life, () => cardholder.enterPin(prompt)),
            chooseLanguage: (languages) => untilDeath(life, async () => cardholder.chooseLanguage?.(languages)),
          },
        }),
    ...(cashier === undefined ? {} : { cashier: livingCashier(life, cashier) }),
    ...(magneticStripe === undefined
      ? {}
      : {
          magneticStripe: {
            swipe: (signal) => untilDeath(life, () => magneticStripe.swipe(joined(life, signal))),
          },
        }),
  };
}

function livingCashier(life: Life, cashier: Cashier): Cashier {
  return {
    takesPart: (part) => untilDeath(life, () => cashier.takesPart(part)),
    decideReferral: (referred) =>
      untilDeath(life, async () => (await cashier.decideReferral?.(referred)) ?? { kind: 'declined' }),
    forcesAcceptance: (declined) => untilDeath(life, async () => (await cashier.forcesAcceptance?.(declined)) ?? false),
  };
}

interface Life {
  readonly signal: AbortSignal;
  readonly waits: Set<(reason: PowerLost) => void>;
  readonly connections: Set<HostConnection>;
}

function whenPowered<T>(life: Life, work: () => T): T {
  if (life.signal.aborted) throw new PowerLost();
  try {
    return work();
  } finally {
    // The call itself may have cut the power: then neither its value nor its error is of this life any more.
    life.signal.throwIfAborted();
  }
}

/** Waits for `start()`, but no longer than the power lasts; a value that comes too late goes to `late`. */
function untilDeath<T>(life: Life, start: () => Promise<T>, late?: (value: T) => void): Promise<T> {
  if (life.signal.aborted) return Promise.reject(new PowerLost());
  const work = Promise.try(start);
  return new Promise<T>((resolve, reject) => {
    // The call itself may have cut the power.
    if (life.signal.aborted) reject(new PowerLost());
    else life.waits.add(reject);
    work.then(
      (value) => {
        life.waits.delete(reject);
        if (!life.signal.aborted) return resolve(value);
        late?.(value);
        return reject(new PowerLost());
      },
      (error: unknown) => {
        life.waits.delete(reject);
        reject(error);
      },
    );
  });
}

function joined(life: Life, signal: AbortSignal | undefined): AbortSignal {
  return signal === undefined ? life.signal : AbortSignal.any([life.signal, signal]);
}

function gatedGateway(life: Life, gateway: HttpGateway): HttpGateway {
  return { post: (request, signal) => untilDeath(life, () => gateway.post(request, joined(life, signal))) };
}

function gatedConnection(life: Life, connection: HostConnection): HostConnection {
  life.connections.add(connection);
  return {
    received: { [Symbol.asyncIterator]: () => gatedIterator(life, connection) },
    send: (bytes) => untilDeath(life, () => connection.send(bytes)),
    close() {
      life.connections.delete(connection);
      return untilDeath(life, () => connection.close());
    },
  };
}

function gatedIterator(life: Life, connection: HostConnection): AsyncIterator<Uint8Array> {
  let inner: AsyncIterator<Uint8Array> | undefined;
  return {
    next: () =>
      untilDeath(life, () => {
        inner ??= connection.received[Symbol.asyncIterator]();
        return inner.next();
      }),
  };
}

/** Every function of `target` behind the switch. */
function gatedObject<T extends object>(life: Life, target: T): T {
  // The proxy's own target is empty, as a frozen one would forbid to answer with other functions than its own.
  return new Proxy({} as T, {
    get(_empty, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return whenPowered(life, () => member);
      return (...given: readonly unknown[]): unknown =>
        whenPowered(life, () => Reflect.apply(member, target, given) as unknown);
    },
  });
}

function dropLate(connection: HostConnection): void {
  // The dead terminal can't hear how the world's end of its socket went.
  Promise.try(() => connection.close()).catch(() => undefined);
}
