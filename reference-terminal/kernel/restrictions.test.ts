import { describe, expect, test } from 'vitest';
import { fromHex } from './bytes.ts';
import { createDataObjects } from './data-objects.ts';
import { processingRestrictions } from './restrictions.ts';
import { terminalRiskManagement } from './risk.ts';

function dataOf(objects: Readonly<Record<string, string>>) {
  const data = createDataObjects(new Map(), []);
  for (const [tag, valueHex] of Object.entries(objects)) data.set(tag, fromHex(valueHex));
  return data;
}

describe('processing restrictions', () => {
  // openemv/emv-utils, tests/emv_processing_restrictions_test.c, "Application is expired".
  test('raise the expired bit on the day after the last one', () => {
    const terminal = { '9F09': '1313', '9F35': '22', '9F40': 'F000000000', '9F1A': '0528', '9C': '00', '9A': '250512' };
    expect(processingRestrictions(dataOf({ ...terminal, '5F24': '250511', '5F25': '250511' }))).toEqual([
      'expired-application',
    ]);
    expect(processingRestrictions(dataOf({ ...terminal, '5F24': '250512', '5F25': '250512' }))).toEqual([]);
    expect(processingRestrictions(dataOf({ ...terminal, '5F24': '250531', '5F25': '250513' }))).toEqual([
      'application-not-yet-effective',
    ]);
  });

  test('compare versions only when the card has one', () => {
    expect(processingRestrictions(dataOf({ '9F09': '0002' }))).toEqual([]);
    expect(processingRestrictions(dataOf({ '9F09': '0002', '9F08': '0001' }))).toEqual(['versions-differ']);
  });

  test.each([
    ['not at terminals other than cash dispensers', '3E00', '0056', '00', ['service-not-allowed']],
    ['domestic goods at home', '2100', '0056', '00', []],
    ['domestic services at home', '0900', '0056', '00', []],
    ['domestic goods abroad', '2100', '0840', '00', ['service-not-allowed']],
    ['international goods abroad', '1100', '0840', '00', []],
    ['nothing but the terminal kind, unknown country', '0100', '', '00', []],
    ['no purchases, yet a refund', '0100', '0056', '20', []],
  ] as const)('judge the usage control: %s', (_name, usageHex, countryHex, typeHex, expected) => {
    const data = dataOf({ '9F07': usageHex, '9F1A': '0056', '9C': typeHex, '9F35': '22', '9F40': '6000F0A001' });
    if (countryHex !== '') data.set('5F28', fromHex(countryHex));
    expect(processingRestrictions(data)).toEqual(expected);
  });
});

test('the floor limit is exceeded by one unit more, not by the limit itself', () => {
  expect(terminalRiskManagement({ amountMinor: 5_000, floorLimitMinor: 5_000 })).toEqual([]);
  expect(terminalRiskManagement({ amountMinor: 5_001, floorLimitMinor: 5_000 })).toEqual(['floor-limit-exceeded']);
});
