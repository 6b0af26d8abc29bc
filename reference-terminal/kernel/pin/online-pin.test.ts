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

/** The serial number one transaction earlier, as its counter's last digits show. */
function before(serialHex: string): Uint8Array {
  const serial = fromHex(serialHex);
  return fromHex((BigInt(`0x${toHex(serial)}`) - 1n).toString(16).padStart(serialHex.length, '0'));
}

function tdes(format: 0 | 3, serialHex: string): OnlinePinScheme {
  return {
    kind: 'dukpt-tdes',
    format,
    initialKey: fromHex(publishedTdesKeys.initialKey),
    lastSerialNumber: before(serialHex),
  };
}

describe('a PIN for the host', () => {
  // Rows whose counter is one above a lawful one.
  const following = publishedTdes.filter(({ serial }) => /E0000[1-9A-F]$/u.test(serial));
  test.each(following)('is enciphered as published under $serial', ({ serial, pinBlock }) => {
    const made = onlinePin('1234', { pan: tdesPan, scheme: tdes(0, serial), random });
    expect(made.kind === 'enciphered' && [toHex(made.block), toHex(made.serialNumber ?? random(0))]).toEqual([
      pinBlock,
      serial,
    ]);
  });

  test.each(publishedAes.filter(({ pinBlock }) => pinBlock !== undefined))(
    'is enciphered as published under $serial',
    ({ serial, initialKey, pinField = '', pan = '', pinBlock }) => {
      const scheme = {
        kind: 'dukpt-aes',
        initialKey: fromHex(initialKey),
        lastSerialNumber: before(serial),
      } as const;
      const made = onlinePin('1234', { pan, scheme, random: () => fromHex(pinField).slice(8) });
      expect(made.kind === 'enciphered' && toHex(made.block)).toBe(pinBlock);
    },
  );

  test('under the same key is another block each time, with another serial number', () => {
    const scheme = tdes(0, 'FFFF9876543210E00001');
    const first = onlinePin('1234', { pan: tdesPan, scheme, random });
    const lastSerialNumber = first.kind === 'enciphered' ? first.serialNumber : undefined;
    const second = onlinePin('1234', {
      pan: tdesPan,
      scheme: { ...scheme, lastSerialNumber: lastSerialNumber ?? random(10) } as OnlinePinScheme,
      random,
    });
    expect(second).not.toEqual(first);
    expect(second.kind === 'enciphered' && toHex(second.serialNumber ?? random(0))).toBe('FFFF9876543210E00002');
  });

  test('can not be had when the keys of the device are used up', () => {
    const scheme = { ...tdes(0, 'FFFF9876543210E00001'), lastSerialNumber: fromHex('FFFF9876543210FFF800') };
    expect(onlinePin('1234', { pan: tdesPan, scheme, random })).toEqual({
      kind: 'keys-used-up',
    });
  });

  test.each([16, 24])('of format 3 under a fixed key of %d bytes is what its holder finds again', (length) => {
    const key = random(length);
    const made = onlinePin('987654321012', { pan: tdesPan, scheme: { kind: 'fixed-tdes', format: 3, key }, random });
    if (made.kind !== 'enciphered') throw new Error('a fixed key is never used up');
    const decipher = createDecipheriv(length === 24 ? 'des-ede3-ecb' : 'des-ede-ecb', key, null).setAutoPadding(false);
    const clear = Buffer.concat([decipher.update(made.block), decipher.final()]);
    expect(readPinBlock(3, Uint8Array.from(clear), tdesPan)).toBe('987654321012');
    expect(made.serialNumber).toBeUndefined();
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
