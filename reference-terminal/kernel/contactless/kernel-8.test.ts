import { describe, expect, test } from 'vitest';
import type { ContactlessApplication, TerminalConfiguration } from '../../configuration.ts';
import type { Kernel8Settings } from '../../contactless-settings.ts';
import { fromHex, toHex } from '../bytes.ts';
import { performContactless } from '../contactless-transaction.ts';
import { aesCmac } from '../pin/block-ciphers.ts';
import { kernelRequest, scriptedTerminal, terminalConfiguration } from '../scripted-terminal.fixture.ts';
import { cmac, kernel8Aid, kernel8Authority, kernel8Card, riskListHex } from './kernel-8-card.fixture.ts';
import type { Kernel8CardPlan } from './kernel-8-card.fixture.ts';
import { takeDecision } from './kernel-8-decision.ts';

/** 2026-11-27, noon. */
const nowMs = 1_795_780_800_000;
const settings: Kernel8Settings = {
  capabilityVerificationRequiredHex: '24',
  capabilityNoVerificationHex: '08',
  localAuthentication: true,
  issuerDataMacOffset: 24,
};

interface Terms {
  readonly amountMinor?: number;
  readonly kind?: 'purchase' | 'refund';
  readonly kernel8?: Partial<Kernel8Settings>;
  readonly application?: Partial<ContactlessApplication>;
  readonly configuration?: Partial<TerminalConfiguration>;
  /** How long the card takes for each command. */
  readonly cardMs?: number;
}

/** One tap of a computing card. Floor limit 50.00, verification above 30.00. */
async function tap(plan: Kernel8CardPlan = {}, terms: Terms = {}) {
  const card = kernel8Card(plan);
  let time = nowMs;
  let draws = 0;
  const script = scriptedTerminal({ polls: ['card'] });
  const commandsHex: string[] = [];
  const terminal = {
    ...script,
    clock: {
      nowMs: () => time,
      sleep: (delayMs: number) => {
        time += delayMs;
        return Promise.resolve();
      },
    },
    // Bytes that are a private key, and no two draws alike.
    random: (length: number) => {
      draws += 1;
      return new Uint8Array(length).fill(0x10 + draws);
    },
    contactless: {
      ...script.contactless,
      transmit: (command: Uint8Array) => {
        commandsHex.push(toHex(command));
        time += terms.cardMs ?? 0;
        return Promise.resolve({ kind: 'answered' as const, response: fromHex(card.respond(toHex(command))) });
      },
    },
  };
  const configuration = terminalConfiguration({
    certificationAuthorityCurveKeys: [kernel8Authority],
    ...terms.configuration,
    application: {
      aidHex: kernel8Aid,
      kernelId: 8,
      floorLimitMinor: 5_000,
      cvmRequiredLimitMinor: 3_000,
      terminalActionCodes: { denialHex: '0440000000', onlineHex: '8410848000', defaultHex: '0000000000' },
      kernel8: { ...settings, ...terms.kernel8 },
      ...terms.application,
    },
  });
  const request = kernelRequest({ amountMinor: terms.amountMinor ?? 1_000, kind: terms.kind ?? 'purchase' });
  const outcome = await performContactless(terminal, configuration, request);
  const objects = 'data' in outcome ? outcome.data.objects : new Map<string, Uint8Array>();
  const said = (tag: string): string => toHex(objects.get(tag) ?? new Uint8Array());
  return { outcome, card, commandsHex, said, steps: script.steps };
}

