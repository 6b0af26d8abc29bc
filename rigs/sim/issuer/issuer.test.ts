import { describe, expect, test } from 'vitest';
import { fromHex, joinBytes, toHex } from './bytes.ts';
import { computeCryptogram, computeResponseCryptogram, keyOf, terminalInputTags } from './cryptogram.ts';
import type { CryptogramRecipe } from './cryptogram.ts';
import { createIssuer } from './issuer.ts';
import type { Account } from './account.ts';
import type { IssuerRequest } from './issuer.ts';

/** A published test key and account, see emv-vectors.table.ts. */
const masterKeyForCryptograms = fromHex('0123456789ABCDEFFEDCBA9876543210');
const account: Account = {
  pan: '1234567890123456',
  panSequenceNumber: '00',
  balanceMinor: 20_000,
  currencyCode: '124',
};

/**
 * Values of knovichikhin/pyemv (MIT), commit cf6b82d7, tests/test_cvn_hsm.py: inputs as in its version 16 test. The
 * cryptogram is the one that its version 20 (hexadecimal 14) test answers with DFD0956606B68D64.
 */
const publishedValues: Readonly<Record<string, string>> = {
  '9F02': '000000009999',
  '9F03': '000000000000',
  '9F1A': '0124',
  '95': '8000000000',
  '5F2A': '0124',
  '9A': '209906',
  '9C': '00',
  '9F37': 'ABCDEF12',
  '82': '1800',
  '9F36': '001C',
  '9F10': '0114A00003220000000000000000000322FF',
  '9F27': '80',
  '9F26': 'CD29615D6452E70E',
};
const publishedRequest: IssuerRequest = {
  pan: account.pan,
  panSequenceNumber: '000',
  amountMinor: 9999,
  currencyCode: '124',
  processingCode: '000000',
  localDate: '9906',
  field55: encode(publishedValues),
};

function encode(values: Readonly<Record<string, string>>): Uint8Array {
  return joinBytes(
    Object.entries(values).map(([tag, valueHex]) =>
      joinBytes([fromHex(tag), Uint8Array.of(valueHex.length / 2), fromHex(valueHex)]),
    ),
  );
}

/** Chip data as the card would sign it, with some values and some steps of the computation changed. */
function signed(changes: Readonly<Record<string, string>> = {}, mistakes: Partial<CryptogramRecipe> = {}): Uint8Array {
  const values: Record<string, string> = { ...publishedValues, ...changes };
  const bytesOf = (tag: string): Uint8Array => fromHex(values[tag] ?? '');
  const cryptogram = computeCryptogram({
    masterKey: masterKeyForCryptograms,
    pan: account.pan,
    panSequenceNumber: '00',
    sessionKeyMethod: 'common',
    keyCounter: bytesOf('9F36'),
    counter: bytesOf('9F36'),
    unpredictableNumber: bytesOf('9F37'),
    terminalInputs: joinBytes(terminalInputTags.map(bytesOf)),
    issuerPart: bytesOf('9F10').slice(2, 8),
    padding: 'method-2',
    ...mistakes,
  });
  return encode({ ...values, '9F26': toHex(cryptogram) });
}

function refund(changes: Readonly<Record<string, string>> = {}): IssuerRequest {
  const field55 = signed({ '9C': '20', '9F27': '00', ...changes });
  return { ...publishedRequest, processingCode: '200000', field55 };
}

function open(changes: Partial<Account> = {}) {
  return createIssuer({ masterKeyForCryptograms, accounts: [{ ...account, ...changes }] });
}

