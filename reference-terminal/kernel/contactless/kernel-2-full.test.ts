import { describe, expect, test } from 'vitest';
import type { ContactlessApplication, TerminalConfiguration } from '../../configuration.ts';
import type { Kernel2Settings } from '../../contactless-settings.ts';
import { toHex } from '../bytes.ts';
import { performContactless } from '../contactless-transaction.ts';
import type { KernelOutcome } from '../outcome.ts';
import { kernelRequest, scriptedTerminal, terminalConfiguration } from '../scripted-terminal.fixture.ts';
import { combinedAid, combinedCard } from './combined-card.fixture.ts';
import type { CombinedCard, CombinedCardPlan } from './combined-card.fixture.ts';

/** 2026-01-01. */
const nowMs = 1_767_225_600_000;
const plainSettings: Kernel2Settings = { acceptsDeviceVerification: true };
const relayResistance = {
  graceMinHundredUs: 20,
  graceMaxHundredUs: 50,
  commandTransmissionHundredUs: 18,
  responseTransmissionHundredUs: 24,
  accuracyThresholdHundredUs: 300,
  transmissionMismatchPercent: 50,
};

/** A terminal with one reader, to which cards come one presentation after the other. */
function world(
  application: Partial<ContactlessApplication> = {},
  planned: CombinedCardPlan = {},
  changes: Partial<TerminalConfiguration> = {},
) {
  const randomHex = Array.from({ length: 20 }, (_, index) => `0000${String(1000 + index)}`);
  const polls = Array.from({ length: 200 }, () => 'card' as const);
  const terminal = scriptedTerminal({ nowMs, randomHex, polls });
  let card = combinedCard(planned, terminal.clock);
  const contactless = { ...terminal.contactless, transmit: (command: Uint8Array) => card.transmit(command) };
  const configuration = terminalConfiguration({
    certificationAuthorityKeys: [card.keys.authorityKey],
    application: {
      aidHex: combinedAid,
      floorLimitMinor: 0,
      kernel2: plainSettings,
      terminalActionCodes: { denialHex: '0400000000', onlineHex: '0000008000', defaultHex: '0000000000' },
      ...application,
    },
    ...changes,
  });
  return {
    terminal,
    card: () => card,
    /** The next presentation is of another card. */
    present(other: CombinedCard) {
      card = other;
    },
    perform: (request: Parameters<typeof kernelRequest>[0] = {}) =>
      performContactless(
        { ...terminal, contactless },
        configuration,
        kernelRequest({ amountMinor: 1_000, ...request }),
      ),
  };
}

const objectHex = (outcome: KernelOutcome, tag: string): string | undefined => {
  const value = 'data' in outcome ? outcome.data.objects.get(tag) : undefined;
  return value === undefined ? undefined : toHex(value);
};
const countOf = (card: CombinedCard, instructionHex: string): number =>
  card.commandsHex.filter((hex) => hex.startsWith(instructionHex)).length;

describe("verification by the cardholder's own device", () => {
  const phone = { profileHex: '1B80' };

  test.each([
    [5_000, 'none', '1F0002'],
    [5_001, 'device', '010002'],
  ])('at %i (limit 5000) is %s', async (amountMinor, method, resultsHex) => {
    const outcome = await world({}, phone).perform({ amountMinor });
    expect(outcome).toMatchObject({ kind: 'online-request', data: { cardholderVerification: method } });
    expect(objectHex(outcome, '9F34')).toBe(resultsHex);
    expect(outcome.parameters?.cardholderVerification).toBe(
      method === 'none' ? 'no-cvm' : 'confirmation-code-verified',
    );
  });

  test('is not taken by a terminal that is not set for it', async () => {
    const kernel2 = { acceptsDeviceVerification: false };
    const outcome = await world({ kernel2 }, phone).perform({ amountMinor: 5_001 });
    expect(outcome).toMatchObject({ data: { cardholderVerification: 'signature' } });
  });

  test.each([
    ['a phone', '1B80', { kind: 'online-request' }],
    ['a card', '1980', { kind: 'end-application', reason: 'contactless-limit-exceeded' }],
  ])('gives %s its own transaction limit', async (_name, profileHex, expected) => {
    const kernel2 = { ...plainSettings, transactionLimitOnDeviceMinor: 20_000 };
    const bench = world({ kernel2, transactionLimitMinor: 10_000 }, { profileHex });
    expect(await bench.perform({ amountMinor: 15_000 })).toMatchObject(expected);
  });

  test('without combined authentication is asked for an AAC', async () => {
    const bench = world({}, { profileHex: '1A80' });
    const outcome = await bench.perform();
    expect(outcome.kind).not.toBe('online-request');
    expect(bench.card().commandsHex.some((hex) => hex.startsWith('80AE00'))).toBe(true);
  });
});

