import { createDecipheriv, createECDH } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { concatBytes, fromHex, toHex } from '../bytes.ts';
import { pointOfCoordinates, signatureSuite } from '../offline-data-authentication/elliptic-curves.ts';
import { aesCmac, encipherAes } from './block-ciphers.ts';
import { encipherPinByCurve, openPinChannel } from './curve-card-pin.ts';

const random = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => (7 * index + 3) & 0xff);
const challenge = fromHex('0102030405060708');
const second = fromHex('1112131415161718');

/** A card by the library: its key, and what it makes of the terminal's x. */
function cardOn(indicator: number) {
  const suite = signatureSuite(indicator);
  if (suite === undefined) throw new Error('the suite is known');
  const side = createECDH(suite.curve);
  side.setPrivateKey(Buffer.from(random(suite.fieldBytes).map((byte, index) => (index === 0 ? 0 : byte))));
  const point = pointOfCoordinates(suite, Uint8Array.from(side.getPublicKey().subarray(1)));
  if (point === undefined) throw new Error('a public key is on its curve');
  return { side, key: { suite, point } };
}

describe.each([
  { curve: 'P-256', indicator: 0x10, fieldBytes: 32, zeros: 0, length: 57 },
  { curve: 'P-521', indicator: 0x11, fieldBytes: 66, zeros: 14, length: 91 },
])('a PIN on $curve', ({ indicator, fieldBytes, zeros, length }) => {
  const { side, key } = cardOn(indicator);

  test('comes to the card through one channel, every one under the next number', () => {
    const channel = openPinChannel(key, { challenge, random });
    if (channel === undefined) throw new Error('the challenge is good');
    const shared = Uint8Array.from(side.computeSecret(concatBytes([Uint8Array.of(0x02), channel.ownX])));
    const derivation = aesCmac(new Uint8Array(16), concatBytes([new Uint8Array(zeros), shared]));
    const keyOf = (purpose: string): Uint8Array =>
      encipherAes(derivation, fromHex(`${purpose}0100${toHex(challenge)}A5A5A50200`));
    const sent = [challenge, second].map((each) => encipherPinByCurve(channel, '12345', each) ?? new Uint8Array());
    for (const [number, bytes] of sent.entries()) {
      expect(bytes).toHaveLength(length);
      expect(bytes.slice(0, fieldBytes)).toEqual(channel.ownX);
      const start = fromHex(`000${number}${'00'.repeat(14)}`);
      const sealed = bytes.slice(fieldBytes, -8);
      const opened = createDecipheriv('aes-128-ctr', keyOf('01'), start).update(sealed);
      expect(toHex(opened)).toBe(`7F2512345FFFFFFFFF${toHex(number === 0 ? challenge : second)}`);
      const code = aesCmac(keyOf('02'), concatBytes([new Uint8Array(8), start, sealed]));
      expect(bytes.slice(-8)).toEqual(code.slice(0, 8));
    }
  });

  test('goes nowhere without a challenge of eight bytes', () => {
    expect(openPinChannel(key, { challenge: challenge.slice(1), random })).toBeUndefined();
    const channel = openPinChannel(key, { challenge, random });
    expect(channel && encipherPinByCurve(channel, '1234', challenge.slice(1))).toBeUndefined();
    expect(channel?.counter).toBe(0);
  });
});
