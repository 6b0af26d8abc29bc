import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes.ts';
import { chainTdes, encipherFormat4, encipherTdes, retailMac, tdesCmac } from './block-ciphers.ts';
import { aesCmac } from './block-ciphers.ts';
import { aesTransactionKey, aesWorkingKey, initialAesKey, nextAesSerialNumber, updateAesKey } from './dukpt-aes.ts';
import { initialTdesKey, nextTdesSerialNumber, tdesTransactionKey, tdesWorkingKey } from './dukpt-tdes.ts';
import { pinBlockFormat0 } from './pin-blocks.ts';
import { publishedAes, publishedTdes, publishedTdesKeys } from './published-dukpt.table.ts';

const data = Uint8Array.from(Buffer.from('4012345678909D987', 'ascii'));
const padded = new Uint8Array(24);
padded.set(data);

describe('DUKPT with TDES', () => {
  test.each(publishedTdes)('derives the published keys of $serial', (row) => {
    const keySerialNumber = fromHex(row.serial);
    const initialKey = initialTdesKey({ baseKey: fromHex(publishedTdesKeys.baseKey), keySerialNumber });
    expect(toHex(initialKey)).toBe(publishedTdesKeys.initialKey);
    const key = tdesTransactionKey({ initialKey, keySerialNumber });
    const pinKey = tdesWorkingKey(key, 'pin-encryption');
    expect({
      transactionKey: toHex(key),
      pinKey: toHex(pinKey),
      pinBlock: toHex(encipherTdes(pinKey, pinBlockFormat0('1234', '4012345678909'))),
      macRequest: toHex(retailMac(tdesWorkingKey(key, 'mac-request'), data)).slice(0, 8),
      macResponse: toHex(retailMac(tdesWorkingKey(key, 'mac-response'), data)).slice(0, 8),
      cmacRequest: toHex(tdesCmac(tdesWorkingKey(key, 'mac-request'), data)),
      cmacResponse: toHex(tdesCmac(tdesWorkingKey(key, 'mac-response'), data)),
      enciphered: toHex(chainTdes(tdesWorkingKey(key, 'data-request'), padded)),
    }).toEqual({ ...row, serial: undefined });
  });

  test.each([
    ['FFFF9876543210E00000', 'FFFF9876543210E00001'],
    ['FFFF9876543210E003FF', 'FFFF9876543210E00400'],
    ['FFFF9876543210E007FE', 'FFFF9876543210E00800'],
    ['FFFF9876543210FFF800', undefined],
    ['FFFF9876543210F00000', 'FFFF9876543210F00001'],
  ])('after %s comes %s: no counter has more than ten bits', (from, to) => {
    const next = nextTdesSerialNumber(fromHex(from));
    expect(next === undefined ? undefined : toHex(next)).toBe(to);
  });
});

describe('DUKPT with AES', () => {
  test.each(publishedAes)('derives the published keys of $serial', (row) => {
    const keySerialNumber = fromHex(row.serial);
    const initialKey = initialAesKey({
      baseKey: fromHex(row.baseKey),
      initialKeyIdentifier: keySerialNumber.subarray(0, 8),
    });
    expect(toHex(initialKey)).toBe(row.initialKey);
    const key = aesTransactionKey({ initialKey, keySerialNumber });
    expect(toHex(key)).toBe(row.transactionKey);
    const working = (usage: 'pin-encryption' | 'mac-generation' | 'data-encryption', lengthBytes: number): string =>
      toHex(aesWorkingKey(key, { usage, lengthBytes, keySerialNumber }));
    const expectedKeys = [row.pinKey128, row.macKey128, row.dataKey128, row.pinKey256, row.macKey256, row.dataKey256];
    const lengths = row.pinKey128 === undefined ? [] : row.pinKey256 === undefined ? [16] : [16, 32];
    const found = lengths.flatMap((lengthBytes) => [
      working('pin-encryption', lengthBytes),
      working('mac-generation', lengthBytes),
      working('data-encryption', lengthBytes),
    ]);
    expect(found).toEqual(expectedKeys.slice(0, found.length));
  });

  test.each(publishedAes.filter(({ pinBlock }) => pinBlock !== undefined))(
    'enciphers the PIN block of $serial',
    (row) => {
      const fields = { pin: fromHex(row.pinField ?? ''), pan: fromHex(row.panField ?? '') };
      expect(toHex(encipherFormat4(fromHex(row.pinKey128 ?? ''), fields))).toBe(row.pinBlock);
    },
  );

  test.each([
    ['123456789012345600000000', '123456789012345600000001'],
    ['12345678901234560000FFFF', '123456789012345600010000'],
    ['12345678901234560001FFFE', '123456789012345600020000'],
    ['1234567890123456FFFF0000', undefined],
  ])('after %s comes %s: no counter has more than sixteen bits', (from, to) => {
    const next = nextAesSerialNumber(fromHex(from));
    expect(next === undefined ? undefined : toHex(next)).toBe(to);
  });

  test('derives the published key for the next initial key', () => {
    const row = publishedAes.find(({ initialKey }) => initialKey.startsWith('CE9CE0C1'));
    const initialKey = fromHex(row?.initialKey ?? '');
    // openemv/dukpt, update key of this initial key.
    expect(toHex(updateAesKey({ initialKey, initialKeyIdentifier: fromHex('1234567890123456') }))).toBe(
      'AEFB210C136278A1279F7C8815F446DB8EBE2AA910B157AA4E6484D8DE9C4807',
    );
  });
});

/** NIST SP 800-38B, D.1, as RFC 4493 quotes it: the key, and the first bytes of one message. */
const cmacKey = '2B7E151628AED2A6ABF7158809CF4F3C';
const cmacMessage =
  '6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E5130C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710';

test.each([
  [0, 'BB1D6929E95937287FA37D129B756746'],
  [16, '070A16B46B4D4144F79BDD9DD04A287C'],
  [40, 'DFA66747DE9AE63030CA32611497C827'],
  [64, '51F0BEBF7E3B9D92FC49741779363CFE'],
])('the code of %i bytes under AES is the published one', (length, code) => {
  expect(toHex(aesCmac(fromHex(cmacKey), fromHex(cmacMessage).slice(0, length)))).toBe(code);
});
