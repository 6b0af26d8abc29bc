import { expect, test } from 'vitest';

import { sealed, unsealed } from './sealed-box.ts';
import { StoreFailure } from './store-failure.ts';

const key = new Uint8Array(32).fill(3);
const plain = Buffer.from('what must stay between us');
const seal = { key, nonceCounter: 5, place: 'transactions/1' };

test('a box opens in its place and nowhere else', () => {
  const box = sealed(plain, seal);
  expect(unsealed(box, seal)).toEqual(plain);
  expect(() => unsealed(box, { key, place: 'transactions/2' })).toThrow(StoreFailure);
});

test('a box with one changed bit does not open, wherever the bit is', () => {
  const box = sealed(plain, seal);
  for (let index = 0; index < box.length; index += 1) {
    const changed = Uint8Array.from(box, (byte, at) => (at === index ? byte ^ 1 : byte));
    expect(() => unsealed(changed, seal)).toThrow(StoreFailure);
  }
});

// Case 14 of the GCM specification's test cases (McGrew and Viega): zero key, zero nonce, 16 zero bytes.
test('the ciphertext is that of AES-256-GCM', () => {
  const box = sealed(new Uint8Array(16), { key: new Uint8Array(32), nonceCounter: 0, place: '' });
  expect(Buffer.from(box).toString('hex')).toBe(
    ['000000000000000000000000', 'cea7403d4d606b6e074ec5d3baf39d18', 'd0d1c8a799996bf0265b98b5d48ab919'].join(''),
  );
});
