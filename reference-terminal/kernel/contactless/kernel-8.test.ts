import { describe, expect, test } from 'vitest';
import { fromHex } from '../bytes.ts';
import { takeDecision } from './kernel-8-decision.ts';
import { tap } from './kernel-8-tap.fixture.ts';

describe('local authentication', () => {
  test('lets a card approve that the authority vouches for', async () => {
    const { outcome, said } = await tap({ cid: '40' });
    expect(outcome.kind).toBe('approved');
    expect(said('95')).toBe('0000000081');
  });

  test('counts in what the card’s own list names', async () => {
    expect((await tap({ cid: '40', extendedListHex: '84' })).outcome.kind).toBe('approved');
  });

  test.each([
    ['a blinding factor of another key', { lies: 'blinding-factor' }, 'blinding-factor-of-another-key'],
    ['other static data', { lies: 'static-data' }, 'card-certificate-wrong-hash'],
    ['an authority that nobody knows', { lies: 'other-authority' }, 'authority-key-missing'],
  ] as const)('fails with %s, and the action codes decline', async (_name, plan, why) => {
    // A card whose data differ makes its codes over the same other data: only the certificate tells.
    const { outcome, steps } = await tap(plan);
    const facts = steps.find(({ step }) => step === 'offline-data-authentication')?.facts;
    expect(facts).toMatchObject({ '95': '0400000081', result: 'failed', reason: why });
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'offline-data-authentication-failed' });
  });

  const lenient = {
    terminalActionCodes: { denialHex: '0000000000', onlineHex: '0000000000', defaultHex: '0000000000' },
  };

  test.each([
    ['a forged card', { lies: 'blinding-factor', cid: '40' }, {}],
    ['a card without certificates', { profileHex: '000A', cid: '40' }, {}],
    ['any card when it is not done', { cid: '40' }, { localAuthentication: false }],
  ] as const)('lets %s approve nothing, whatever the codes say', async (_name, plan, kernel8) => {
    const { outcome } = await tap(plan, { application: lenient, kernel8 });
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'offline-data-authentication-failed' });
  });

  test.each([
    [false, '0000000081'],
    [true, '0400000081'],
  ])('tells the host of a failure only when so configured (%s)', async (reportsFailedAuthentication, results) => {
    const { outcome, said } = await tap(
      { lies: 'blinding-factor' },
      { application: lenient, kernel8: { reportsFailedAuthentication } },
    );
    expect([outcome.kind, said('95')]).toEqual(['online-request', results]);
  });

  test('that was not performed is told to the card', async () => {
    const { commandsHex } = await tap({ profileHex: '000A' });
    expect(commandsHex.at(-1)?.slice(0, 8)).toBe('80AE8000');
    // CDOL1: two amounts, country, then the results.
    expect(commandsHex.at(-1)?.slice(10 + 28, 10 + 38)).toBe('8000000081');
  });
});

describe('the card’s decision', () => {
  test.each([
    ['00', '08', 'none', '1F0002'],
    ['01', '20', 'signature', '1E0000'],
    ['02', '40', 'online-pin', '020000'],
    ['03', '04', 'device', '010002'],
    ['0F', '00', 'none', '3F0000'],
    ['FF', '6C', 'failed', '3F0001'],
    ['00', '64', 'failed', '3F0001'],
    ['01', '4C', 'failed', '3F0001'],
    ['02', '2C', 'failed', '3F0001'],
    ['03', '68', 'failed', '3F0001'],
    ['77', '6C', 'failed', '3F0001'],
  ])('%s of the offer %s is %s', (decision, offer, method, resultsHex) => {
    const objects = new Map([
      ['9F8102', fromHex(decision)],
      ['9F1D', fromHex(offer.padEnd(16, '0'))],
    ]);
    expect(takeDecision({ get: (tag) => objects.get(tag) })).toMatchObject({ method, resultsHex });
  });

  test.each([
    ['up to the limit', 3_000, '000810', '0800000000000000'],
    ['above it', 3_001, '002410', '2480000000000000'],
  ])('is made of what is offered %s', async (_name, amountMinor, capabilities, risk) => {
    const { commandsHex } = await tap({}, { amountMinor, configuration: { terminalCapabilitiesHex: '0028C8' } });
    const data = commandsHex.at(-1)?.slice(10, -2) ?? '';
    expect(data.slice(-22)).toBe(capabilities + risk);
  });

  test('is not for a PIN where the terminal has no key for one', async () => {
    const { commandsHex } = await tap({}, { amountMinor: 4_000, kernel8: { capabilityVerificationRequiredHex: '64' } });
    expect(commandsHex.at(-1)?.slice(-18, -2)).toBe('2480000000000000');
  });

  test('for a signature asks for one and for a receipt', async () => {
    const { outcome } = await tap({ cid: '40', decision: '01' }, { amountMinor: 4_000 });
    expect(outcome).toMatchObject({
      kind: 'approved',
      data: { cardholderVerification: 'signature' },
      parameters: { cardholderVerification: 'obtain-signature', receiptRequired: true },
    });
  });

  test('for what was not offered is a failed verification', async () => {
    const { said, outcome } = await tap({ decision: '00' }, { amountMinor: 4_000 });
    expect([outcome.kind, said('9F34'), said('95')]).toEqual(['online-request', '3F0001', '0000800081']);
  });
});

