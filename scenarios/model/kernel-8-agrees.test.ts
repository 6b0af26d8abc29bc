import { expect, test } from 'vitest';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { referenceConfiguration, testScheme } from '#rigs/benches/test-scheme.ts';
import { performContactless, toHex } from '#terminal/vectors.ts';
import { foreignDifference, foreignResults } from './foreign-kernel-8.table.ts';
import type { ForeignResult } from './foreign-kernel-8.table.ts';

/** The same cards through our kernel 8 and through one that others wrote. */
const today = '2026-11-27';
const scheme = testScheme(today);
/** What each command takes, in milliseconds: within what the cards say of the relay exchange. */
const exchangeMs = 8;

async function tapped(
  name: string,
  amountMinor: number,
  acceptsPlainRecords: boolean,
): Promise<Omit<ForeignResult, 'card' | 'amountMinor'>> {
  const rng = seededRng(name);
  const [card] = scheme.cards(rng.fork('cards')).byName([name]);
  if (card === undefined) throw new Error(`the library has no card ${name}`);
  card.powerOn('contactless');
  let nowMs = Date.parse(`${today}T10:00:00Z`);
  const own = rng.fork('terminal');
  const needs = {
    clock: { nowMs: () => nowMs, sleep: async (delayMs: number): Promise<void> => void (nowMs += delayMs) },
    random: (length: number) => own.bytes(length),
    contactless: {
      poll: async () => ({ kind: 'card' as const }),
      transmit: async (command: Uint8Array) => {
        nowMs += exchangeMs;
        return { kind: 'answered' as const, response: card.respond(command).response };
      },
      release: async () => undefined,
    },
    cardholder: {
      chooseApplication: async () => 0,
      confirmApplication: async () => true,
      enterPin: async () => ({ kind: 'entered' as const, pin: '4711' }),
    },
    observer: { display: () => undefined, kernelStep: () => undefined },
  };
  const configuration = {
    ...referenceConfiguration,
    applications: referenceConfiguration.applications.flatMap((application) =>
      application.kernel8 === undefined
        ? []
        : [
            {
              ...application,
              kernel8: { ...application.kernel8, reportsFailedAuthentication: true, acceptsPlainRecords },
            },
          ],
    ),
  };
  const { currencyCode } = configuration;
  const outcome = await performContactless(needs, configuration, {
    kind: 'purchase',
    amountMinor,
    currencyCode,
    sequenceCounter: 1,
  });
  const errorHex = outcome.parameters?.discretionaryData.get('DF8115')?.slice(2, 4) ?? '00';
  if (outcome.kind === 'end-application') return { ending: outcome.kind, errorHex };
  if (outcome.kind !== 'online-request' && outcome.kind !== 'declined') throw new Error(`ended by ${outcome.kind}`);
  const { objects } = outcome.data;
  const hexOf = (tag: string): string => toHex(objects.get(tag) ?? new Uint8Array());
  return { ending: outcome.kind, resultsHex: hexOf('95'), verificationHex: hexOf('9F34'), errorHex };
}

test.each(foreignResults)('both kernels make the same of $card', async ({ card, amountMinor, ...expected }) => {
  expect(await tapped(card, amountMinor, false)).toEqual(expected);
});

test('they part where ours takes no record in the clear, and nowhere when it does', async () => {
  const { card, amountMinor, ...expected } = foreignDifference;
  expect(await tapped(card, amountMinor, false)).toMatchObject({ ending: 'end-application' });
  expect(await tapped(card, amountMinor, true)).toEqual(expected);
});
