import { describe, expect, test } from 'vitest';
import { toHex } from '../bytes.ts';
import type { PinEntry } from '../../needs.ts';
import type { OnlinePinSettings } from '../../key-settings.ts';
import { openDurableStore } from '../../store-and-forward/durable-store.ts';
import { StoreFailure } from '../../store-and-forward/store-failure.ts';
import type { KernelRequest } from '../outcome.ts';
import type { KeyLedger } from '../pin/key-ledger.ts';
import { publishedTdesKeys } from '../pin/published-dukpt.table.ts';
import { cardholderWith, contact, contactConfiguration, objectOf } from './chip-card.fixture.ts';
import type { CardAnswers } from './chip-card.fixture.ts';

const amounts = '0000271000004E20';
const pin = { kind: 'entered', pin: '1234' } as const satisfies PinEntry;
const key = '0123456789ABCDEFFEDCBA9876543210';

async function verify(terms: {
  readonly rules: string;
  readonly entries?: readonly PinEntry[];
  readonly answers?: CardAnswers;
  readonly capabilities?: string;
  readonly request?: Partial<KernelRequest>;
  readonly currency?: string;
  readonly onlinePin?: OnlinePinSettings;
  readonly store?: KeyLedger;
}) {
  const configuration = contactConfiguration({
    settings: {
      terminalCapabilitiesHex: terms.capabilities ?? 'E0F8C8',
      onlinePin: terms.onlinePin ?? { scheme: 'zone-tdes', format: 0, keyHex: key },
    },
    application: {
      terminalActionCodes: { denialHex: '0000000000', onlineHex: 'FFFFFFFFFF', defaultHex: '0000000000' },
    },
  });
  const contacted = await contact(
    { objects: { '8E': amounts + terms.rules, '9F42': terms.currency ?? '0036' }, answers: terms.answers ?? {} },
    {
      configuration,
      cardholder: cardholderWith(terms.entries ?? [pin]),
      ...(terms.request === undefined ? {} : { request: terms.request }),
      ...(terms.store === undefined ? {} : { store: terms.store }),
    },
  );
  const { outcome } = contacted;
  return {
    ...contacted,
    results: objectOf(outcome, '9F34'),
    bits: objectOf(outcome, '95')?.slice(4, 6),
    method: 'data' in outcome ? outcome.data.cardholderVerification : undefined,
  };
}

/** 1234 with account number 5413330089604111, made with OpenSSL's des-ede-ecb. */
const blockHex = '357C4039B91F9F20';

describe('a PIN that the card checks', () => {
  test('goes to it in a block, and succeeds', async () => {
    const verified = await verify({ rules: '0100', answers: { '80CA9F17': '9F1701039000', '00200080': '9000' } });
    expect(verified.commandsHex).toContain('00200080082412 34FFFFFFFFFF'.replaceAll(' ', ''));
    expect(verified).toMatchObject({ results: '010002', bits: '00', method: 'offline-pin' });
  });

  test('is asked for again while tries are left, and says which is the last', async () => {
    const verified = await verify({
      rules: '0100',
      entries: [{ kind: 'entered', pin: '1111' }, pin],
      answers: { '80CA9F17': '9F1701029000', '00200080': ['63C1', '9000'] },
    });
    expect(verified).toMatchObject({ results: '010002', bits: '00' });
    expect(verified.displays).toEqual(['INSERT CARD', 'ENTER PIN', 'INCORRECT PIN', 'LAST PIN TRY', 'PIN OK']);
  });

  test.each([
    ['a counter of zero', { '80CA9F17': '9F1701009000' }, 0],
    ['a last wrong try', { '00200080': '63C0' }, 1],
    ['a blocked method', { '00200080': '6983' }, 1],
    ['a blocked reference', { '00200080': '6984' }, 1],
  ])('fails with %s as try limit exceeded', async (_name, answers, verifyCount) => {
    const verified = await verify({ rules: '0100', answers });
    expect(verified).toMatchObject({ results: '010001', bits: 'A0', method: 'failed' });
    expect(verified.commandsHex.filter((command) => command.startsWith('0020'))).toHaveLength(verifyCount);
  });

  test('that is bypassed leaves all PIN methods aside and goes on with the others', async () => {
    const verified = await verify({ rules: '410042001E00', entries: [{ kind: 'bypassed' }] });
    expect(verified).toMatchObject({ results: '1E0000', bits: '08', method: 'signature' });
  });

  test('can not be taken by a broken PIN pad', async () => {
    const verified = await verify({ rules: '41001F00', entries: [{ kind: 'pin-pad-broken' }] });
    expect(verified).toMatchObject({ results: '1F0002', bits: '10' });
  });

  test('that is cancelled ends the transaction', async () => {
    const { outcome } = await verify({ rules: '0100', entries: [{ kind: 'cancelled' }] });
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'cancelled' });
  });

  test('and a signature come to a result that is not known yet', async () => {
    const verified = await verify({ rules: '0300', answers: { '00200080': '9000' } });
    expect(verified).toMatchObject({ results: '030000', method: 'offline-pin-and-signature' });
  });

  test('enciphered fails without a key to encipher it with, and nobody is asked', async () => {
    const verified = await verify({ rules: '44001F00' });
    expect(verified).toMatchObject({ results: '1F0002', bits: '00' });
    expect(verified.displays).not.toContain('ENTER PIN');
  });
});

