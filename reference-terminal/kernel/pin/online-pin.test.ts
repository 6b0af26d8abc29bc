import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes.ts';
import { decipherFormat4 } from './block-ciphers.ts';
import { encipherPinForCard } from './card-pin.ts';
import { onlinePin } from './online-pin.ts';
import type { OnlinePinScheme } from './online-pin.ts';
import { readPinBlock, readPinFieldFormat4 } from './pin-block-reading.ts';
import { panFieldFormat4, UnlawfulPin } from './pin-blocks.ts';
import { publishedAes, publishedTdes, publishedTdesKeys } from './published-dukpt.table.ts';

const random = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => (index * 7 + 3) & 0xff);
const tdesPan = '4012345678909';

function tdes(format: 0 | 3, serialHex: string): OnlinePinScheme {
  return {
    kind: 'dukpt-tdes',
    format,
    initialKey: fromHex(publishedTdesKeys.initialKey),
    keySerialNumber: fromHex(serialHex),
  };
}

describe('a PIN for the host', () => {
  test.each(publishedTdes)('is enciphered as published under $serial', ({ serial, pinBlock }) => {
    const made = onlinePin('1234', { pan: tdesPan, scheme: tdes(0, serial), random });
    expect([toHex(made.block), toHex(made.keySerialNumber ?? random(0))]).toEqual([pinBlock, serial]);
  });

  test.each(publishedAes.filter(({ pinBlock }) => pinBlock !== undefined))(
    'is enciphered as published under $serial',
    ({ serial, initialKey, pinField = '', pan = '', pinBlock }) => {
      const scheme = {
        kind: 'dukpt-aes',
        initialKey: fromHex(initialKey),
        keySerialNumber: fromHex(serial),
        lengthBytes: 16,
      } as const;
      const made = onlinePin('1234', { pan, scheme, random: () => fromHex(pinField).slice(8) });
      expect(toHex(made.block)).toBe(pinBlock);
    },
  );

  const longest = publishedAes.filter(({ pinKey256 }) => pinKey256 !== undefined);
  test.each(longest)('can be enciphered under the published key of 256 bits of $serial', (row) => {
    const scheme = {
      kind: 'dukpt-aes',
      initialKey: fromHex(row.initialKey),
      keySerialNumber: fromHex(row.serial),
      lengthBytes: 32,
    } as const;
    const pan = '4111111111111111';
    const { block } = onlinePin('1234', { pan, scheme, random });
    const field = decipherFormat4(fromHex(row.pinKey256 ?? ''), block, panFieldFormat4(pan));
    expect(readPinFieldFormat4(field)).toBe('1234');
  });

  // knovichikhin/psec (MIT), commit 90ccbf3a, tests of its PIN blocks: what the key's holder reads there.
  test.each([
    ['C1D0F8FB4958670DBA40AB1F3752EF0D', 'CC17F65586BFD0953010226C4FC5B3CA', '432198765432109870', '1234'],
    ['00112233445566778899AABBCCDDEEFF', '39B69B1B91FE05D48F7EF0D68EB2CBD6', '1', '123456'],
  ])('under an AES key of a zone is published block %#', (keyHex, blockHex, pan, pin) => {
    const key = fromHex(keyHex);
    const tail = decipherFormat4(key, fromHex(blockHex), panFieldFormat4(pan)).slice(8);
    const made = onlinePin(pin, { pan, scheme: { kind: 'zone-aes', key }, random: () => tail });
    expect(toHex(made.block)).toBe(blockHex);
  });

  test.each([16, 24])('of format 3 under a fixed key of %d bytes is what its holder finds again', (length) => {
    const key = random(length);
    const made = onlinePin('987654321012', { pan: tdesPan, scheme: { kind: 'zone-tdes', format: 3, key }, random });
    const decipher = createDecipheriv(length === 24 ? 'des-ede3-ecb' : 'des-ede-ecb', key, null).setAutoPadding(false);
    const clear = Buffer.concat([decipher.update(made.block), decipher.final()]);
    expect(readPinBlock(3, Uint8Array.from(clear), tdesPan)).toBe('987654321012');
    expect(made.keySerialNumber).toBeUndefined();
  });

  test.each(['123', '1234567890123', '12E4', ''])('is refused when it is %j, without a digit in the message', (pin) => {
    const made = (): unknown => onlinePin(pin, { pan: tdesPan, scheme: tdes(0, 'FFFF9876543210E00001'), random });
    expect(made).toThrow(UnlawfulPin);
    expect(made).toThrow(/^a PIN has 4 to 12 digits$/u);
  });

  test('with AES is bound to the account number', () => {
    const [row] = publishedAes;
    const key = fromHex(row?.pinKey128 ?? '');
    const block = fromHex(row?.pinBlock ?? '');
    expect(readPinFieldFormat4(decipherFormat4(key, block, panFieldFormat4(row?.pan ?? '')))).toBe('1234');
    expect(() => readPinFieldFormat4(decipherFormat4(key, block, panFieldFormat4('4111111111111112')))).toThrow(
      UnlawfulPin,
    );
  });
});

describe('a PIN for the card', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 768, publicExponent: 3 });
  const { n = '' } = publicKey.export({ format: 'jwk' });
  const key = { modulus: Uint8Array.from(Buffer.from(n, 'base64url')), exponent: Uint8Array.of(3) };
  const challenge = fromHex('0102030405060708');

  test('is enciphered with header, block, challenge and random padding, as the card finds it', () => {
    const sent = encipherPinForCard('123456', { key, challenge, random });
    const plain = privateDecrypt({ key: privateKey, padding: constants.RSA_NO_PADDING }, sent ?? new Uint8Array());
    expect(toHex(plain.subarray(0, 17))).toBe('7F26123456FFFFFFFF0102030405060708');
    expect(toHex(plain.subarray(17))).toBe(toHex(random(key.modulus.length - 17)));
    expect(readPinBlock(2, Uint8Array.from(plain.subarray(1, 9)))).toBe('123456');
  });

  test('is not enciphered with a key that can not take it, nor for a challenge of another length', () => {
    const low = { ...key, modulus: key.modulus.with(0, 0x10) };
    expect(encipherPinForCard('1234', { key: low, challenge, random })).toBeUndefined();
    expect(encipherPinForCard('1234', { key: { ...key, modulus: random(8) }, challenge, random })).toBeUndefined();
    expect(encipherPinForCard('1234', { key, challenge: challenge.slice(1), random })).toBeUndefined();
  });
});