describe('an issuer asked for money', () => {
  test('approves a published request whose cryptogram is right, and takes the amount from the account', () => {
    const issuer = open();
    const decision = issuer.authorize(publishedRequest);
    expect(decision).toMatchObject({ responseCode: '00', approvalCode: '000001' });
    expect(decision.facts).toEqual({ cryptogram: 'verified', reason: 'approved' });
    expect(issuer.balanceOf(account.pan)).toBe(10_001);
  });

  test('derives for that request the key with which the published response cryptogram comes out', () => {
    const recipe = {
      masterKey: masterKeyForCryptograms,
      ...account,
      sessionKeyMethod: 'common' as const,
      keyCounter: fromHex('001C'),
      counter: fromHex('001C'),
      unpredictableNumber: fromHex('ABCDEF12'),
      terminalInputs: new Uint8Array(),
      issuerPart: new Uint8Array(),
      padding: 'method-2' as const,
    };
    const answer = { cryptogram: fromHex('CD29615D6452E70E'), responseCode: fromHex('0010') };
    expect(toHex(computeResponseCryptogram(keyOf(recipe), answer))).toBe('DFD0956606B68D64');
  });

  test('closes its issuer authentication data with its own response code', () => {
    const answered = open({ balanceMinor: 0 }).authorize(publishedRequest);
    expect(answered.responseCode).toBe('51');
    expect(answered.issuerAuthenticationData).toHaveLength(10);
    expect(toHex(answered.issuerAuthenticationData?.slice(8) ?? new Uint8Array())).toBe('3531');
  });

  test('leaves two bits of failed extended authentication out, as the card did not have them', () => {
    const asked = (results: string, now: string): IssuerRequest => {
      const field55 = signed({ '95': results });
      const at = Buffer.from(field55).indexOf(Buffer.from(`9505${results}`, 'hex')) + 2;
      field55.set(fromHex(now), at);
      return { ...publishedRequest, field55 };
    };
    for (const now of ['0100000100', '0100000002']) {
      expect(open().authorize(asked('0100000000', now)).responseCode).toBe('00');
      expect(open().authorize(asked('0000000000', now)).responseCode).toBe('82');
    }
    expect(open().authorize(asked('0000000000', '0000000100')).responseCode).toBe('82');
    expect(open().authorize(asked('0100000000', '0100000004')).responseCode).toBe('82');
  });

  test.each([
    ['0100000100', '00'],
    ['0100000004', '00'],
    ['0100000000', '05'],
    ['0000000000', '05'],
  ])('is asked about a TC after extended authentication failed, and never else: %s', (results, responseCode) => {
    const card = results === '0100000100' ? '0100000000' : results;
    const field55 = signed({ '95': card, '9F27': '40' });
    const at = Buffer.from(field55).indexOf(Buffer.from(`9505${card}`, 'hex')) + 2;
    field55.set(fromHex(results), at);
    expect(open().authorize({ ...publishedRequest, field55 }).responseCode).toBe(responseCode);
  });

  test('answers 14 for an account that it does not keep', () => {
    const decision = open({ pan: '5413330089600010' }).authorize(publishedRequest);
    expect(decision).toMatchObject({ responseCode: '14', facts: { reason: 'unknown-account' } });
  });

  test('refuses a transaction counter that it has seen before, and one below it', () => {
    const issuer = open();
    issuer.authorize(publishedRequest);
    const lower = { ...publishedRequest, field55: signed({ '9F36': '001B' }) };
    for (const replay of [publishedRequest, lower]) {
      const decision = issuer.authorize(replay);
      expect(decision).toMatchObject({ responseCode: '05', facts: { reason: 'replayed-transaction-counter' } });
    }
    expect(issuer.balanceOf(account.pan)).toBe(10_001);
  });

  test.each([
    ['amount', { amountMinor: 9998 }],
    ['currency', { currencyCode: '978' }],
    ['date', { localDate: '9907' }],
    [
      'pan-sequence-number',
      { panSequenceNumber: '001', field55: signed({ '5F34': '00' }, { panSequenceNumber: '01' }) },
    ],
    ['transaction-type', { processingCode: '200000' }],
  ] as const)('names the %s when the message tells it otherwise than the chip data', (name, change) => {
    const decision = open().authorize({ ...publishedRequest, ...change });
    expect(decision).toMatchObject({ responseCode: '12', facts: { cryptogram: 'verified', differs: name } });
  });

  test('answers 54 after the last good month', () => {
    expect(open({ expiryDate: '2098' }).authorize(publishedRequest).responseCode).toBe('54');
    expect(open({ expiryDate: '2099' }).authorize(publishedRequest).responseCode).toBe('00');
  });

  test('wants chip data', () => {
    const decision = open().authorize({ ...publishedRequest, field55: undefined });
    expect(decision).toMatchObject({ responseCode: '05', facts: { cryptogram: 'absent', reason: 'no-cryptogram' } });
  });

  test('says which data object is missing', () => {
    const { '9F37': _unpredictableNumber, ...others } = publishedValues;
    const decision = open().authorize({ ...publishedRequest, field55: encode(others) });
    expect(decision.responseCode).toBe('30');
    expect(decision.facts['why']).toBe('missing or of wrong length: 9F37');
  });

  test('refuses a purchase for which the card made only an authentication cryptogram', () => {
    const decision = open().authorize({ ...publishedRequest, field55: signed({ '9F27': '00' }) });
    expect(decision).toMatchObject({ responseCode: '05', facts: { reason: 'cryptogram-of-wrong-kind' } });
  });

  test('pays a refund back on an authentication cryptogram, without answering to a card that has left', () => {
    const issuer = open();
    const decision = issuer.authorize(refund());
    expect(decision.responseCode).toBe('00');
    expect(decision.issuerAuthenticationData).toBeUndefined();
    expect(issuer.balanceOf(account.pan)).toBe(29_999);
  });
});

