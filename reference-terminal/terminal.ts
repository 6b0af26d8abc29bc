import type { TerminalConfiguration } from './configuration.ts';
import { batteryGuard } from './device/battery-guard.ts';
import { powerGate, PowerLost } from './device/power-gate.ts';
import type { PowerGate } from './device/power-gate.ts';
import { turns } from './device/turns.ts';
import type { Turns } from './device/turns.ts';
import { gatewayClient } from './host/gateway-client.ts';
import { hostClient } from './host/host-client.ts';
import { hostRoute } from './host/host-route.ts';
import type { Dialect } from './host/message-codec.ts';
import type { HostClient, HostExchange } from './host/host-client.ts';
import { hostSession } from './host/host-session.ts';
import { keysInForce } from './host/keys-in-force.ts';
import type { KeysInForce } from './host/keys-in-force.ts';
import { sessionKeeper } from './host/session-keeper.ts';
import { authenticatedWriter, plainWriter } from './host/message-authentication.ts';
import type { Framing } from './host/length-prefix.ts';
import { dialects } from './host/dialects.table.ts';
import { reconcile } from './merchant/reconcile.ts';
import { bookOf, totalsOf } from './merchant/totals.ts';
import type { Totals } from './merchant/totals.ts';
import { transactionLog } from './merchant/transaction-log.ts';
import { performTransaction } from './merchant/transaction.ts';
import type { Kernel, TransactionParts } from './merchant/transaction.ts';
import type { TerminalNeeds } from './needs.ts';
import { backgroundDelivery } from './store-and-forward/background-delivery.ts';
import type { BackgroundDelivery } from './store-and-forward/background-delivery.ts';
import { deliveryQueue } from './store-and-forward/delivery-queue.ts';
import type { BookEntry, ReconciliationReport, TransactionReport, TransactionRequest } from './transaction-report.ts';

/** What the terminal can do; the chip slot and the PIN only where they are plugged in and configured. */
type TerminalAbility =
  | 'void'
  | 'pre-authorization'
  | 'partial-reversal'
  | 'reconciliation'
  | 'contactless'
  | 'online'
  | 'refund'
  | 'battery'
  | 'store-and-forward'
  | 'contact'
  | 'pin';

/** The golden mPOS, as those who plug it in see it. One power life: to switch on again, create another on its store. */
export interface ReferenceTerminal extends AsyncDisposable {
  readonly identity: { readonly vendor: string; readonly product: string; readonly version: string };
  readonly abilities: ReadonlySet<TerminalAbility>;
  /**
   * One transaction from start to end; a second call waits for its turn.
   *
   * @param signal  calls the transaction off, as long as the host has not been asked
   * @throws {PowerLost} when the power is cut before the end
   * @throws {StoreFailure} when the durable store is damaged
   */
  perform(request: TransactionRequest, signal?: AbortSignal): Promise<TransactionReport>;
  /** Asks the host for a sign of life, in its own turn. */
  echo(): Promise<HostExchange['kind']>;
  /**
   * Waits until nothing is owed to the host, at most `timeoutMs`.
   *
   * @returns how many transactions the host is still owed an end of
   */
  settle(options: { readonly timeoutMs: number }): Promise<number>;
  /** Brings everything owed to the host, compares the totals of the batch, and closes it when they agree. */
  reconcile(): Promise<ReconciliationReport>;
  /** Everything that ever went to the host, oldest first. */
  book(): readonly BookEntry[];
  totals(): Totals;
  /** The cardholder's copy of the last transaction that came to a decision in this power life. */
  lastReceipt(): string | undefined;
  /** Ends this life at once: what is under way rejects with {@link PowerLost}, nothing more is written or sent. */
  cutPower(): void;
}

/** Switches a terminal on with a kernel of choice. What an earlier life left open is reversed first. */
export function createTerminal(plan: {
  readonly configuration: TerminalConfiguration;
  readonly needs: TerminalNeeds;
  readonly kernel: Kernel;
}): ReferenceTerminal {
  const gate = powerGate(plan.needs);
  const row = turns();
  const parts = partsOf(plan, gate.needs);
  const { clock, store, random } = gate.needs;
  store.ensureDeviceKey(() => random(32));
  const { reversalRetryMs: retryMs, reversalRetryBackOff: growth } = plan.configuration;
  const backOff = { firstMs: retryMs, growth, random };
  const delivery = backgroundDelivery({ clock, store, deliveries: parts.deliveries, turns: row, backOff });
  const { networkManagement } = plan.configuration;
  const keeper =
    networkManagement === undefined
      ? undefined
      : sessionKeeper({ clock, session: parts.session, turns: row, echoEveryMs: networkManagement.echoEveryMs });
  delivery.start(0);
  let lastReceipt: string | undefined;
  return {
    identity: { vendor: 'Touchstone', product: 'Reference mPOS', version: '0.1.0' },
    abilities: abilitiesOf(plan),
    perform: (request, signal) =>
      row.take(async () => {
        const { report, receipt } = await untilPowerLost(gate, performTransaction(parts, request, signal));
        delivery.start(retryMs);
        lastReceipt = receipt ?? lastReceipt;
        if (parts.battery.isExhausted()) await switchOff({ parts, delivery, keeper });
        return report;
      }),
    echo: () => row.take(() => untilPowerLost(gate, parts.session.echo())),
    reconcile: () => row.take(() => untilPowerLost(gate, reconcile(parts))),
    settle: ({ timeoutMs }) => settle({ gate, row, delivery }, timeoutMs),
    // What is on the disk can be read by whoever has the disk, also of a terminal without power.
    book: () => bookOf(plan.needs.store.transactions()),
    totals: () => totalsOf(bookOf(store.transactions())),
    lastReceipt: () => lastReceipt,
    cutPower: () => gate.cut(),
    async [Symbol.asyncDispose]() {
      await keeper?.[Symbol.asyncDispose]();
      await delivery[Symbol.asyncDispose]();
      if (gate.isPowered()) await parts.client[Symbol.asyncDispose]();
    },
  };
}

