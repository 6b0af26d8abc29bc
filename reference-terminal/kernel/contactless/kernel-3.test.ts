import { describe, expect, test } from 'vitest';
import type { ContactSettings } from '../../contact-settings.ts';
import { performContactless } from '../contactless-transaction.ts';
import { kernelRequest, scriptedTerminal, templateHex } from '../scripted-terminal.fixture.ts';
import type { ScriptedExchange } from '../scripted-terminal.fixture.ts';
import {
  fastAid,
  fastCard,
  fastConfiguration,
  fastDirectory,
  fastNowMs,
  fastNumberHex,
  fastSelection,
  performFast,
} from './fast-card.fixture.ts';

const cvmOf = (result: Awaited<ReturnType<typeof performFast>>) => result.outcome.parameters?.cardholderVerification;

describe("the card's decision", () => {
  test('goes online with an ARQC, without reading records that are not there', async () => {
    const { terminal, outcome } = await performFast(fastCard({}));
    expect(outcome).toMatchObject({ kind: 'online-request', data: { cardholderVerification: 'none' } });
    expect(terminal.leftExchangeCount()).toBe(0);
    expect(outcome.parameters).toMatchObject({ hasDataRecord: true, cardholderVerification: 'no-cvm' });
  });

  test('declines with an AAC', async () => {
    const { outcome } = await performFast(fastCard({ answers: 'AAC' }));
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'declined-by-card' });
  });

  test('approves with a TC that is signed well', async () => {
    const { outcome } = await performFast(fastCard({ answers: 'TC', signs: 'well' }));
    expect(outcome.kind).toBe('approved');
  });

  test('goes online with a TC when the floor limit was exceeded', async () => {
    const { outcome } = await performFast(fastCard({ answers: 'TC', signs: 'well', amountHex: '000000006000' }), {
      request: { amountMinor: 6_000 },
      configuration: fastConfiguration({ cvmRequiredLimitMinor: 9_000 }),
    });
    expect(outcome.kind).toBe('online-request');
  });

  test('goes to the host with the AAC of a refund', async () => {
    const { outcome } = await performFast(fastCard({ answers: 'AAC' }), { request: { kind: 'refund' } });
    expect(outcome.kind).toBe('online-request');
  });

  test.each([
    ['06010A03A00000', 'online-request'],
    ['06010A03800000', 'declined'],
    ['06010A0390', 'declined'],
  ])('without information data is read from the issuer data %s', async (issuerDataHex, kind) => {
    const { outcome } = await performFast(fastCard({ changes: { '9F27': undefined, '9F10': issuerDataHex } }));
    expect(outcome.kind).toBe(kind);
  });
});

describe('a refused start', () => {
  test.each([
    ['6984', { kind: 'try-another-interface', reason: 'contact-wanted-by-card' }],
    ['6985', { kind: 'end-application', reason: 'initiation-refused' }],
    ['6A81', { kind: 'end-application', reason: 'card-status-error' }],
  ])('with %s ends in its own way', async (status, expected) => {
    expect((await performFast([[/^80A8/, status]])).outcome).toMatchObject(expected);
  });

  test('with 6986 sends the cardholder to the own device and waits for a second tap', async () => {
    const exchanges: readonly ScriptedExchange[] = [
      [/^80A8/, '6986'],
      fastDirectory,
      fastSelection(),
      ...fastCard({ qualifiersHex: '0080' }),
    ];
    const { terminal, outcome } = await performFast(exchanges, { script: { polls: ['card', 'no-card', 'card'] } });
    expect(outcome).toMatchObject({ kind: 'online-request', data: { cardholderVerification: 'device' } });
    expect(terminal.displays.slice(0, 2)).toEqual(['PRESENT CARD', 'SEE PHONE FOR INSTRUCTIONS']);
    expect(terminal.clock.nowMs() - fastNowMs).toBeGreaterThanOrEqual(1300);
    expect(terminal.releaseCount()).toBe(2);
  });

  test('with 6986 again and again ends', async () => {
    const refused: readonly ScriptedExchange[] = [fastDirectory, fastSelection(), [/^80A8/, '6986']];
    const polls = ['card', 'card', 'card', 'card', 'card'] as const;
    const exchanges = [...refused, ...refused, ...refused, ...refused].slice(2);
    const { outcome } = await performFast(exchanges, { script: { polls, randomHex: [] } });
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'see-phone' });
  });
});

