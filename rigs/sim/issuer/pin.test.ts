import { describe, expect, test } from 'vitest';
import { fromHex } from './bytes.ts';
import { readPin } from './pin.ts';

/** Values of knovichikhin/psec (MIT), commit 90ccbf3a, tests of its PIN blocks. */
describe('the issuer reads published PIN blocks', () => {
  test.each([
    ['C1D0F8FB4958670DBA40AB1F3752EF0D', 'CC17F65586BFD0953010226C4FC5B3CA', '432198765432109870', '1234'],
    ['00112233445566778899AABBCCDDEEFF', '39B69B1B91FE05D48F7EF0D68EB2CBD6', '1', '123456'],
  ])('of format 4 under a zone key', (zone, block, pan, pin) => {
    expect(readPin({ block: fromHex(block) }, pan, { aes: fromHex(zone) })).toEqual({ kind: 'read', pin, format: 4 });
  });
});

describe('the issuer does not read', () => {
  test.each(['18DC07B94797B466', 'A5A27E82B43A9A866A93D7ABE89CEF93'])(
    'a block under a key that it does not have',
    (block) => {
      expect(readPin({ block: fromHex(block) }, '4012345678909', {})).toEqual({ kind: 'unreadable', why: 'no-key' });
    },
  );

  test('a block for another account', () => {
    const aes = fromHex('C1D0F8FB4958670DBA40AB1F3752EF0D');
    const block = fromHex('CC17F65586BFD0953010226C4FC5B3CA');
    expect(readPin({ block }, '432198765432109871', { aes }).kind).toBe('unreadable');
  });

  test.each([
    ['E60B15B90ABDF14CEE337C97440F0D6E', '7D5AF4C33667A2098626027FB7A9A1B7', '4266229809609384667'],
    ['4FE3F0311936FBCE44F17159F1659CF09B2BF8913BB514A1', '51334B00A6CBA3EC7B1C6F871F060AFC', '2129100799029059903'],
  ])('a published block of format 4 that is malformed', (zone, block, pan) => {
    const found = readPin({ block: fromHex(block) }, pan, { aes: fromHex(zone) });
    expect(found).toEqual({ kind: 'unreadable', why: 'block-malformed' });
  });
});
