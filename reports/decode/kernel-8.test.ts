import { expect, test } from 'vitest';
import { describeDataObject } from './data-object.ts';

/** Bits as the public implementation of Book C-8 v1.1 names them (github.com/Digrol/Denom at 384f547; facts only). */
test.each([
  [
    '95',
    '8400800080',
    8,
    /^local authentication was not performed; local authentication failed; cardholder verif.*kernel 8/u,
  ],
  [
    '95',
    '000000004A',
    8,
    /^card and terminal name.*; relay resistance threshold exceeded; relay resistance performed$/u,
  ],
  ['95', '0400000000', 2, /^CDA failed$/u],
  ['9F8104', '0040040080', undefined, /^expired application; online CVM captured; kernel 8 processing and format$/u],
  ['82', '010A', 8, /^local authentication supported; approval without.*; MAC of issuer data at the default offset$/u],
  ['82', '0104', 8, /at the card’s offset$/u],
  ['82', '0000', 8, /^nothing supported$/u],
  ['9F2B', '02800010FFFF0000', undefined, /^version 2; local authentication; channel: P-256.*certificates: EC-SDSA/u],
  ['9F2B', '0200', undefined, /^not decodable$/u],
  ['9F2C', '0200FFFF800000', undefined, /^version 2; channel: P-256, SHA-256, AES; wants the field off/u],
  ['9F8102', '03', undefined, /own device$/u],
  ['9F8102', 'FF', undefined, /failed$/u],
  ['9F8102', '55', undefined, /^reserved$/u],
  ['9F1D', '6480000000000000', 8, /^online PIN; signature; device verification; CVM limit exceeded$/u],
  ['9F8209', '1800', undefined, /^relay resistance; failed local authentication is told/u],
  ['9F8103', 'AB'.repeat(64), undefined, /^x of the blinded key/u],
  ['9F8105', '0102030405060708', undefined, /^$/u],
  ['9F34', '010002', 8, /in kernel 8: verified by the cardholder’s own device/u],
  ['9F821B', '00', undefined, /^not all written$/u],
] as const)('tells %s %s under kernel %s', (tagHex, valueHex, kernelId, words) => {
  expect(describeDataObject({ tagHex, valueHex }, kernelId === undefined ? {} : { kernelId })).toMatch(words);
});
