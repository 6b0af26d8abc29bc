import { expect, test } from 'vitest';
import { describeDataObject } from './data-object.ts';

// Bits as emv-utils (openemv) cites C-7 v2.9 table 3-1, and as published readers define tags 9F71, 9F50, 9F52 and 9F53.
test.each([
  ['9F66', '32000080', 7, 'fDDA version 01 supported', true],
  ['9F66', '72000000', 7, 'full debit and credit application', true],
  ['9F66', '32000080', 3, 'fDDA version 01 supported', false],
  ['9F71', '8002', 6, 'signature may stand in', true],
  ['9F71', '1000', 6, 'consumer device CVM performed', true],
  ['9F71', '8002', 2, 'signature may stand in', false],
  ['9F53', '520000', 5, 'EMV contact chip supported', true],
  ['9F53', 'C00000', 5, 'CVM required by reader', true],
  ['9F53', '520000', 2, 'signature supported', false],
  ['9F52', '02', 5, 'EMV mode supported', true],
  ['9F50', '20', 5, 'online PIN', true],
  ['9F50', '3A', 5, 'own device', true],
  ['9F50', '40', 5, 'no meaning assigned', true],
  ['9F50', '000000001000', 2, 'CVM', false],
  ['9F34', '010002', 5, 'verified by the cardholder’s own device', true],
] as const)('%s %s of kernel %i says "%s": %s', (tagHex, valueHex, kernelId, words, says) => {
  expect(describeDataObject({ tagHex, valueHex }, { kernelId }).includes(words)).toBe(says);
});
