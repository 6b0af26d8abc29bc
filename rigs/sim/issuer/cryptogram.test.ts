import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { computeResponseCryptogram } from './cryptogram.ts';
import { cardKeyVectors, macVectors, responseCryptogramVectors, sessionKeyVectors } from './emv-vectors.table.ts';
import { deriveCardKey, deriveSessionKey } from './keys.ts';
import { retailMac } from './triple-des.ts';

describe('keys and cryptograms agree with a public implementation', () => {
  test.each(cardKeyVectors)('derives the card key $expectedHex by option A', (vector) => {
    expect(toHex(deriveCardKey(fromHex(vector.masterKeyHex), vector))).toBe(vector.expectedHex);
  });

  test.each(sessionKeyVectors)('derives the session key $expectedHex', (vector) => {
    const key = deriveSessionKey(fromHex(vector.cardKeyHex), fromHex(vector.diversificationHex));
    expect(toHex(key)).toBe(vector.expectedHex);
  });

  test.each(macVectors)('computes the cryptogram $expectedHex with padding $padding', (vector) => {
    const mac = retailMac(fromHex(vector.keyHex), fromHex(vector.messageHex), vector.padding);
    expect(toHex(mac)).toBe(vector.expectedHex);
  });

  test.each(responseCryptogramVectors)('answers $cryptogramHex with $expectedHex', (vector) => {
    const answer = { cryptogram: fromHex(vector.cryptogramHex), responseCode: fromHex(vector.responseCodeHex) };
    expect(toHex(computeResponseCryptogram(fromHex(vector.keyHex), answer))).toBe(vector.expectedHex);
  });
});