describe('what the card found out', () => {
  test('goes into the results, and may decline', async () => {
    const { outcome, said } = await tap({ cid: '40', answer: { '9F8104': '0040000081' } });
    expect(outcome).toMatchObject({ kind: 'declined', reason: 'expired-application' });
    expect(said('95')).toBe('0040000081');
  });

  test('changes nothing that is the kernel’s to find out', async () => {
    const { said } = await tap({ answer: { '9F8104': '0010000000' } }, { amountMinor: 6_000 });
    expect(said('95')).toBe('0010808081');
    const other = await tap({ answer: { '9F8104': 'FFFF7FFFFF' } });
    expect(other.said('95')).toBe('7BFF7F7FB1');
  });

  test('can send an approval online', async () => {
    const { outcome, said } = await tap({ cid: '40', answer: { '9F8104': '0010000081' } });
    expect([outcome.kind, said('9F27')]).toEqual(['online-request', '40']);
  });
});

describe('action analysis', () => {
  test.each([
    ['an online-only terminal', { configuration: { terminalTypeHex: '21' } }, {}, '80'],
    ['a card that never approves', {}, { profileHex: '0102' }, '80'],
    ['an offline-only terminal', { configuration: { terminalTypeHex: '23' } }, {}, '40'],
    ['neither', {}, {}, '40'],
    ['an online code', { amountMinor: 6_000 }, {}, '80'],
    [
      'an offline-only terminal and such a card',
      { configuration: { terminalTypeHex: '23' } },
      { profileHex: '0102' },
      '00',
    ],
  ] as const)('with %s', async (_name, terms, plan, asked) => {
    const { commandsHex } = await tap(plan, terms);
    expect(commandsHex.at(-1)?.slice(4, 6)).toBe(asked);
  });
});

test('what only the host may approve goes to it', async () => {
  const { outcome, commandsHex } = await tap({}, { request: { isForcedOnline: true } });
  expect([outcome.kind, commandsHex.at(-1)?.slice(4, 6)]).toEqual(['online-request', '80']);
});

test('a refund goes to the host with what the card answered', async () => {
  expect((await tap({}, { kind: 'refund', amountMinor: 6_000 })).outcome.kind).toBe('online-request');
});

describe('what the card wants next', () => {
  test('is to be presented again', async () => {
    const { outcome, steps } = await tap({ answer: { '9F8108': '2020' } });
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'see-phone' });
    expect(steps.some(({ step }) => step === 'cryptogram')).toBe(true);
  });

  test.each([
    ['3120', 'SEE PHONE FOR INSTRUCTIONS', 'contact'],
    ['3255', 'INSERT OR SWIPE CARD', 'magnetic-stripe'],
  ])('is another interface when it declines (%s)', async (indicator, _text, alternateInterface) => {
    const { outcome } = await tap({ cid: '00', answer: { '9F8108': indicator } });
    expect(outcome).toMatchObject({ kind: 'try-another-interface', parameters: { alternateInterface } });
  });

  test('is nothing when it is forged', async () => {
    const { outcome } = await tap(
      { cid: '40', lies: 'blinding-factor', answer: { '9F8108': '3100' } },
      {
        application: {
          terminalActionCodes: { denialHex: '0000000000', onlineHex: '0000000000', defaultHex: '0000000000' },
        },
      },
    );
    expect(outcome.kind).toBe('declined');
  });

  test('ends a refund that it declines', async () => {
    expect((await tap({ cid: '00' }, { kind: 'refund' })).outcome).toMatchObject({
      kind: 'end-application',
      reason: 'declined-by-card',
    });
  });
});

describe('relay resistance', () => {
  const relayResistance = {
    graceMinHundredUs: 20,
    graceMaxHundredUs: 50,
    commandTransmissionHundredUs: 18,
    responseTransmissionHundredUs: 24,
    accuracyThresholdHundredUs: 300,
    transmissionMismatchPercent: 50,
  };

  test('goes into the codes with what both sides said', async () => {
    // 10 ms: 100 less 18 and 20 is 62 in hundreds of microseconds, within the card's 40 to 80.
    const { outcome, said } = await tap({ profileHex: '010B' }, { kernel8: { relayResistance }, cardMs: 10 });
    expect([outcome.kind, said('95'), said('9F810C')]).toEqual(['online-request', '0000000082', '0000']);
  });

  test('that comes too late is tried three times and told', async () => {
    const { commandsHex, said } = await tap({ profileHex: '010B' }, { kernel8: { relayResistance }, cardMs: 30 });
    expect(commandsHex.filter((hex) => hex.startsWith('80EA')).length).toBe(3);
    // 300 less 38 is 262, 182 beyond the card's 80.
    expect([said('95'), said('9F810C')]).toEqual(['0000000086', '00B6']);
  });
});
