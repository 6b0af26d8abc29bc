import { expect, test } from 'vitest';
import {
  cryptogramTypeOf,
  generateCryptogramCommand,
  getProcessingOptionsCommand,
  readRecordCommand,
  selectCommand,
  splitResponse,
} from './application-protocol-data-unit.ts';
import { fromHex, toHex } from './bytes.ts';

// Commands as terminals of other makers sent them in the recorded transactions.
test('commands are coded as other terminals code them', () => {
  expect(toHex(selectCommand(fromHex('A0000000041010')))).toBe('00A4040007A000000004101000');
  expect(toHex(getProcessingOptionsCommand(new Uint8Array()))).toBe('80A8000002830000');
  expect(toHex(getProcessingOptionsCommand(fromHex('60F0C8')))).toBe('80A8000005830360F0C800');
  expect(toHex(readRecordCommand({ shortFileIdentifier: 11, number: 1 }))).toBe('00B2015C00');
  const riskManagementData = fromHex('0102');
  expect(
    toHex(generateCryptogramCommand({ type: 'TC', requestsCombinedAuthentication: true, riskManagementData })),
  ).toBe('80AE500002010200');
  expect(
    toHex(generateCryptogramCommand({ type: 'ARQC', requestsCombinedAuthentication: true, riskManagementData })),
  ).toBe('80AE900002010200');
  expect(
    toHex(generateCryptogramCommand({ type: 'AAC', requestsCombinedAuthentication: false, riskManagementData })),
  ).toBe('80AE000002010200');
});

test('an answer without a whole status word, or longer than a short one, is none', () => {
  expect(splitResponse(fromHex('90'))).toBeUndefined();
  expect(splitResponse(new Uint8Array(259))).toBeUndefined();
  expect(splitResponse(fromHex('6A82'))).toEqual({ data: new Uint8Array(), statusWord: 0x6a82 });
});

test('the reserved type of cryptogram is none', () => {
  expect([0x00, 0x40, 0x80, 0xc0].map(cryptogramTypeOf)).toEqual(['AAC', 'TC', 'ARQC', undefined]);
});
