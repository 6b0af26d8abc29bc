import { describe, expect, test } from 'vitest';
import { fromHex } from './bytes.ts';
import { readPin } from './pin.ts';

/**
 * Values of ANSI X9.24-1:2009 A.4 and X9.24-3:2017 as openemv/dukpt (LGPL 2.1; facts only), commit 1d01ddaf, quotes them, and
 * of knovichikhin/psec (MIT), commit 90ccbf3a, tests of its PIN blocks. The keys are published test keys.
 */
const tripleDesBase = fromHex('0123456789ABCDEFFEDCBA9876543210');
const aesBase = fromHex('FEDCBA9876543210F1F1F1F1F1F1F1F1');

describe('the issuer reads published PIN blocks', () => {
  test.each([
    ['FFFF9876543210E00003', '18DC07B94797B466'],
    ['FFFF9876543210E00004', '0BC79509D5645DF7'],
    ['FFFF9876543210E00005', '5BC0AF22AD87B327'],
    ['FFFF9876543210EFF900', '1A4C10AFBA03A430'],
    ['FFFF9876543210F00000', '73EC88AD0AC5830E'],
  ])('of format 0 under the derived triple DES key %s', (keySerialNumber, block) => {
    const enciphered = { block: fromHex(block), keySerialNumber: fromHex(keySerialNumber) };
    expect(readPin(enciphered, '4012345678909', { tripleDesBase })).toEqual({ kind: 'read', pin: '1234', format: 0 });
  });

  test.each([
    ['123456789012345600000003', 'A5A27E82B43A9A866A93D7ABE89CEF93'],
    ['123456789012345600000006', 'BDC1C3871AFB0B340AA5B5CEFD08695E'],
  ])('of format 4 under the derived AES key %s', (keySerialNumber, block) => {
    const enciphered = { block: fromHex(block), keySerialNumber: fromHex(keySerialNumber) };
    expect(readPin(enciphered, '4111111111111111', { aesBase })).toEqual({ kind: 'read', pin: '1234', format: 4 });
  });

  test.each([
    ['C1D0F8FB4958670DBA40AB1F3752EF0D', 'CC17F65586BFD0953010226C4FC5B3CA', '432198765432109870', '1234'],
    ['00112233445566778899AABBCCDDEEFF', '39B69B1B91FE05D48F7EF0D68EB2CBD6', '1', '123456'],
  ])('of format 4 under a zone key', (zone, block, pan, pin) => {
    expect(readPin({ block: fromHex(block) }, pan, { zone: fromHex(zone) })).toEqual({ kind: 'read', pin, format: 4 });
  });
});

describe('the issuer does not read', () => {
  test('a block under a key that it does not have', () => {
    const enciphered = { block: fromHex('18DC07B94797B466'), keySerialNumber: fromHex('FFFF9876543210E00003') };
    expect(readPin(enciphered, '4012345678909', {})).toEqual({ kind: 'unreadable', why: 'no-key' });
  });

  test('a block for another account', () => {
    const enciphered = { block: fromHex('A5A27E82B43A9A866A93D7ABE89CEF93'), keySerialNumber: undefined };
    expect(readPin(enciphered, '4111111111111112', { zone: aesBase }).kind).toBe('unreadable');
  });

  test.each([
    ['E60B15B90ABDF14CEE337C97440F0D6E', '7D5AF4C33667A2098626027FB7A9A1B7', '4266229809609384667'],
    ['4FE3F0311936FBCE44F17159F1659CF09B2BF8913BB514A1', '51334B00A6CBA3EC7B1C6F871F060AFC', '2129100799029059903'],
  ])('a published block of format 4 that is malformed', (zone, block, pan) => {
    const found = readPin({ block: fromHex(block) }, pan, { zone: fromHex(zone) });
    expect(found).toEqual({ kind: 'unreadable', why: 'block-malformed' });
  });
});