describe('card data', () => {
  test.each(['9F26', '9F36', '9F10', '57', '82'])('without %s ends the transaction', async (tag) => {
    const { outcome } = await performFast(fastCard({ changes: { [tag]: undefined } }));
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'card-data-missing' });
    expect(outcome.parameters?.discretionaryData.get('DF8115')).toBe('00010000001C');
  });

  test('with two accounts ends the transaction', async () => {
    const { outcome } = await performFast(fastCard({ changes: { '5A': '4761739001010011' } }));
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'card-data-error' });
  });

  test('of another brand than the application ends the transaction before anything is sent online', async () => {
    const configuration = fastConfiguration({ accountPrefixes: ['4'] });
    expect((await performFast(fastCard({}), { configuration })).outcome.kind).toBe('online-request');
    const mixedUp = fastCard({ changes: { 57: '5413339000001513D30122010000000000' } });
    expect((await performFast(mixedUp, { configuration })).outcome).toMatchObject({
      kind: 'end-application',
      reason: 'provider-mismatch',
    });
  });

  test('without a request for the qualifiers makes the entry point pass over the application', async () => {
    const exchanges: ScriptedExchange[] = [
      fastDirectory,
      [
        /^00A4/,
        `${templateHex('6F', [
          ['84', fastAid],
          ['A5', '9F38039F0206'],
        ])}9000`,
      ],
    ];
    const { outcome } = await performFast([], { script: { exchanges } });
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'qualifiers-not-asked-for' });
  });
});

describe('offline data authentication', () => {
  const failing = { answers: 'TC', signs: 'badly' } as const;
  const offlineOnly = fastConfiguration({ terminalTransactionQualifiersHex: '3E004000' });

  test.each([
    ['no qualifiers', undefined, fastConfiguration(), 'declined'],
    ['online if it fails', '2000', fastConfiguration(), 'online-request'],
    ['online if it fails, at a reader that is offline only', '2000', offlineOnly, 'declined'],
    ['the contacts if it fails', '1000', fastConfiguration(), 'try-another-interface'],
    [
      'the contacts if it fails, at a reader without',
      '1000',
      fastConfiguration({ terminalTransactionQualifiersHex: '26004000' }),
      'declined',
    ],
  ])('that fails with %s', async (_name, qualifiersHex, configuration, kind) => {
    const plan = qualifiersHex === undefined ? failing : { ...failing, qualifiersHex };
    expect((await performFast(fastCard(plan), { configuration })).outcome.kind).toBe(kind);
  });

  test('never approves a TC without a signature', async () => {
    const { outcome } = await performFast(fastCard({ answers: 'TC', changes: { '5F24': '301231' } }));
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'offline-data-authentication-failed' });
  });

  test('of another amount than the signed one fails', async () => {
    const { outcome } = await performFast(fastCard({ answers: 'TC', signs: 'well', amountHex: '000000000001' }));
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'offline-data-authentication-failed' });
  });

  test('of another version than 01 fails', async () => {
    const changes = { '9F69': '00AABBCCDD0000' };
    const { outcome } = await performFast(fastCard({ answers: 'TC', signs: 'well', changes }));
    expect(outcome.kind).toBe('declined');
  });

  test('of an online transaction is looked at only by a reader that says so', async () => {
    const plan = { answers: 'ARQC', signs: 'badly' } as const;
    expect((await performFast(fastCard(plan))).outcome.kind).toBe('online-request');
    const configuration = fastConfiguration({ terminalTransactionQualifiersHex: '37004000' });
    expect((await performFast(fastCard(plan), { configuration })).outcome.kind).toBe('declined');
    const well = await performFast(fastCard({ ...plan, signs: 'well' }), { configuration });
    expect(well.outcome.kind).toBe('online-request');
  });
});

describe('restrictions', () => {
  test.each([
    ['4761739001010010', undefined, 'declined'],
    ['4761739001010010', '02', 'approved'],
    ['4761739001010011', undefined, 'approved'],
  ])('decline a card that is on the exception file as %s, sequence %s: %s', async (panDigits, sequenceNumber, kind) => {
    const entry = sequenceNumber === undefined ? { panDigits } : { panDigits, sequenceNumber };
    const contact: ContactSettings = {
      applications: [],
      terminalCapabilitiesHex: 'E0F8C8',
      usesDirectory: true,
      combinedAuthenticationMode: 1,
      allowsPinBypass: false,
      keepsTransactionLog: false,
      exceptionFile: [entry],
    };
    const configuration = fastConfiguration({}, { contact });
    const { outcome } = await performFast(fastCard({ answers: 'TC', signs: 'well' }), { configuration });
    expect(outcome.kind).toBe(kind);
  });

  test.each([
    [undefined, 'declined'],
    ['0800', 'online-request'],
  ])('send an expired card with qualifiers %s to: %s', async (qualifiersHex, kind) => {
    const plan = { answers: 'TC', changes: { '5F24': '251231' } } as const;
    const { outcome } = await performFast(fastCard(qualifiersHex === undefined ? plan : { ...plan, qualifiersHex }));
    expect(outcome.kind).toBe(kind);
  });
});