test('a PIN for the host leaves the kernel as a block of format 0 under triple DES', async () => {
  const { outcome, results, bits } = await verify({ rules: '0200' });
  expect({ results, bits }).toEqual({ results: '020000', bits: '04' });
  const block = outcome.kind === 'online-request' ? outcome.data.pin?.block : undefined;
  expect(toHex(block ?? new Uint8Array())).toBe(blockHex);
});

describe('a PIN for the host under keys that are derived', () => {
  const onlinePin = {
    scheme: 'dukpt-tdes',
    format: 0,
    keyHex: publishedTdesKeys.initialKey,
    keySerialNumberHex: 'FFFF9876543210E00000',
  } as const satisfies OnlinePinSettings;

  test('leaves with a serial number that is written down', async () => {
    using store = openDurableStore(':memory:');
    const { outcome, bits } = await verify({ rules: '0200', onlinePin, store });
    const sent = outcome.kind === 'online-request' ? outcome.data.pin : undefined;
    expect({ bits, serial: toHex(sent?.keySerialNumber ?? new Uint8Array()) }).toEqual({
      bits: '04',
      serial: 'FFFF9876543210E00001',
    });
    expect(toHex(store.lastKeySerialNumber(Buffer.from(onlinePin.keySerialNumberHex, 'hex')))).toBe(
      'FFFF9876543210E00001',
    );
  });

  test('uses no key up when the entry is cancelled', async () => {
    using store = openDurableStore(':memory:');
    await verify({ rules: '0200', entries: [{ kind: 'cancelled' }], onlinePin, store });
    const first = Buffer.from(onlinePin.keySerialNumberHex, 'hex');
    expect(toHex(store.lastKeySerialNumber(first))).toBe(onlinePin.keySerialNumberHex);
  });

  test('is not asked for when the keys are used up: the PIN pad is out of service', async () => {
    const last = Uint8Array.from(Buffer.from('FFFF9876543210FFF800', 'hex'));
    const store: KeyLedger = { lastKeySerialNumber: () => last, takeKeySerialNumber: () => undefined };
    const verified = await verify({ rules: '02001F00', onlinePin, store });
    expect(verified).toMatchObject({ results: '020001', bits: '90' });
    expect(verified.displays).toContain('PIN PAD OUT OF SERVICE');
    expect(verified.displays).not.toContain('ENTER PIN');
  });

  test('ends the transaction when its serial number can not be written down', async () => {
    const store: KeyLedger = {
      lastKeySerialNumber: (first) => first,
      takeKeySerialNumber: () => {
        throw new StoreFailure('STORE_FULL', 'no room left');
      },
    };
    const { outcome } = await verify({ rules: '0200', onlinePin, store });
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'storage-full' });
  });
});

test.each([
  ['without a PIN pad says that it is missing', '0100', 'E028C8', '3F0001', '90'],
  ['with a PIN pad that takes no PIN of this kind says so', '0100', 'E068C8', '3F0001', '90'],
  ['without online PIN says so', '0200', 'E0B8C8', '3F0001', '90'],
  ['that can not sign beside a PIN has its PIN pad', '0300', 'E0D8C8', '3F0001', '80'],
  ['passes over a PIN that is due only where it can be taken', '0103', 'E068C8', '3F0001', '80'],
  ['meets a method that nobody knows', '1000', 'E0F8C8', '3F0001', 'C0'],
  ['goes on behind an unknown method', '5D001F00', 'E0F8C8', '1F0002', '40'],
  ['knows the first biometric method, which it has not', '0600', 'E0F8C8', '3F0001', '80'],
  ['goes on behind the last biometric method', '4F001F00', 'E0F8C8', '1F0002', '00'],
  ['passes over a face that is due only where it can be taken', '0703', 'E0F8C8', '3F0001', '80'],
  ['is told to fail', '0000', 'E0F8C8', '000001', '80'],
  ['finds no condition met', '1F01', 'E0F8C8', '3F0001', '80'],
  ['passes over a condition that nobody knows', '1F4F1F00', 'E0F8C8', '1F0002', '00'],
])('a terminal that %s', async (_name, rules, capabilities, results, bits) => {
  expect(await verify({ rules, capabilities })).toMatchObject({ results, bits });
});

test.each([
  ['under X', 9_999, '1F06', '0036', true],
  ['X itself', 10_000, '1F06', '0036', false],
  ['over X', 10_001, '1F07', '0036', true],
  ['not over X', 10_000, '1F07', '0036', false],
  ['under Y', 19_999, '1F08', '0036', true],
  ['over Y', 20_001, '1F09', '0036', true],
  ['under X in another currency', 9_999, '1F06', '0978', false],
])('an amount condition (%s)', async (_name, amountMinor, rules, currency, isMet) => {
  const { results } = await verify({ rules, currency, request: { amountMinor } });
  expect(results).toBe(isMet ? `${rules}02` : '3F0001');
});

test.each([
  ['cash at an attended terminal', { kind: 'cash' }, '1F04', true],
  ['cash and "no cash"', { kind: 'cash' }, '1F02', false],
  ['a purchase and "no cash"', {}, '1F02', true],
  ['cashback', { cashbackMinor: 100 }, '1F05', true],
  ['cashback and "no cashback"', { cashbackMinor: 100 }, '1F02', false],
  ['a purchase and "cash"', {}, '1F04', false],
] as const)('a condition on %s', async (_name, request, rules, isMet) => {
  const { results } = await verify({ rules, request });
  expect(results).toBe(isMet ? `${rules}02` : '3F0001');
});
