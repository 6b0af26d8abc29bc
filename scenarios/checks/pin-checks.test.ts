import { describe, expect, test } from 'vitest';
import type { Happening } from '#drivers/ports/evidence.ts';
import { breaches, journal, judgements, masked, request } from './journal.fixture.ts';
import { check as codes } from './message-codes-are-right.check.ts';
import { check as serialGrows } from './key-serial-number-grows.check.ts';
import { check as fillsDiffer } from './pin-blocks-never-fill-alike.check.ts';
import { check as ownKey } from './pin-is-opened-by-its-key-alone.check.ts';
import { check as translation } from './pin-translation-is-lawful.check.ts';

const pin = (serial: string, isDelivered = true): Happening =>
  request({ '52': '*'.repeat(16), '53': serial }, isDelivered);
const decided = (facts: Readonly<Record<string, string>>): Happening => ({
  kind: 'host-decision',
  facts: Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, masked(value)])),
});

describe('key serial numbers', () => {
  test('may skip, may belong to two initial keys, and may be lost on the way', () => {
    const lawful = journal(
      pin('FFFF9876543210E00001'),
      pin('FFFF9876543210E00002', false),
      pin('123456789012345600000001'),
      pin('FFFF9876543210E00010'),
      // Device bits above the counter: another initial key.
      pin('FFFF9876543210C00001'),
      pin('123456789012345600000002'),
      request(),
    );
    expect(breaches(serialGrows, lawful)).toEqual([]);
    expect(judgements(serialGrows, lawful)).toBe(6);
  });

  test.each([
    ['the same again', 'FFFF9876543210E00002'],
    ['a lower one', 'FFFF9876543210E00001'],
    ['eleven bits set', 'FFFF9876543210E007FF'],
    ['one of another length, hidden', '*'.repeat(16)],
  ])('may not be: %s', (_name, serial) => {
    expect(breaches(serialGrows, journal(pin('FFFF9876543210E00002'), pin(serial)))).toHaveLength(1);
  });

  test('of AES may have sixteen bits set and no more', () => {
    expect(breaches(serialGrows, journal(pin('12345678901234560000FFFF')))).toEqual([]);
    expect(breaches(serialGrows, journal(pin('12345678901234560001FFFF')))).toHaveLength(1);
  });

  test('that were used up before a power cut may not come back after it', () => {
    const cut: Happening = { kind: 'power', of: 'terminal', isOn: false, why: 'x' };
    const again: Happening = { kind: 'power', of: 'terminal', isOn: true, why: 'x' };
    const used = pin('FFFF9876543210E00001', false);
    expect(breaches(serialGrows, journal(used, cut, again, pin('FFFF9876543210E00001')))).toHaveLength(1);
  });
});

describe('uses of keys', () => {
  const opens = (usagesThatOpen: string, keyScheme = 'dukpt-tdes'): Happening => decided({ keyScheme, usagesThatOpen });

  test('are kept apart', () => {
    const lawful = journal(opens('pin-encryption'), opens('pin-encryption', 'dukpt-aes'));
    expect([breaches(ownKey, lawful), judgements(ownKey, lawful)]).toEqual([[], 2]);
  });

  test.each(['mac-request', 'pin-encryption data-request'])('are not, when %s opens a PIN', (usages) => {
    expect(breaches(ownKey, journal(opens(usages)))).toHaveLength(1);
  });

  test('are not judged under a zone key, nor by a block that nothing opens', () => {
    expect(judgements(ownKey, journal(opens('none'), opens('pin-encryption', 'zone-tdes'), decided({})))).toBe(0);
  });
});

describe('fills', () => {
  const filled = (blockFormat: string, fillMark: string): Happening => decided({ blockFormat, fillMark });

  test('differ, format by format', () => {
    const lawful = journal(filled('3', 'AA'), filled('3', 'AB'), filled('4', 'AA'), decided({ blockFormat: '0' }));
    expect([breaches(fillsDiffer, lawful), judgements(fillsDiffer, lawful)]).toEqual([[], 3]);
  });

  test.each(['3', '4'])('that come twice in format %s are none of chance', (format) => {
    const [first, second] = fillsDiffer.judge(journal(filled(format, 'AA'), filled(format, 'AA')));
    expect([first?.holds, second?.holds]).toEqual([true, false]);
    expect(second?.requirementIds).toEqual([`ISO9564-F${format}-1`]);
  });
});

describe('codes over messages', () => {
  const signed = (messageCode: string, usagesThatSign?: string): Happening =>
    decided({ mti: '0200', messageCode, ...(usagesThatSign === undefined ? {} : { usagesThatSign }) });

  test('are right, under the key for codes', () => {
    const events = journal(signed('right', 'mac-request'), signed('repeated', 'mac-request'), decided({ mti: '0200' }));
    expect([judgements(codes, events), breaches(codes, events)]).toEqual([2, []]);
  });

  test.each([
    ['wrong', 'none', ['ISO8583-DE128-1']],
    ['wrong', 'pin-encryption', ['ISO8583-DE128-1', 'X9.24-DUKPT-2']],
    ['absent', undefined, ['ISO8583-DE128-1']],
    ['key-used-before', 'mac-request', ['ISO8583-DE128-1']],
  ])('are not, when %s under %s', (messageCode, usages, violated) => {
    const failed = codes.judge(journal(signed(messageCode, usages))).filter(({ holds }) => !holds);
    expect(failed.flatMap(({ requirementIds = [] }) => requirementIds)).toEqual(violated);
  });
});

describe('translations', () => {
  test.each([
    ['0', '4', 0],
    ['3', '0', 0],
    ['4', '3', 0],
    ['0', '1', 1],
    ['3', '2', 1],
    ['4', 'private', 1],
  ])('from %s into %s', (blockFormat, translatedTo, count) => {
    const events = journal(decided({ blockFormat, translatedTo }));
    expect([judgements(translation, events), breaches(translation, events).length]).toEqual([1, count]);
  });

  test('that were refused are none', () => {
    expect(judgements(translation, journal(decided({ blockFormat: '3', wantedFormat: '1' })))).toBe(0);
  });
});
