import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { parseCardholderVerificationList, verifyCardholder } from './cardholder-verification.ts';
import { createDataObjects } from './data-objects.ts';

const amountsHex = '000013880000C350';

function verifyWith(objects: Readonly<Record<string, string>>) {
  const data = createDataObjects(new Map(), []);
  const defaults = { '82': '1980', '9F33': 'E008C8', '9F02': '000000010001', '5F2A': '0978', '9F42': '0978' };
  for (const [tag, valueHex] of Object.entries({ ...defaults, ...objects })) data.set(tag, fromHex(valueHex));
  const result = verifyCardholder(data);
  return result.kind === 'malformed' ? 'malformed' : { ...result, results: toHex(result.results) };
}

describe('the list', () => {
  // openemv/emv-utils, tests/emv_cvmlist_test.c, lists 5 and 6.
  test('is read as two amounts and rules', () => {
    expect(parseCardholderVerificationList(fromHex('000186A0000003E84201'))).toEqual({
      amountX: 100_000,
      amountY: 1_000,
      rules: [{ method: 0x42, condition: 0x01 }],
    });
    const list = parseCardholderVerificationList(fromHex('00000000000000004201440341035E0342031F03'));
    expect(list?.rules.map(({ method, condition }) => [method, condition])).toEqual([
      [0x42, 0x01],
      [0x44, 0x03],
      [0x41, 0x03],
      [0x5e, 0x03],
      [0x42, 0x03],
      [0x1f, 0x03],
    ]);
  });

  test('that ends inside a rule or an amount stops the transaction', () => {
    expect(verifyWith({ '8E': `${amountsHex}1F` })).toBe('malformed');
    expect(verifyWith({ '8E': '00001388' })).toBe('malformed');
  });
});

describe('nothing is performed', () => {
  test.each([
    ['the card does not ask for it', { '82': '0980', '8E': `${amountsHex}1F03` }, []],
    ['the card has no list', {}, ['card-data-missing']],
    ['the list has no rules', { '8E': amountsHex }, []],
  ] as const)('when %s', (_name, objects, bits) => {
    expect(verifyWith(objects)).toEqual({
      kind: 'processed',
      performed: false,
      method: 'none',
      results: '3F0000',
      bits,
    });
  });
});

describe('the rules', () => {
  const standardList = `${amountsHex}42031E031F03`;

  test.each([
    ['nothing but "no CVM" offered', { '9F33': 'E008C8' }, 'none', '1F0302', []],
    ['signature offered', { '9F33': 'E028C8' }, 'signature', '1E0300', []],
    ['online PIN offered', { '9F33': 'E048C8' }, 'online-pin', '420300', ['online-verification-captured']],
    ['nothing offered', { '9F33': 'E000C8' }, 'failed', '3F0001', ['cardholder-verification-failed']],
  ] as const)('lead where the terminal can follow: %s', (_name, objects, method, results, bits) => {
    expect(verifyWith({ '8E': standardList, ...objects })).toMatchObject({ method, results, bits, performed: true });
  });

  test('stop at an unknown method unless the rule says to go on', () => {
    const unknown = 'unrecognised-cardholder-verification-method';
    expect(verifyWith({ '8E': `${amountsHex}2A001F00` })).toMatchObject({
      method: 'failed',
      results: '3F0001',
      bits: [unknown, 'cardholder-verification-failed'],
    });
    expect(verifyWith({ '8E': `${amountsHex}6A001F00` })).toMatchObject({
      method: 'none',
      results: '1F0002',
      bits: [unknown],
    });
  });

  test('count a condition that the terminal does not know as not met', () => {
    expect(verifyWith({ '8E': `${amountsHex}007F1F00` })).toMatchObject({ method: 'none', results: '1F0002' });
  });

  test('may fail verification outright', () => {
    expect(verifyWith({ '8E': `${amountsHex}00001F00` })).toMatchObject({ method: 'failed', results: '000001' });
  });

  test.each([
    ['06', '000000004999', '0978', 'none'],
    ['06', '000000005000', '0978', 'failed'],
    ['07', '000000005001', '0978', 'none'],
    ['07', '000000005000', '0978', 'failed'],
    ['08', '000000049999', '0978', 'none'],
    ['09', '000000050001', '0978', 'none'],
    ['06', '000000000001', '0840', 'failed'],
    ['01', '000000000001', '0978', 'failed'],
    ['02', '000000000001', '0978', 'none'],
  ] as const)(
    'under condition %s with amount %s and card currency %s: %s',
    (condition, amountHex, currency, method) => {
      const result = verifyWith({ '8E': `${amountsHex}1F${condition}`, '9F02': amountHex, '9F42': currency });
      expect(result).toMatchObject({ method });
    },
  );

  test('of any bytes never crash the engine', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 252 }), (list) => {
        expect(verifyWith({ '8E': toHex(list) })).toBeDefined();
      }),
    );
  });
});
