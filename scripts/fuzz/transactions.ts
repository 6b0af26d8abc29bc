import assert from 'node:assert/strict';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { referenceConfiguration, testScheme } from '#rigs/benches/test-scheme.ts';
import type { PinEntry, PollResult, SlotLook, TerminalConfiguration } from '#terminal';
import { fromHex, performContact, performContactless } from '#terminal/vectors.ts';
import type { KernelOutcome, KernelRequest, OnlineAnswer } from '#terminal/vectors.ts';
import type { Chance } from './chance.ts';
import { lyingCard } from './lying-card.ts';
import { mutated } from './mutate.ts';

/** How one transaction with a lying card ended. */
export interface FuzzedTransaction {
  readonly entry: 'contactless' | 'contact';
  /** The kind of the outcome, after going online that of the completion. */
  readonly ending: string;
  readonly commandCount: number;
}

const today = '2026-11-25';
const todayMs = Date.parse(`${today}T10:00:00Z`);
const scheme = testScheme(today);
/** Far more than any transaction may take: each has its own bounds, and time here costs nothing. */
const virtualMsMax = 3_600_000;

/**
 * One whole transaction of the terminal's kernels with a card of the library that lies, in time of its own.
 *
 * @throws when there is no outcome: a crash, commands without end, time without end
 */
export async function fuzzTransaction(chance: Chance, index: number): Promise<FuzzedTransaction> {
  const entry = chance.pick(['contactless', 'contact'] as const);
  const lieOneIn = chance.pick([0, 3, 10, 30]);
  const [card] = scheme.cards(seededRng(`fuzz ${index}`)).byName([chance.pick(scheme.cardNames)]);
  assert(card !== undefined, 'the library has the card that it names');
  card.powerOn(entry);
  const liar = lyingCard(card, chance, lieOneIn);
  const needs = surroundings(chance, (command) => liar.transmit(command));
  const configuration = anyConfiguration(chance);
  const request = anyRequest(chance, index);
  const outcome =
    entry === 'contactless'
      ? await performContactless(needs, configuration, request)
      : await performContact(needs, configuration, request);
  assert(endings.has(outcome.kind), `'${outcome.kind}' is an outcome`);
  return { entry, ending: await completed(outcome, chance), commandCount: liar.commandCount() };
}

const endings: ReadonlySet<KernelOutcome['kind']> = new Set([
  'approved',
  'online-request',
  'declined',
  'try-another-interface',
  'try-again',
  'end-application',
]);

async function completed(outcome: KernelOutcome, chance: Chance): Promise<string> {
  if (outcome.kind !== 'online-request' || outcome.completion === undefined) return outcome.kind;
  const { kind } = await outcome.completion(anyAnswer(chance));
  assert(kind === 'approved' || kind === 'declined', 'a completion approves or declines');
  return `online, ${kind}`;
}

/** What a host may answer, and what it may not. */
function anyAnswer(chance: Chance): OnlineAnswer {
  if (chance.oneIn(4)) return { kind: 'unable' };
  const script = fromHex('9F180400000001860D8424000008112233445566778899');
  const scripts = Array.from({ length: chance.below(3) }, () => ({
    template: chance.pick(['71', '72'] as const),
    value: chance.oneIn(2) ? script : mutated(script, chance),
  }));
  return {
    kind: 'answered',
    responseCode: chance.pick(['00', '05', '51', 'Z3', '']),
    objects: new Map([
      ['8A', fromHex('3030')],
      ['91', chance.bytes(chance.pick([8, 10, 16, 4, 30, 0]))],
    ]),
    scripts,
  };
}