describe('an issuer told to reverse', () => {
  test.each([
    ['purchase', publishedRequest],
    ['refund', refund()],
  ])('restores the account after a %s once, however often it is told', (_kind, request) => {
    const issuer = open();
    const { authorizationId = '' } = issuer.authorize(request);
    expect(issuer.reverse({ authorizationId })).toBe('reversed');
    expect(issuer.reverse({ authorizationId })).toBe('already-reversed');
    expect(issuer.balanceOf(account.pan)).toBe(20_000);
  });

  test('says so when it never approved such a thing', () => {
    expect(open().reverse({ authorizationId: '000009' })).toBe('unknown');
  });
});

describe('an issuer that finds a cryptogram wrong says why', () => {
  const mistakes: readonly (readonly [string, Uint8Array])[] = [
    ['padded by zeros', signed({}, { padding: 'method-1' })],
    ["card's own key instead of a session key", signed({}, { sessionKeyMethod: 'card-key-itself' })],
    ['took the unpredictable number in', encode({ ...publishedValues, '9F26': '24CCF3DEE3158C70' })],
    ['counters at the end of tag 9F10', encode({ ...publishedValues, '9F26': 'C30E54BE496CF5E5' })],
    ['whole of tag 9F10', signed({}, { issuerPart: fromHex(publishedValues['9F10'] ?? '') })],
    ['session key is of a counter 1 lower', signed({}, { keyCounter: fromHex('001B') })],
    ['all was computed with a counter 1 lower', encode({ ...publishedValues, '9F36': '001D' })],
    ['PAN sequence number 02', signed({}, { panSequenceNumber: '02' })],
    ['names cryptogram version 10', encode({ ...publishedValues, '9F10': '0110A00003220000000000000000000322FF' })],
    ['(95) was 8000000000 for the card', encode({ ...publishedValues, '95': '0000000000' })],
    ['no known mistake', encode({ ...publishedValues, '9F1A': '0826' })],
  ];

  test.each(mistakes)('%s', (text, field55) => {
    const decision = open().authorize({ ...publishedRequest, field55 });
    expect(decision).toMatchObject({ responseCode: '82', facts: { cryptogram: 'failed' } });
    expect(decision.facts['why']).toContain(text);
  });

  test('with a number of the request before', () => {
    const issuer = open();
    issuer.authorize({ ...publishedRequest, field55: encode(publishedValues) });
    const stale = encode({ ...publishedValues, '9F37': '00000001' });
    expect(issuer.authorize({ ...publishedRequest, field55: stale }).facts['why']).toContain(
      "unpredictable number is another: stale, the one of the card's request 1 before this",
    );
  });

  test('with a key of its own for scripts', () => {
    const field55 = signed({}, { masterKey: fromHex('FEDCBA98765432100123456789ABCDEF') });
    const masterKeysForScripts = {
      scriptIntegrity: fromHex('FEDCBA98765432100123456789ABCDEF'),
      scriptConfidentiality: new Uint8Array(16),
    };
    const issuer = createIssuer({ masterKeyForCryptograms, masterKeysForScripts, accounts: [account] });
    const decision = issuer.authorize({ ...publishedRequest, field55 });
    expect(decision.facts['why']).toContain("made with the issuer's key for script integrity");
  });

  test("took DE 4's amount", () => {
    const field55 = encode({ ...publishedValues, '9F02': '000000000001' });
    expect(open().authorize({ ...publishedRequest, field55 }).facts['why']).toContain("DE 4's amount");
  });
});
