import { expect, test } from 'vitest';
import type { HostMessage } from '#drivers/ports/evidence.ts';
import { check as reversalNamesItsOriginal } from './checks/reversal-names-its-original.check.ts';
import { breaches, heard, journal, request, sent } from './checks/journal.fixture.ts';
import { inWordsOf1987 } from './edition-1993.ts';

const fields = {
  '2': '411111******1111',
  '4': '000000001250',
  '7': '1123080001',
  '11': '000001',
  '12': '261123080000',
  '22': '500101W00340',
  '24': '200',
  '32': '400001',
  '37': '632708000001',
  '41': 'TERM0001',
};
const sale = sent('1200', fields);
const original = '120000000126112308000006400001';
const reversal = (changes: Readonly<Record<string, string>> = {}): HostMessage =>
  sent('1420', { ...fields, '7': '1123080004', '11': '000002', '24': '400', '25': '4021', '56': original, ...changes });

test('a journal of 1987 stays the very same', () => {
  const events = journal(request());
  expect(inWordsOf1987(events)).toBe(events);
});

test('a sale and its answer are told in words of 1987', () => {
  const [asked, answered] = inWordsOf1987(journal(sale, heard('1210', { '11': '000001', '39': '116' })));
  expect(asked).toMatchObject({ mti: '0200', fields: { '12': '080000', '13': '1123', '22': '072' } });
  expect(answered).toMatchObject({ mti: '0210', fields: { '39': '51' } });
});

test('reversals and their answers are told apart by reason and trace number', () => {
  const told = inWordsOf1987(journal(sale, reversal({ '25': '4000' }), heard('1430', { '11': '000002', '39': '400' })));
  expect(told.map((event) => (event.kind === 'host-message' ? event.mti : ''))).toEqual(['0200', '0400', '0410']);
});

test('element 56 names its original, or the check says that it does not', () => {
  const wrong = ['1200000001261123080001', '1200000009261123080000', '1220000001261123080000'];
  expect(breaches(reversalNamesItsOriginal, inWordsOf1987(journal(sale, reversal())))).toEqual([]);
  for (const named of wrong) {
    const events = inWordsOf1987(journal(sale, reversal({ '56': `${named}06400001` })));
    expect(breaches(reversalNamesItsOriginal, events)).toHaveLength(1);
  }
});

test('an action code without a meaning stays what it is', () => {
  const [, answered] = inWordsOf1987(journal(sale, heard('1210', { '11': '000001', '39': '777' })));
  expect(answered).toMatchObject({ fields: { '39': '777' } });
});
