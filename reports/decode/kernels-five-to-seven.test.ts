import { expect, test } from 'vitest';
import { describeDataObject } from './data-object.ts';

// Bits as emv-utils (openemv) cites C-7 v2.9 table 3-1, and as a published reader defines tag 9F71.
test.each([
  ['9F66', '32000080', 7, 'fDDA version 01 supported', true],
  ['9F66', '72000000', 7, 'full debit and credit application', true],
  ['9F66', '32000080', 3, 'fDDA version 01 supported', false],
  ['9F71', '8002', 6, 'signature may stand in', true],
  ['9F71', '1000', 6, 'consumer device CVM performed', true],
  ['9F71', '8002', 2, 'signature may stand in', false],
] as const)('%s %s of kernel %i says "%s": %s', (tagHex, valueHex, kernelId, words, says) => {
  expect(describeDataObject({ tagHex, valueHex }, { kernelId }).includes(words)).toBe(says);
});