describe('a card of two accounts', () => {
  test('ends the transaction: one would be checked and the other charged', async () => {
    const track = ['57', '5413339000001521D30122010000000000'] as const;
    const outcome = await world({}, { furtherRecordObjects: [track], hasTrack: false }).perform();
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'card-data-error' });
  });
});

describe('a card that declines', () => {
  const declining = { answers: () => '00' };

  test.each([
    ['a card', [], 'try-another-interface'],
    ['a card that says so', [['9F6E', '084000003030']], 'try-another-interface'],
    ['a phone', [['9F6E', '084000003131']], 'declined'],
  ] as const)('and is %s', async (_name, furtherRecordObjects, kind) => {
    const outcome = await world({}, { ...declining, furtherRecordObjects }).perform();
    expect(outcome).toMatchObject({ kind, reason: 'declined-by-card' });
  });

  test('is declined where there are no contacts to try', async () => {
    const outcome = await world({}, declining, { terminalCapabilitiesHex: 'C068C8' }).perform();
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'declined-by-card' });
  });
});

describe('cardholder interaction', () => {
  test('sends the holder to the own device, and the cryptogram nowhere, until the card comes back', async () => {
    const bench = world({}, { furtherAnswerObjects: [['DF4B', '000100']] });
    const insisting = bench.card();
    bench.present({
      ...insisting,
      transmit: (command) => {
        if (toHex(command).startsWith('80AE')) bench.present(combinedCard({}, bench.terminal.clock));
        return insisting.transmit(command);
      },
    });
    expect((await bench.perform()).kind).toBe('online-request');
    expect(bench.terminal.displays).toContain('SEE PHONE FOR INSTRUCTIONS');
  });
});

describe('the relay resistance protocol', () => {
  const settings = { kernel2: { ...plainSettings, relayResistance } };
  const card = { profileHex: '1981' };
  const delayed = (...relayDelaysMs: number[]): CombinedCardPlan => ({ ...card, relayDelaysMs });

  test('follows GET PROCESSING OPTIONS with the unpredictable number as entropy', async () => {
    const bench = world(settings, delayed(5));
    const outcome = await bench.perform();
    expect(outcome.kind).toBe('online-request');
    const place = bench.card().commandsHex.findIndex((hex) => hex.startsWith('80A8'));
    expect(bench.card().commandsHex[place + 1]).toBe(`80EA000004${objectHex(outcome, '9F37') ?? ''}00`);
    expect(objectHex(outcome, '95')).toBe('0000008002');
    // 5 ms, less 1.8 ms for the command and 2.4 ms for the answer.
    expect(objectHex(outcome, 'DF8306')).toBe('0008');
  });

  test.each([
    // Card's maximum 10 ms, grace 5 ms, transmission 4.2 ms: up to 19.2 ms are in time.
    [19.2, 1, '0000008002'],
    [19.4, 3, '0000008006'],
  ])('an answer after %f ms takes %i attempts and ends with %s', async (delayMs, attempts, resultsHex) => {
    const bench = world(settings, delayed(delayMs));
    const outcome = await bench.perform();
    expect(countOf(bench.card(), '80EA')).toBe(attempts);
    expect(objectHex(outcome, '95')).toBe(resultsHex);
    const entropies = bench.card().commandsHex.filter((hex) => hex.startsWith('80EA'));
    expect(new Set(entropies).size).toBe(attempts);
  });

  test('takes a late answer that comes in time when asked again', async () => {
    const bench = world(settings, delayed(40, 5));
    expect(objectHex(await bench.perform(), '95')).toBe('0000008002');
    expect(countOf(bench.card(), '80EA')).toBe(2);
  });

  test('a relay that is far too slow is declined where the action codes say so', async () => {
    const terminalActionCodes = { denialHex: '0400000004', onlineHex: 'FFFFFFFFFF', defaultHex: 'FFFFFFFFFF' };
    const bench = world({ ...settings, terminalActionCodes }, delayed(60));
    expect(await bench.perform()).toMatchObject({ reason: 'relay-suspected' });
    expect(bench.card().commandsHex.some((hex) => hex.startsWith('80AE00'))).toBe(true);
  });

  test('times that differ too much exceed the threshold', async () => {
    const bench = world(settings, { ...delayed(5), relayTimesHex: '000A0064000B' });
    expect(objectHex(await bench.perform(), '95')).toBe('000000800A');
  });

  test('an answer sooner than the card can give it ends the transaction', async () => {
    const bench = world(settings, { ...delayed(0), relayTimesHex: '006400C80005' });
    expect(await bench.perform()).toMatchObject({ kind: 'end-application', reason: 'relay-times-implausible' });
  });

  test('data that the signature does not vouch for make it fail', async () => {
    const bench = world(settings, { ...delayed(5), signedRelayHex: '00'.repeat(14) });
    expect(await bench.perform()).toMatchObject({ kind: 'declined', reason: 'offline-data-authentication-failed' });
  });

  test('without combined authentication puts its data into track 2', async () => {
    const codes = { denialHex: '0000000000', onlineHex: 'FFFFFFFFFF', defaultHex: 'FFFFFFFFFF' };
    const bench = world({ ...settings, terminalActionCodes: codes }, { ...delayed(10), profileHex: '1881' });
    expect(objectHex(await bench.perform(), '57')).toBe('5413339000001513D30122010041892162005F');
  });

  test('is not run with a card that does not know it, and the results say so', async () => {
    const bench = world(settings);
    expect(objectHex(await bench.perform(), '95')).toBe('0000008001');
    expect(countOf(bench.card(), '80EA')).toBe(0);
  });

  test.each(['6985', '8009A1A2A3A4000A00640000', '77028000'])(
    'an answer %s ends the transaction',
    async (answerHex) => {
      const bench = world(settings, card);
      const whole = bench.card();
      bench.present({
        ...whole,
        transmit: (command) =>
          toHex(command).startsWith('80EA')
            ? Promise.resolve({
                kind: 'answered',
                response: Uint8Array.from(Buffer.from(answerHex + (answerHex.length === 4 ? '' : '9000'), 'hex')),
              })
            : whole.transmit(command),
      });
      expect((await bench.perform()).kind).toBe('end-application');
    },
  );
});

