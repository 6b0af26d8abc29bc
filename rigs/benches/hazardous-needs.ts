import type { Hazard } from '#rigs/faults/hazard.ts';
import { StoreFailure, type CardExchange, type DurableStore, type TerminalClock, type TerminalNeeds } from '#terminal';
import { hazardousGateway } from './hazardous-gateway.ts';
import { hazardousNetwork } from './hazardous-network.ts';
import { failing } from './supply-failed.ts';

/** What a hazard acts with. */
export interface HazardSurroundings {
  readonly hazard: Hazard;
  /** Takes the terminal's power, at once. */
  readonly cut: () => void;
  /** How late a late message is: longer than the terminal waits. */
  readonly lateMs: number;
}

const dayMs = 86_400_000;
/** Longer than any terminal waits for a card. */
const slowCardMs = 60_000;

/** A terminal's surroundings in which a hazard strikes. */
export function hazardousNeeds(needs: TerminalNeeds, around: HazardSurroundings): TerminalNeeds {
  const power = powerAround(around);
  const { contact, cardholder, cashier } = needs;
  return {
    ...needs,
    clock: hazardousClock(needs.clock, around),
    contactless: {
      poll: (signal) => needs.contactless.poll(signal),
      transmit: hazardousCard(needs.contactless, needs.clock, around),
      release: () => needs.contactless.release(),
    },
    ...(contact === undefined
      ? {}
      : {
          contact: {
            insertCheck: (signal) => contact.insertCheck(signal),
            transmit: hazardousCard(contact, needs.clock, around),
            release: () => contact.release(),
          },
        }),
    ...(cardholder === undefined
      ? {}
      : {
          cardholder: {
            chooseApplication: (labels) =>
              power.async('question', 'choice', () => cardholder.chooseApplication(labels)),
            confirmApplication: (label) =>
              power.async('question', 'confirmation', () => cardholder.confirmApplication(label)),
            enterPin: (prompt) => power.async('question', `${prompt.kind} PIN`, () => cardholder.enterPin(prompt)),
            chooseLanguage: (languages) =>
              power.async('question', 'language', async () => cardholder.chooseLanguage?.(languages)),
          },
        }),
    ...(cashier === undefined
      ? {}
      : {
          cashier: {
            takesPart: (part) => power.async('question', 'part of the amount', () => cashier.takesPart(part)),
          },
        }),
    host: hazardousNetwork(needs.host, needs.clock, around),
    ...(needs.gateway === undefined ? {} : { gateway: hazardousGateway(needs.gateway, needs.clock, around) }),
    store: hazardousStore(needs.store, around),
    observer: {
      ...needs.observer,
      display: (text) => power.sync('display', text, () => needs.observer.display(text)),
      kernelStep: (step, facts) => needs.observer.kernelStep(step, facts),
    },
  };
}

/** Moments at which nothing but the power can fail. */
type AnyMoment = 'display' | 'question';

/** Work that power can fail before or after. */
function powerAround({ hazard, cut }: HazardSurroundings) {
  return {
    sync: <T>(kind: AnyMoment, what: string, work: () => T): T => {
      const strike = hazard.meet(kind, what);
      if (strike === 'power-cut-before') failing(cut);
      const value = work();
      if (strike === 'power-cut-after') failing(cut);
      return value;
    },
    async: async <T>(kind: AnyMoment, what: string, work: () => Promise<T>): Promise<T> => {
      const strike = hazard.meet(kind, what);
      if (strike === 'power-cut-before') failing(cut);
      const value = await work();
      if (strike === 'power-cut-after') failing(cut);
      return value;
    },
  };
}

