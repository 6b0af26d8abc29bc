import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { referenceConfiguration, testScheme } from '#rigs/benches/test-scheme.ts';
import type { CardExchange, TerminalConfiguration } from '#terminal';
import { performContact, performContactless } from '#terminal/vectors.ts';
import type { KernelOutcome } from '#terminal/vectors.ts';

/** A sale whose card is a recording, so that all time is the terminal's. */
export interface ReplayedSale {
  readonly commandCount: number;
  /** The whole transaction up to its first cryptogram. @throws when it does not end as it was recorded */
  sell(): Promise<void>;
}

const today = '2026-11-25';
const todayMs = Date.parse(`${today}T10:00:00Z`);

/** Records a sale with a live card of the library, to be sold again with the same numbers and so the same signature. */
export async function recordSale(entry: 'contactless' | 'contact'): Promise<ReplayedSale> {
  const [card] = testScheme(today).cards(seededRng('7')).byName(['standard']);
  if (card === undefined) throw new Error('the library has no card named standard; name another one here');
  card.powerOn(entry);
  const answers: Uint8Array[] = [];
  const recorded = await perform(entry, (command) => {
    const { response } = card.respond(command);
    answers.push(response);
    return response;
  });
  if (recorded.kind !== 'online-request') throw new Error(`the recorded sale ended as ${recorded.kind}`);
  return {
    commandCount: answers.length,
    sell: async () => {
      let next = 0;
      const outcome = await perform(entry, () => {
        const answer = answers[next];
        next += 1;
        if (answer === undefined) throw new Error('the terminal asks for more than was recorded');
        return answer;
      });
      if (outcome.kind !== recorded.kind) throw new Error(`a replayed sale ended as ${outcome.kind}`);
    },
  };
}

function perform(
  entry: 'contactless' | 'contact',
  respond: (command: Uint8Array) => Uint8Array,
): Promise<KernelOutcome> {
  let nowMs = todayMs;
  let drawn = 0;
  const transmit = (command: Uint8Array): Promise<CardExchange> =>
    Promise.resolve({ kind: 'answered', response: respond(command) });
  const release = (): Promise<void> => Promise.resolve();
  const needs = {
    clock: {
      nowMs: () => nowMs,
      sleep: (delayMs: number) => {
        nowMs += delayMs;
        return Promise.resolve();
      },
    },
    random: (length: number) => {
      drawn += 1;
      return new Uint8Array(length).fill(drawn);
    },
    observer: { display: () => undefined, kernelStep: () => undefined },
    contactless: { poll: () => Promise.resolve({ kind: 'card' } as const), transmit, release },
    contact: {
      insertCheck: () => Promise.resolve({ kind: 'card', answerToReset: Uint8Array.of(0x3b, 0x60, 0, 0) } as const),
      transmit,
      release,
    },
  };
  const configuration = withContacts(referenceConfiguration);
  const request = {
    kind: 'purchase',
    amountMinor: 1250,
    currencyCode: configuration.currencyCode,
    sequenceCounter: 7,
  } as const;
  return entry === 'contact'
    ? performContact(needs, configuration, request)
    : performContactless(needs, configuration, request);
}

function withContacts(configuration: TerminalConfiguration): TerminalConfiguration {
  return {
    ...configuration,
    contact: {
      applications: configuration.applications.map((application) => ({
        ...application,
        allowsPartialSelection: true,
        randomSelection: { targetPercent: 0, maximumTargetPercent: 0, thresholdMinor: 0 },
      })),
      terminalCapabilitiesHex: 'E0B8C8',
      usesDirectory: true,
      combinedAuthenticationMode: 1,
      allowsPinBypass: true,
      keepsTransactionLog: false,
      exceptionFile: [],
    },
  };
}