/** The card is torn away at its cryptogram and does not come back in time. */
function leaveForGood(bench: ReturnType<typeof world>): void {
  const leaving = bench.card();
  const gone = { ...leaving, transmit: () => Promise.resolve({ kind: 'card-gone' } as const) };
  bench.present({
    ...leaving,
    transmit: (command) => {
      if (toHex(command).startsWith('80AE')) bench.present(gone);
      return leaving.transmit(command);
    },
  });
}

describe('a torn transaction', () => {
  const tornTransactions = { recordCountMax: 2, lifetimeMs: 300_000 };
  const settings = { kernel2: { ...plainSettings, tornTransactions } };
  const drdol = [['9F51', '9F3704']] as const;
  const torn: CombinedCardPlan = { tears: 1, recovers: true, furtherRecordObjects: drdol };

  test('is recovered when the card comes back, with its one cryptogram and the number it was made with', async () => {
    const bench = world(settings, torn);
    const outcome = await bench.perform();
    expect(outcome.kind).toBe('online-request');
    expect(countOf(bench.card(), '80AE')).toBe(1);
    const recover = bench.card().commandsHex.find((hex) => hex.startsWith('80D0'));
    const asked = bench.card().commandsHex.find((hex) => hex.startsWith('80AE')) ?? '';
    expect(recover).toBe(`80D0000004${objectHex(outcome, '9F37') ?? ''}00`);
    expect(asked).toContain(objectHex(outcome, '9F37') ?? 'no number');
  });

  test('that the card can not give again is made anew', async () => {
    const bench = world(settings, { ...torn, recovers: false });
    expect((await bench.perform()).kind).toBe('online-request');
    expect([countOf(bench.card(), '80D0'), countOf(bench.card(), '80AE')]).toEqual([1, 2]);
  });

  test('of a card without DRDOL, or at a terminal without log, is not kept', async () => {
    const plain = world(settings, { tears: 1 });
    expect((await plain.perform()).kind).toBe('online-request');
    expect([countOf(plain.card(), '80D0'), countOf(plain.card(), '80AE')]).toEqual([0, 2]);
    const unset = world({}, torn);
    await unset.perform();
    expect(countOf(unset.card(), '80D0')).toBe(0);
  });

  test('of another purchase is given up: nobody pays for what was torn', async () => {
    const bench = world(settings, torn);
    leaveForGood(bench);
    expect(await bench.perform({ amountMinor: 1_000 })).toMatchObject({
      kind: 'end-application',
      reason: 'card-removed',
    });
    bench.present(combinedCard({ recovers: true, furtherRecordObjects: drdol }, bench.terminal.clock));
    const outcome = await bench.perform({ amountMinor: 2_000 });
    expect(objectHex(outcome, '9F02')).toBe('000000002000');
    expect([countOf(bench.card(), '80D0'), countOf(bench.card(), '80AE')]).toEqual([0, 1]);
  });

  test('is forgotten when its time is over', async () => {
    const bench = world(settings, torn);
    leaveForGood(bench);
    await bench.perform();
    await bench.terminal.clock.sleep(300_001);
    bench.present(combinedCard({ recovers: true, furtherRecordObjects: drdol }, bench.terminal.clock));
    expect((await bench.perform()).kind).toBe('online-request');
    expect(countOf(bench.card(), '80D0')).toBe(0);
    expect(bench.terminal.steps.some(({ step }) => step === 'torn-records')).toBe(true);
  });
});