describe('the channel', () => {
  test('carries a purchase from the records to the host', async () => {
    const { outcome, said, card } = await tap({}, { amountMinor: 6_000 });
    expect(outcome).toMatchObject({ kind: 'online-request' });
    expect([said('5A'), said('9F26')]).toEqual(['5413336600000374', '1122334455667788']);
    expect(said('9F10')).toBe(`1F2201`.padEnd(48, '0') + card.issuerMac());
    // Floor limit exceeded, kernel 8, no relay resistance; the card's choice was not among what was offered.
    expect(said('95')).toBe('0000808081');
  });

  test('begins with what the terminal is configured for, and a key of its own', async () => {
    const { commandsHex } = await tap();
    const options = commandsHex.find((hex) => hex.startsWith('80A8')) ?? '';
    expect(options.slice(0, 30)).toBe('80A800004A834802800010FFFF0000');
    const without = await tap({}, { kernel8: { localAuthentication: false } });
    expect(without.commandsHex.find((hex) => hex.startsWith('80A8'))?.slice(14, 30)).toBe('02000010FFFF0000');
    expect(options.slice(30, 158)).not.toBe('00'.repeat(64));
  });

  test.each([
    ['a record in the clear', { lies: 'plain-records' }, 'record-not-protected'],
    ['a wrong code over its cryptogram', { lies: 'enhanced-mac' }, 'enhanced-mac-wrong'],
    ['a wrong code over the issuer’s data', { lies: 'issuer-data-mac' }, 'enhanced-mac-wrong'],
    ['key data that are too short', { optionsAnswer: { '9F8103': '11'.repeat(66) } }, 'decryption-failed'],
    [
      'a key that is on no such curve',
      { optionsAnswer: { '9F8103': 'FF'.repeat(32) + '11'.repeat(32) } },
      'decryption-failed',
    ],
    ['no key data', { optionsAnswer: { '9F8103': undefined } }, 'card-data-missing'],
    ['no list', { optionsAnswer: { '8C': undefined } }, 'card-data-missing'],
    ['no account number', { record: { '5A': undefined } }, 'card-data-missing'],
    ['no decision', { answer: { '9F8102': undefined } }, 'card-data-missing'],
    ['a stronger cryptogram than it was asked for', { cid: '40' }, 'cryptogram-stronger-than-requested'],
    ['issuer data that have no room', { iadHex: '06010A03A00000' }, 'issuer-data-too-short'],
    ['a list of static data that breaks off', { extendedListHex: '9F' }, 'card-data-error'],
    ['a suite that nobody has', { qualifierHex: '0255FFFF000000' }, 'card-data-error'],
  ] as const)('ends with %s', async (_name, plan, reason) => {
    const { outcome } = await tap(plan, { amountMinor: 6_000 });
    expect(outcome).toMatchObject({ kind: 'end-application', reason });
  });

  test('says in the error indication that a code was wrong', async () => {
    const { outcome } = await tap({ lies: 'enhanced-mac' });
    expect(outcome.parameters?.discretionaryData.get('DF8115')).toBe('00130000001C');
  });

  test.each([[undefined], ['0000FFFF000000'], ['0200']])(
    'leaves a card with qualifier %s to others',
    async (qualifierHex) => {
      expect((await tap({ qualifierHex })).outcome).toMatchObject({ reason: 'card-data-missing' });
    },
  );

  test('takes records in the clear only where that is configured', async () => {
    const { outcome } = await tap({ cid: '40', lies: 'plain-records' }, { kernel8: { acceptsPlainRecords: true } });
    expect(outcome.kind).toBe('approved');
  });

  test('uses a list of its own for a card that gives none', async () => {
    const plan = { cid: '40', optionsAnswer: { '8C': undefined } };
    expect((await tap(plan, { kernel8: { defaultRiskListHex: riskListHex } })).outcome.kind).toBe('approved');
  });

  test.each([
    ['at the card’s own offset', { profileHex: '010C', answer: { '9F8107': '03' } }, 6],
    ['nowhere', { profileHex: '0108' }, undefined],
  ] as const)('puts the MAC into the issuer’s data %s', async (_name, plan, digit) => {
    const { said, card } = await tap(plan);
    const data = said('9F10');
    expect(data.length).toBe(64);
    expect(digit === undefined ? data : data.slice(digit, digit + 16)).toBe(
      digit === undefined ? '1F2201'.padEnd(64, '0') : card.issuerMac(),
    );
  });
});

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

/** RFC 4493, 4: the four examples. */
const key = '2B7E151628AED2A6ABF7158809CF4F3C';
const message =
  '6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E5130C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710';
test.each([
  [0, 'BB1D6929E95937287FA37D129B756746'],
  [16, '070A16B46B4D4144F79BDD9DD04A287C'],
  [40, 'DFA66747DE9AE63030CA32611497C827'],
  [64, '51F0BEBF7E3B9D92FC49741779363CFE'],
])('codes of kernel and test card over %i published bytes are the published ones', (length, code) => {
  const part = message.slice(0, length * 2);
  expect([toHex(aesCmac(fromHex(key), fromHex(part))), cmac(key, part)]).toEqual([code, code]);
});
