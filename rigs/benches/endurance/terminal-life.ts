/**
 * One life of the reference terminal in a process of its own, for a parent that kills it. Waits for its order on standard
 * input, so that it is ready at once when its turn comes; then opens the store that the life before it left behind.
 */
import { readFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { tcpOpener } from '#drivers/network/tcp.ts';
import type { Clock, Rng } from '#drivers/ports/surroundings.ts';
import {
  createReferenceTerminal,
  openDurableStore,
  type HostNetwork,
  type ReferenceTerminal,
  type TerminalConfiguration,
  type TransactionRequest,
} from '#terminal';
import { cardDoorReader } from './card-door.ts';
import type { LifeOrder, LifeWord } from './life.ts';

const settleMs = 30_000;
const currencyCode = '978';
const clock = wallClock();

say({ kind: 'loaded' });
for await (const line of createInterface({ input: process.stdin })) {
  await live(JSON.parse(line) as LifeOrder);
  process.exit(0);
}

/** Synchronous, so that what was said is out before the process can die. */
function say(word: LifeWord): void {
  writeSync(1, `${JSON.stringify(word)}\n`);
}

async function live(order: LifeOrder): Promise<void> {
  const configuration = JSON.parse(readFileSync(order.configurationPath, 'utf8')) as TerminalConfiguration;
  const rng = seededRng(order.seed);
  const store = openDurableStore(order.storePath);
  const terminal = createReferenceTerminal(configuration, {
    clock,
    random: (length) => rng.bytes(length),
    contactless: cardDoorReader(order.card, clock),
    host: hostNetwork(order.host, clock),
    battery: { chargePercent: () => 80, voltageMv: () => 3900 },
    observer: { display: () => undefined, kernelStep: () => undefined },
    store,
  });
  if (order.task === 'settle') {
    const owedCount = await terminal.settle({ timeoutMs: settleMs });
    say({ kind: 'book', owedCount, entries: terminal.book() });
    return;
  }
  for (;;) await sellOnce(terminal, rng);
}

async function sellOnce(terminal: ReferenceTerminal, rng: Rng): Promise<void> {
  const amountMinor = 5100 + rng.below(4800);
  const kind = (['purchase', 'refund', 'purchase', 'pre-authorization'] as const)[rng.below(4)] ?? 'purchase';
  const sold = await perform(terminal, { kind, amountMinor, currencyCode });
  if (sold === undefined) return;
  const originalStan = sold;
  if (kind === 'pre-authorization') {
    await perform(terminal, {
      kind: 'completion',
      amountMinor: amountMinor - rng.below(1000),
      currencyCode,
      originalStan,
    });
  } else if (kind === 'purchase' && rng.below(3) === 0) {
    await perform(terminal, { kind: 'void', amountMinor, currencyCode, originalStan });
  }
}

/** @returns the trace number of what was approved */
async function perform(terminal: ReferenceTerminal, request: TransactionRequest): Promise<string | undefined> {
  const { kind } = request;
  const amountMinor = kind === 'refund' ? -request.amountMinor : request.amountMinor;
  const what = kind === 'pre-authorization' ? 'hold' : kind === 'void' ? 'void' : 'sale';
  say({ kind: 'asked', what, amountMinor });
  const { outcome, reason, stan } = await terminal.perform(request);
  say({ kind: 'told', isApproved: outcome === 'approved', reason });
  return outcome === 'approved' ? stan : undefined;
}

function hostNetwork(address: { readonly host: string; readonly port: number }, time: Clock): HostNetwork {
  const opener = tcpOpener({ ...address, clock: time });
  return {
    connect: async (signal) => {
      const link = await opener.open(signal);
      return {
        received: bytesOf(link),
        send: (bytes) => link.send(bytes),
        close: () => Promise.resolve(link[Symbol.asyncDispose]()),
      };
    },
  };
}

async function* bytesOf(link: {
  readonly received: AsyncIterable<{ readonly bytes: Uint8Array }>;
}): AsyncGenerator<Uint8Array> {
  for await (const { bytes } of link.received) yield bytes;
}