describe('cardholder verification', () => {
  const required = { request: { amountMinor: 3_000 } } as const;
  const withReader = (readerHex: string) => ({
    ...required,
    configuration: fastConfiguration({ terminalTransactionQualifiersHex: readerHex }),
  });

  test.each([
    ['the card wants online PIN', '8000', '36004000', 'online-pin'],
    ['the card wants online PIN or signature', 'C000', '36004000', 'online-pin'],
    ['the card wants both, the reader can only sign', 'C000', '32004000', 'obtain-signature'],
    ['the device has verified', '0080', '36004000', 'confirmation-code-verified'],
    ['the device has verified, yet the card wants a PIN', '8080', '36004000', 'online-pin'],
    ['the card wants a signature', '4000', '36004000', 'obtain-signature'],
    ['the card says nothing', undefined, '36004000', 'obtain-signature'],
    ['the card says nothing, the reader takes PIN only', undefined, '34004000', 'online-pin'],
  ])('when it is required and %s', async (_name, qualifiersHex, readerHex, cvm) => {
    const plan = qualifiersHex === undefined ? {} : { qualifiersHex };
    const result = await performFast(fastCard(plan), withReader(readerHex));
    expect(result.outcome.kind).toBe('online-request');
    expect(cvmOf(result)).toBe(cvm);
  });

  test.each([
    ['the card offers nothing', '0000', '36004000'],
    ['the reader can do nothing of what the card wants', '8000', '30004000'],
    ['the card says nothing and the reader can do nothing', undefined, '30004000'],
  ])('declines when it is required and %s', async (_name, qualifiersHex, readerHex) => {
    const plan = qualifiersHex === undefined ? {} : { qualifiersHex };
    const { outcome } = await performFast(fastCard(plan), withReader(readerHex));
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'cardholder-verification-failed' });
  });
});

describe('qualifiers that somebody rewrote between card and reader', () => {
  const rewritten = { qualifiersHex: '0080', signedQualifiersHex: '8000', signs: 'well' } as const;
  const request = { amountMinor: 3_000 };
  const amountHex = '000000003000';

  test('contradict the signed ones: declined', async () => {
    const { outcome } = await performFast(fastCard({ ...rewritten, amountHex }), { request });
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'device-verification-contradicted' });
  });

  test('no longer ask for the PIN that the signed ones ask for: declined, whatever they say of failures', async () => {
    const plan = { answers: 'TC', qualifiersHex: '2000', signedQualifiersHex: 'A000', signs: 'well' } as const;
    const { outcome } = await performFast(fastCard(plan));
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'qualifiers-contradict-signature' });
  });

  test('with the copy rewritten too spoil the signature, which a reader that authenticates online sees', async () => {
    const plan = { ...rewritten, amountHex, changes: { '9F69': '01AABBCCDD0080' } };
    const configuration = fastConfiguration({ terminalTransactionQualifiersHex: '37004000' });
    const { outcome } = await performFast(fastCard(plan), { request, configuration });
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'offline-data-authentication-failed' });
  });

  test('of a card that signs nothing are believed with an ARQC unless configuration says otherwise', async () => {
    const plan = fastCard({ qualifiersHex: '0080' });
    const believing = await performFast(plan, { request });
    expect(believing.outcome).toMatchObject({ kind: 'online-request', data: { cardholderVerification: 'device' } });
    const configuration = fastConfiguration({ kernel3: { requiresAuthenticatedQualifiers: true } });
    expect((await performFast(plan, { request, configuration })).outcome).toMatchObject({
      kind: 'declined',
      reason: 'device-verification-not-authenticated',
    });
  });
});

describe('dynamic reader limits', () => {
  const kernel3 = {
    dynamicReaderLimits: [
      { programIdHex: '0102', cvmRequiredLimitMinor: 500 },
      { programIdHex: '03', transactionLimitMinor: 1_000 },
    ],
  };
  const ofProgram = (programHex: string, exchanges: readonly ScriptedExchange[]) =>
    performFast([], {
      configuration: fastConfiguration({ kernel3 }),
      script: { exchanges: [fastDirectory, fastSelection(`BF0C059F5A02${programHex}`), ...exchanges] },
    });

  test('of a program that matches replace those of the reader', async () => {
    expect(cvmOf(await ofProgram('0102', fastCard({})))).toBe('obtain-signature');
    expect(cvmOf(await ofProgram('0909', fastCard({})))).toBe('no-cvm');
  });

  test('that exclude the amount make the entry point pass over the application', async () => {
    expect((await ofProgram('0303', [])).outcome).toMatchObject({ reason: 'contactless-limit-exceeded' });
  });
});

describe('a random source that repeats itself', () => {
  test('makes no second transaction at this reader', async () => {
    const exchanges = [...fastCard({}), fastDirectory, fastSelection()];
    const terminal = scriptedTerminal({
      nowMs: fastNowMs,
      randomHex: Array.from({ length: 9 }, () => fastNumberHex),
      exchanges: [fastDirectory, fastSelection(), ...exchanges],
      polls: ['card', 'card'],
    });
    const request = kernelRequest({ amountMinor: 1_000 });
    expect((await performContactless(terminal, fastConfiguration(), request)).kind).toBe('online-request');
    expect(await performContactless(terminal, fastConfiguration(), request)).toMatchObject({
      kind: 'end-application',
      reason: 'random-source-repeats',
    });
  });
});
