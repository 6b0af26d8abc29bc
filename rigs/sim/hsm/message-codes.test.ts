import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { tripleDesDukptKey } from './dukpt.ts';
import { cipherCode, retailCode } from './message-code.ts';
import { createMessageCodes } from './message-codes.ts';
import type { MessageCodeOptions, MessageCodes } from './message-codes.ts';
import { WorkingKeys } from './working-keys.ts';

/**
 * Values of ANSI X9.24-1:2009 A.4 as openemv/dukpt (LGPL 2.1; facts only), commit 1d01ddaf, quotes them: codes over the text
 * below, first four bytes; and of NIST SP 800-38B, D.1, as RFC 4493 quotes them, first eight bytes.
 */
const baseKey = fromHex('0123456789ABCDEFFEDCBA9876543210');
const text = Uint8Array.from(Buffer.from('4012345678909D987', 'ascii'));

test.each([
  ['FFFF9876543210E00004', 'C7BFA6CC', '1EB08AEE'],
  ['FFFF9876543210E00005', '0202B963', '5CBE3E81'],
  ['FFFF9876543210EFF840', '4DA4CBAC', '3CE7AD50'],
])('codes of request and answer under %s are the published ones', (serial, request, answer) => {
  const codes = (['mac-request', 'mac-response'] as const).map((usage) =>
    toHex(retailCode(tripleDesDukptKey(baseKey, fromHex(serial), usage), text)).slice(0, 8),
  );
  expect(codes).toEqual([request, answer]);
});

test.each([
  ['', 'BB1D6929E9593728'],
  ['6BC1BEE22E409F96E93D7E117393172A', '070A16B46B4D4144'],
  ['6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E5130C81C46A35CE411', 'DFA66747DE9AE630'],
])('the code of %j under AES is the published one', (data, code) => {
  expect(toHex(cipherCode(fromHex('2B7E151628AED2A6ABF7158809CF4F3C'), fromHex(data)))).toBe(code);
});

const zoneKey = {
  tripleDes: fromHex('A1B2C3D4E5F60718293A4B5C6D7E8F90'),
  aes: fromHex('C1D0F8FB4958670DBA40AB1F3752EF0D'),
};
const options: MessageCodeOptions = {
  scheme: 'dukpt-tdes',
  zone: new WorkingKeys({ codes: zoneKey, pins: zoneKey }),
  derivation: [{ keySetHex: 'FFFF9876', key: baseKey, pinKeyBytes: 16 }],
};

function coded(serial: string, usage: 'mac-request' | 'pin-encryption' = 'mac-request', data = text) {
  const keySerialNumber = fromHex(serial);
  return { data, code: retailCode(tripleDesDukptKey(baseKey, keySerialNumber, usage), data), keySerialNumber };
}

function wordsOf(codes: MessageCodes, ...messages: readonly Parameters<MessageCodes['verify']>[0][]) {
  return messages.map((message) => codes.verify(message).facts['messageCode']);
}

describe('a code', () => {
  test('is right once for every key', () => {
    const [second, third] = [coded('FFFF9876543210E00002'), coded('FFFF9876543210E00003')];
    const other = coded('FFFF9876543210E00003', 'mac-request', text.slice(1));
    expect(wordsOf(createMessageCodes(options), third, third, other, second)).toEqual([
      'right',
      'repeated',
      'key-used-before',
      'overtaken',
    ]);
  });

  test('under the key of another use is wrong, and the use is named', () => {
    const { isRight, facts } = createMessageCodes(options).verify(coded('FFFF9876543210E00003', 'pin-encryption'));
    expect({ isRight, facts }).toEqual({
      isRight: false,
      facts: { messageCode: 'wrong', usagesThatSign: 'pin-encryption' },
    });
  });

  test('is wanted over every message, with a key that is known', () => {
    const good = coded('FFFF9876543210E00003');
    const words = wordsOf(
      createMessageCodes(options),
      { ...good, code: undefined },
      { ...good, keySerialNumber: undefined },
      { ...good, keySerialNumber: fromHex('EEEE9876543210E00003') },
      { ...good, data: text.slice(1) },
    );
    expect(words).toEqual(['absent', 'key-unknown', 'key-unknown', 'wrong']);
  });

  test('over an answer has a key of its own under DUKPT, and the same one in a zone', () => {
    const good = coded('FFFF9876543210E00003');
    expect(toHex(createMessageCodes(options).codeFor(good))).not.toBe(toHex(good.code));
    const zone = createMessageCodes({ ...options, scheme: 'zone-tdes' });
    const code = zone.codeFor({ data: text, keySerialNumber: undefined });
    expect(zone.verify({ data: text, code, keySerialNumber: undefined }).isRight).toBe(true);
  });
});
