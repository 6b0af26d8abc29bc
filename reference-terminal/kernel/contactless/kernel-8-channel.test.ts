import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes.ts';
import { aesCmac } from '../pin/block-ciphers.ts';
import { pointWithX, signatureSuite } from '../offline-data-authentication/elliptic-curves.ts';
import { foreignChannel } from './foreign-channel.table.ts';
import { drawTransactionKey } from './kernel-8-channel.ts';
import { riskListHex } from './kernel-8-card.fixture.ts';
import { cmac } from './kernel-8-numbers.fixture.ts';
import { tap } from './kernel-8-tap.fixture.ts';

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

  test.each([
    [
      'left out the relay exchange',
      { lies: 'no-relay', profileHex: '010B' },
      /made its code without the relay exchange$/u,
    ],
    ['left out its list of values', { lies: 'no-options' }, /made its code without the values of its PDOL$/u],
    ['left out what it is', { lies: 'no-static-data' }, /made its code without the hash of the static data$/u],
    ['has another cryptogram', { lies: 'enhanced-mac' }, /no single input explains/u],
  ] as const)('tells which input of a wrong code is another one: a card that %s', async (_name, plan, words) => {
    const relayResistance = {
      graceMinHundredUs: 100,
      graceMaxHundredUs: 50,
      commandTransmissionHundredUs: 0,
      responseTransmissionHundredUs: 0,
      accuracyThresholdHundredUs: 300,
      transmissionMismatchPercent: 0,
    };
    const { steps, outcome } = await tap(plan, { kernel8: { relayResistance } });
    expect(outcome).toMatchObject({ reason: 'enhanced-mac-wrong' });
    expect(steps.find(({ step }) => step === 'enhanced-data-authentication')?.facts['why']).toMatch(words);
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

describe('data envelopes', () => {
  const envelope = ['9F8113', 'C0FFEE'] as const;
  const writesEnvelopes = [
    { tagHex: '9F8111', valueHex: '0102' },
    { tagHex: '9F811A', valueHex: '' },
  ];

  test('are read before the cryptogram and written after it, through the channel', async () => {
    const { commandsHex, card, said, outcome } = await tap(
      { envelope, cid: '40' },
      { kernel8: { readsEnvelopes: ['9F8113'], writesEnvelopes } },
    );
    expect(outcome.kind).toBe('approved');
    expect([said('9F8113'), said('9F821C'), said('9F821B')]).toEqual(['C0FFEE', '80', '80']);
    expect(card.written).toEqual(['9F8111020102', '9F811A00']);
    const talk = commandsHex.slice(-4).map((hex) => hex.slice(0, 8));
    expect(talk).toEqual(['84320000', '80AE4080', '84340080', '84340000']);
    expect(commandsHex.at(-4)).toBe('84320000039F811300');
  });

  test.each([
    ['a wrong code', { spoilsEnvelopes: 'code' }, ['', '00', '80']],
    ['another tag', { spoilsEnvelopes: 'tag' }, ['', '00', '80']],
    ['no such envelope', { spoilsEnvelopes: 'refuses' }, ['', '00', '80']],
    ['a wrong receipt', { spoilsEnvelopes: 'receipt' }, ['C0FFEE', '80', '00']],
  ] as const)('with %s are incomplete, and the purchase goes on', async (_name, plan, expected) => {
    const { said, outcome } = await tap(
      { envelope, cid: '40', ...plan },
      { kernel8: { readsEnvelopes: ['9F8113'], writesEnvelopes } },
    );
    expect([said('9F8113'), said('9F821C'), said('9F821B')]).toEqual(expected);
    expect(outcome.kind).toBe('approved');
  });

  test('are none of a card whose cryptogram has a wrong code', async () => {
    const { card } = await tap({ lies: 'enhanced-mac' }, { kernel8: { writesEnvelopes } });
    expect(card.written).toEqual([]);
  });
});

test('everything in the channel is as another implementation computes it', () => {
  const { record, envelopeRead, envelopeWritten, ...foreign } = foreignChannel;
  const key = drawTransactionKey(() => fromHex(foreign.kernelSecretHex));
  const channel = key?.agree(fromHex(foreign.cardKeyDataHex));
  const suite = signatureSuite(0x10);
  const point = suite === undefined ? undefined : pointWithX(suite, fromHex(foreign.cardKeyXHex));
  if (key === undefined || channel === undefined || suite === undefined || point === undefined) {
    throw new Error('both keys are on the curve');
  }
  const issuerDataMac = channel.issuerDataMac(fromHex(foreign.talkHex));
  expect({
    kernelKeyHex: toHex(key.coordinates),
    isCardsKey: channel.isKeyOf({ suite, point }),
    record: toHex(channel.decipher(fromHex(record.sentHex)) ?? new Uint8Array()),
    read: toHex(channel.openEnvelope(fromHex(envelopeRead.sentHex)) ?? new Uint8Array()),
    sealed: toHex(channel.sealEnvelope(fromHex(envelopeWritten.plainHex))),
    isReceipt: channel.isReceipt(fromHex(envelopeWritten.plainHex), fromHex(envelopeWritten.receiptHex)),
    issuerDataMac: toHex(issuerDataMac),
    enhancedMac: toHex(channel.enhancedMac({ cryptogram: fromHex(foreign.cryptogramHex), issuerDataMac })),
  }).toEqual({
    kernelKeyHex: foreign.kernelKeyHex,
    isCardsKey: true,
    record: record.plainHex,
    read: envelopeRead.plainHex,
    sealed: envelopeWritten.sentHex,
    isReceipt: true,
    issuerDataMac: foreign.issuerDataMacHex,
    enhancedMac: foreign.enhancedMacHex,
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