/** A jump stays until the hazard is lifted: until somebody, or the network, sets the clock right again. */
function hazardousClock(clock: TerminalClock, { hazard, cut }: HazardSurroundings): TerminalClock {
  let offsetMs = 0;
  return {
    nowMs: () => clock.nowMs() + offsetMs,
    // A jump of the date does not move what the terminal measures with.
    steadyMs: () => clock.steadyMs?.() ?? clock.nowMs(),
    sleep: async (delayMs, signal) => {
      const strike = hazard.meet('timer', `${Math.round(delayMs)} ms`);
      await clock.sleep(delayMs, signal);
      if (hazard.isLifted()) return;
      if (strike === 'clock-forward') offsetMs += dayMs;
      if (strike === 'clock-back') offsetMs -= dayMs;
      if (strike === 'power-cut-after') failing(cut);
    },
  };
}

interface CardSide {
  transmit(command: Uint8Array): Promise<CardExchange>;
  release(): Promise<void>;
}

/** A card that is gone takes its volatile memory with it: the next session finds it as new. */
function hazardousCard(
  card: CardSide,
  clock: TerminalClock,
  { hazard, cut }: HazardSurroundings,
): (command: Uint8Array) => Promise<CardExchange> {
  const gone = async (): Promise<CardExchange> => {
    await card.release();
    return { kind: 'card-gone' };
  };
  return async (command) => {
    const strike = hazard.meet('card-command', instructionName(command));
    if (strike === 'power-cut-before') failing(cut);
    if (strike === 'card-gone-before') return gone();
    const exchange = await card.transmit(command);
    if (strike === 'power-cut-after') failing(cut);
    if (strike === 'card-gone-after') return gone();
    if (strike !== 'card-slow') return exchange;
    await clock.sleep(slowCardMs);
    await card.release();
    return { kind: 'timed-out' };
  };
}

const instructionNames: Readonly<Record<number, string>> = {
  0xa4: 'SELECT',
  0xa8: 'GET PROCESSING OPTIONS',
  0xb2: 'READ RECORD',
  0xae: 'GENERATE AC',
  0x82: 'EXTERNAL AUTHENTICATE',
  0x88: 'INTERNAL AUTHENTICATE',
  0x84: 'GET CHALLENGE',
  0x20: 'VERIFY',
  0xca: 'GET DATA',
  0xea: 'EXCHANGE RELAY RESISTANCE DATA',
  0xd0: 'RECOVER AC',
  0x2a: 'COMPUTE CRYPTOGRAPHIC CHECKSUM',
};

function instructionName(command: Uint8Array): string {
  const instruction = command[1] ?? 0;
  return instructionNames[instruction] ?? `INS ${instruction.toString(16).toUpperCase().padStart(2, '0')}`;
}

/** Functions of the store that only read, as the key's does in a terminal that has one: nothing there could tear. */
const reading: ReadonlySet<string | symbol> = new Set([
  'ensureDeviceKey',
  'lastKeySerialNumber',
  'workingKeys',
  'transactionsUnderKeys',
  'openIntents',
  'dueDeliveries',
  'owedCount',
  'doubtCount',
  'pendingAdvices',
  'standing',
  'batch',
  'lastKeySerialNumber',
  'transactions',
  Symbol.dispose,
]);

function hazardousStore(store: DurableStore, around: HazardSurroundings): DurableStore {
  const { hazard, cut } = around;
  const write = (name: string, work: () => unknown): unknown => {
    const strike = hazard.meet('store-write', name);
    if (strike === 'disk-full') throw new StoreFailure('STORE_FULL', 'tried to write, the disk is full: no room left');
    if (strike === 'disk-broken') {
      throw new StoreFailure('STORE_UNUSABLE', 'tried to write, the disk said: input/output error');
    }
    if (strike === 'power-cut-before') return failing(cut);
    const value = work();
    return strike === 'power-cut-after' ? failing(cut) : value;
  };
  // The proxy's own target is empty, as a frozen one would forbid to answer with other functions than its own.
  return new Proxy({} as DurableStore, {
    get(_empty, name) {
      const member: unknown = Reflect.get(store, name, store);
      if (typeof member !== 'function' || reading.has(name) || typeof name === 'symbol') return member;
      return (...given: readonly unknown[]): unknown =>
        write(name, () => Reflect.apply(member, store, given) as unknown);
    },
  });
}