function surroundings(chance: Chance, transmit: Parameters<typeof performContactless>[0]['contactless']['transmit']) {
  let nowMs = todayMs;
  const pass = (delayMs: number): void => {
    nowMs += delayMs;
    assert(nowMs - todayMs < virtualMsMax, 'the terminal comes to an end within an hour');
  };
  const poll = (): PollResult =>
    chance.oneIn(20) ? { kind: chance.pick(['no-card', 'collision'] as const) } : { kind: 'card' };
  const look = (): SlotLook =>
    chance.oneIn(20)
      ? { kind: chance.pick(['no-card', 'mute', 'reader-gone'] as const) }
      : { kind: 'card', answerToReset: fromHex('3B6500002063CB6800') };
  const entries: readonly PinEntry[] = [
    { kind: 'entered', pin: '1234' },
    { kind: 'entered', pin: '123456789012' },
    { kind: 'bypassed' },
    { kind: 'cancelled' },
    { kind: 'pin-pad-broken' },
    { kind: 'timed-out' },
  ];
  return {
    clock: { nowMs: () => nowMs, sleep: async (delayMs: number): Promise<void> => pass(Math.max(1, delayMs)) },
    random: (length: number) => chance.bytes(length),
    contactless: { poll: async () => poll(), transmit, release: async () => pass(1) },
    contact: { insertCheck: async () => look(), transmit, release: async () => pass(1) },
    cardholder: {
      chooseApplication: async (labels: readonly string[]) => chance.pick([0, labels.length - 1, undefined]),
      confirmApplication: async () => !chance.oneIn(4),
      enterPin: async () => chance.pick(entries),
    },
    observer: { display: () => undefined, kernelStep: () => undefined },
  };
}

function anyRequest(chance: Chance, index: number): KernelRequest {
  const amountMinor = chance.pick([1, 1250, 5001, 9_999, 50_000, 999_999_999]);
  return {
    kind: chance.pick(['purchase', 'purchase', 'refund', 'cash'] as const),
    amountMinor,
    currencyCode: referenceConfiguration.currencyCode,
    sequenceCounter: index % 10_000,
    ...(chance.oneIn(6) ? { cashbackMinor: Math.floor(amountMinor / 2) } : {}),
    ...(chance.oneIn(8) ? { isForcedOnline: true } : {}),
  };
}

/** Data envelopes that kernel 8 reads and writes, now and then. */
function anyEnvelopes(chance: Chance) {
  if (chance.oneIn(2)) return {};
  return { readsEnvelopes: ['9F8113', '9F8114'], writesEnvelopes: [{ tagHex: '9F8111', valueHex: '0102' }] };
}

/** The benches' terminal with wider limits, further kernels and a chip slot, each of them now and then otherwise. */
function anyConfiguration(chance: Chance): TerminalConfiguration {
  const application = referenceConfiguration.applications[0];
  const eight = referenceConfiguration.applications.find(({ kernelId }) => kernelId === 8);
  assert(application !== undefined && eight?.kernel8 !== undefined, 'the benches configure kernels 2 and 8');
  const codes = {
    denialHex: '0000000000',
    onlineHex: chance.pick(['FC509C8800', '0000000000']),
    defaultHex: '0000000000',
  };
  return {
    ...referenceConfiguration,
    terminalCapabilitiesHex: chance.pick(['0028C8', 'E0F8C8', 'E0B8C8']),
    applications: [
      { ...application, kernelId: 2 },
      { ...application, kernelId: 3 },
      { ...eight, kernel8: { ...eight.kernel8, ...anyEnvelopes(chance), acceptsPlainRecords: chance.oneIn(4) } },
    ].map((each) => ({
      ...each,
      transactionLimitMinor: 10_000_000,
      floorLimitMinor: chance.pick([0, 100_000]),
      cvmRequiredLimitMinor: chance.pick([0, 5000]),
      terminalActionCodes: codes,
    })),
    contact: {
      applications: [
        {
          aidHex: application.aidHex,
          label: 'Fuzz',
          allowsPartialSelection: true,
          applicationVersionNumberHex: '0002',
          floorLimitMinor: chance.pick([0, 100_000]),
          terminalActionCodes: codes,
          randomSelection: { targetPercent: 20, maximumTargetPercent: 50, thresholdMinor: 1000 },
        },
      ],
      terminalCapabilitiesHex: chance.pick(['E0F8C8', '6028C8']),
      usesDirectory: chance.oneIn(2),
      combinedAuthenticationMode: 1,
      allowsPinBypass: chance.oneIn(2),
      keepsTransactionLog: true,
      exceptionFile: [],
    },
  };
}
