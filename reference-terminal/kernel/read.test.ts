import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex } from './bytes.ts';
import { parseFileLocator } from './read.ts';

describe('a file locator', () => {
  // binaryfoo/emv-bertlv, contactless-mastercard-in.txt.
  test('is read as files, records and how many of them are signed', () => {
    expect(parseFileLocator(fromHex('08010100100101011801020020010200'))).toEqual([
      { shortFileIdentifier: 1, firstRecord: 1, lastRecord: 1, signedCount: 0 },
      { shortFileIdentifier: 2, firstRecord: 1, lastRecord: 1, signedCount: 1 },
      { shortFileIdentifier: 3, firstRecord: 1, lastRecord: 2, signedCount: 0 },
      { shortFileIdentifier: 4, firstRecord: 1, lastRecord: 2, signedCount: 0 },
    ]);
  });

  test.each([
    ['nothing', ''],
    ['half an entry', '0801'],
    ['file 0', '00010100'],
    ['file 31', 'F8010100'],
    ['low bits set', '09010100'],
    ['record 0', '08000100'],
    ['records in descending order', '08020100'],
    ['more signed records than records', '08010102'],
  ])('is refused with %s', (_name, locatorHex) => {
    expect(parseFileLocator(fromHex(locatorHex))).toBeUndefined();
  });

  test('of any bytes never crashes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 252 }), (bytes) => {
        expect(parseFileLocator(bytes)?.length ?? 0).toBeLessThanOrEqual(63);
      }),
    );
  });
});