/** In order: nothing new is begun, the host hears a close instead of nothing, and what is owed waits on the disk. */
async function switchOff(life: {
  readonly parts: TransactionParts;
  readonly delivery: AsyncDisposable;
  readonly keeper: AsyncDisposable | undefined;
}): Promise<void> {
  const { battery, observer } = life.parts.needs;
  if (battery.switchOff === undefined) return;
  observer.display('SWITCHING OFF');
  await life.keeper?.[Symbol.asyncDispose]();
  await life.delivery[Symbol.asyncDispose]();
  await life.parts.client[Symbol.asyncDispose]();
  try {
    battery.switchOff();
  } catch (error) {
    // That is what a call does that takes its own power.
    if (!(error instanceof PowerLost)) throw error;
  }
}

function abilitiesOf(plan: {
  readonly configuration: TerminalConfiguration;
  readonly needs: TerminalNeeds;
}): ReadonlySet<TerminalAbility> {
  const hasSlot = plan.configuration.contact !== undefined && plan.needs.contact !== undefined;
  return new Set<TerminalAbility>([
    'contactless',
    'online',
    'refund',
    'battery',
    'store-and-forward',
    'void',
    'pre-authorization',
    'partial-reversal',
    'reconciliation',
    ...(hasSlot ? (['contact'] as const) : []),
    ...(hasSlot && plan.needs.cardholder !== undefined ? (['pin'] as const) : []),
  ]);
}

/** Whatever the death of the power looked like from inside, seen from outside it is {@link PowerLost}. */
async function untilPowerLost<T>(gate: PowerGate, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (gate.isPowered()) throw error;
    throw new PowerLost({ cause: error });
  }
}

function partsOf(
  plan: { readonly configuration: TerminalConfiguration; readonly kernel: Kernel },
  needs: TerminalNeeds,
): TransactionParts {
  const { configuration, kernel } = plan;
  const { clock, store } = needs;
  const dialect: Dialect = dialects[configuration.hostMessages?.dialect ?? 'touchstone-1987'];
  const keys = keysInForce(configuration, store);
  const client = clientOf(configuration, { needs, keys }, dialect);
  return {
    configuration,
    needs,
    client,
    dialect,
    kernel,
    keys,
    session: hostSession({ configuration, clock, store, client, dialect, keys }),
    transactionLog: transactionLog(),
    battery: batteryGuard(configuration, needs.battery),
    deliveries: deliveryQueue({ clock, store, client, dialect }),
  };
}

/** The way to the host: by a gateway where there is one, else by messages of its own. */
function clientOf(
  configuration: TerminalConfiguration,
  { needs, keys }: { readonly needs: TerminalNeeds; readonly keys: KeysInForce },
  dialect: Dialect,
): HostClient {
  const { gateway, messageAuthentication } = configuration;
  if (gateway !== undefined && needs.gateway !== undefined) {
    const { clock, random } = needs;
    const { accessToken } = gateway;
    const responseTimeoutMs = configuration.hostResponseTimeoutMs;
    return gatewayClient({ clock, random, gateway: needs.gateway, cardKey: gateway, accessToken, responseTimeoutMs });
  }
  return hostClient({
    clock: needs.clock,
    network: needs.host,
    route: hostRoute(configuration.hosts, () => needs.clock.steadyMs?.() ?? needs.clock.nowMs()),
    dialect,
    framing: framingOf(configuration),
    writer:
      messageAuthentication === undefined
        ? plainWriter(dialect)
        : authenticatedWriter(dialect, messageAuthentication, needs.store, () => keys.codesHex() ?? ''),
    connectTimeoutMs: configuration.hostConnectTimeoutMs,
    responseTimeoutMs: configuration.hostResponseTimeoutMs,
  });
}

function framingOf({ hostMessages }: TerminalConfiguration): Framing {
  const { lengthHeader = 'binary-2', tpduHex } = hostMessages ?? {};
  return { lengthHeader, ...(tpduHex === undefined ? {} : { tpduHex }) };
}

/** One for all: an error takes its time to make, and nobody looks at where this one came from. */
const waitIsOver = new DOMException('the wait is over', 'AbortError');

async function settle(
  on: { readonly gate: PowerGate; readonly row: Turns; readonly delivery: BackgroundDelivery },
  timeoutMs: number,
): Promise<number> {
  const { clock, store } = on.gate.needs;
  const over = new AbortController();
  const timeout = clock.sleep(timeoutMs, over.signal);
  timeout.catch(() => undefined);
  const settled = on.row
    .take(() => Promise.resolve())
    .then(() => {
      on.delivery.start(0);
      return on.delivery.idle();
    });
  // When the time is over first, a failure is kept by whoever asks next.
  settled.catch(() => undefined);
  try {
    await untilPowerLost(on.gate, Promise.race([settled, timeout]));
  } finally {
    over.abort(waitIsOver);
  }
  return store.owedCount();
}
