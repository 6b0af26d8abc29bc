import { expect, test } from 'vitest';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { fromHex, toHex } from './bytes.ts';
import { checkValue, WorkingKeys } from './working-keys.ts';

const zone = {
  tripleDes: fromHex('A1B2C3D4E5F60718293A4B5C6D7E8F90'),
  aes: fromHex('C1D0F8FB4958670DBA40AB1F3752EF0D'),
};
const terms = {
  rng: seededRng('keys'),
  keyEncrypting: zone,
  cipher: 'tdes',
  form: 'x9.17',
  uses: ['codes', 'pins'],
} as const;

// The example that check values of TDES are usually shown with, as in ANSI X9.17 texts.
test('has the published check value', () => {
  expect(toHex(checkValue(fromHex('0123456789ABCDEFFEDCBA9876543210'), 'tdes'))).toBe('08D7B4');
});

test('offers the same keys until something came under them, then others', () => {
  const keys = new WorkingKeys({ codes: zone, pins: zone });
  const first = toHex(keys.offer(terms));
  expect(toHex(keys.offer(terms))).toBe(first);
  const [offered, old] = keys.candidates;
  expect([offered?.generation, old?.generation]).toEqual([2, 1]);
  if (old !== undefined) keys.use(old);
  expect(keys.candidates).toHaveLength(2);
  if (offered !== undefined) keys.use(offered);
  expect(keys.candidates.map(({ generation }) => generation)).toEqual([2]);
  expect(toHex(keys.offer(terms))).not.toBe(first);
});
