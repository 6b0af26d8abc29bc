import { describe, expect, test } from 'vitest';
import { answerVectors, kindOf } from '../vector.ts';
import { publishedCases } from './published-cases.table.ts';

const answer = async (kind: string, cases: readonly unknown[]): Promise<readonly unknown[]> =>
  answerVectors(await kindOf(kind), JSON.stringify(cases));

/** An error is told from another by its publisher's words, which we don't share: that there is one is the fact. */
const withoutWords = (answered: unknown): unknown =>
  typeof answered === 'object' && answered !== null && 'error' in answered ? { problem: true } : answered;

test.each(publishedCases)('$kind answers as published: $caseJson', async ({ kind, caseJson, ...expected }) => {
  const [answered] = await answerVectors(await kindOf(kind), `[${caseJson}]`);
  expect(withoutWords(answered)).toEqual(expected);
});

test('keeps the order of tags that look like numbers', async () => {
  const answers = await answerVectors(
    await kindOf('tlv-encode'),
    '[{"input":{"9F02":"01","57":"02","E0":{"95":"","5A":"03"}}}]',
  );
  expect(answers).toEqual([{ result: '9F020101570102E00595005A0103' }]);
});

test('goes on after a case that is none', async () => {
  expect(await answer('tlv-decode', [null, { input: 'zz' }, { input: '9C0100' }])).toEqual([
    { error: 'BAD_INPUT: not an object with keys, the case' },
    { error: "BAD_HEX: not whole bytes of hexadecimal text, at 'input'" },
    { result: { '9C': '00' } },
  ]);
});

test.each(['{}', 'nonsense', ''])('refuses input that is no list of cases: %s', async (text) => {
  await expect(answerVectors(await kindOf('dol'), text)).rejects.toThrow('standard input is');
});

test('says which kinds there are', () => {
  expect(() => kindOf('toString')).toThrow(/there are tlv-decode, /u);
});

test.each([
  ['no rules', '000186A0000003E8', { valid: false, amount_x: 100_000, amount_y: 1000, rules: null }],
  ['half a rule', '000186A0000003E842', { valid: false, amount_x: 100_000, amount_y: 1000, rules: null }],
  ['one rule', '000186A0000003E84201', { valid: true, amount_x: 100_000, amount_y: 1000, rules: [['42', '01']] }],
])('takes a cardholder verification list with %s apart', async (_, cvmList, result) => {
  expect(await answer('cvm-list', [{ cvm_list: cvmList }])).toEqual([{ result }]);
});

describe('a data object list', () => {
  test('is filled from any object of values in the case, the first one first', async () => {
    const values = {
      dol: '9F02065F2A029F3704',
      params: { '9F02': '1234', '5F2A': '0978' },
      config: { '5F2A': '0840' },
    };
    expect(await answer('dol', [values])).toEqual([{ result: '000000001234097800000000' }]);
  });

  test('that breaks off is an error', async () => {
    expect(await answer('dol', [{ dol: '9F02' }])).toEqual([{ error: 'MALFORMED_DOL: truncated, offset 0' }]);
  });
});

test('names a dialect that it doesn’t know', async () => {
  const cases = [
    { spec: 'see elsewhere', message: '30' },
    { encoding: 'EBCDIC', message: 'F1' },
  ];
  expect(await answer('iso8583-decode', cases)).toEqual(
    cases.map(() => ({ error: "UNKNOWN_DIALECT: the case doesn't say its dialect, at 'spec'" })),
  );
});

test('reads and writes packed elements by packager classes', async () => {
  const spec = {
    0: { cls: 'IFB_NUMERIC', length: 4 },
    1: { cls: 'IFB_BITMAP', length: 16 },
    2: { cls: 'IFB_LLNUM', length: 19 },
    28: { cls: 'IFB_AMOUNT', length: 9 },
    35: { cls: 'IFB_LLNUM', length: 37 },
    52: { cls: 'IFB_BINARY', length: 8 },
    70: { cls: 'IFE_NUMERIC', length: 3 },
  };
  const fields = { 0: '0200', 2: '12345', 28: 'C00000012', 35: '12=34', 52: { hex: '0011223344556677' }, 70: '301' };
  const [encoded] = await answer('iso8583-encode', [{ spec, fields }]);
  const message = '0200C000001020001000040000000000000005123450430000001205 12D340 0011223344556677F3F0F1'.replaceAll(
    ' ',
    '',
  );
  expect(encoded).toEqual({ result: message });
  expect(await answer('iso8583-decode', [{ spec, message }])).toEqual([{ result: fields }]);
});
