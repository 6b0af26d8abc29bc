import { describe, expect, test } from 'vitest';
import type { KeySettings } from '../key-settings.ts';
import { toHex } from '../kernel/bytes.ts';
import type { KeyLedger } from '../kernel/pin/key-ledger.ts';
import { publishedAes, publishedTdesKeys } from '../kernel/pin/published-dukpt.table.ts';
import { openDurableStore } from '../store-and-forward/durable-store.ts';
import { authenticatedWriter } from './message-authentication.ts';
import { decodeMessage, encodeMessage } from './message-codec.ts';
import type { HostMessage } from './message-codec.ts';
import { touchstone1987 } from './touchstone-1987.table.ts';

const derived: KeySettings = {
  scheme: 'dukpt-tdes',
  keyHex: publishedTdesKeys.initialKey,
  keySerialNumberHex: 'FFFF9876543210E00000',
};
const derivedAes: KeySettings = {
  scheme: 'dukpt-aes',
  keyHex: publishedAes[0]?.initialKey ?? '',
  keySerialNumberHex: '123456789012345600000000',
  keyType: 'aes-128',
};
const zone: KeySettings = { scheme: 'zone-tdes', keyHex: '0123456789ABCDEFFEDCBA9876543210' };
const zoneAes: KeySettings = { scheme: 'zone-aes', keyHex: '2B7E151628AED2A6ABF7158809CF4F3C' };

function message(mti: string, fields: Readonly<Record<number, string>>): HostMessage {
  return { mti, fields: new Map(Object.entries(fields).map(([number, value]) => [Number(number), value])) };
}
const echo = message('0800', { 7: '1123080001', 11: '000001', 41: 'TERM0001', 70: '301' });
const short = message('0210', { 11: '000001', 39: '00', 41: 'TERM0001' });

function written(settings: KeySettings, request: HostMessage, ledger: KeyLedger) {
  const made = authenticatedWriter(touchstone1987, settings, ledger).write(request);
  if (made === undefined) throw new Error('a key was left');
  return { ...made, message: decodeMessage(touchstone1987, made.bytes) };
}

describe('a message with a code', () => {
  test.each([
    [zone, short, 64, undefined],
    [zone, echo, 128, undefined],
    [zoneAes, echo, 128, undefined],
    [derived, short, 64, 'FFFF9876543210E00001'],
    [derived, echo, 128, 'FFFF9876543210E00001'],
    [derivedAes, echo, 128, '123456789012345600000001'],
  ] as const)('under $scheme ends in it, and names its key', (settings, request, element, serial) => {
    using store = openDurableStore(':memory:');
    const { fields } = written(settings, request, store).message;
    expect([Math.max(...fields.keys()), fields.get(53)]).toEqual([element, serial]);
    expect(fields.get(element)).toMatch(/^[0-9A-F]{16}$/u);
  });

  test('has the key of its PIN, and takes no other', () => {
    using store = openDurableStore(':memory:');
    const withPin = message('0200', { 11: '000001', 52: '0123456789ABCDEF', 53: 'FFFF9876543210E00007' });
    expect(written(derived, withPin, store).message.fields.get(53)).toBe('FFFF9876543210E00007');
    const first = Uint8Array.from(Buffer.from(derived.keySerialNumberHex ?? '', 'hex'));
    expect(toHex(store.lastKeySerialNumber(first))).toBe(derived.keySerialNumberHex);
  });

  test('is not written when the keys are used up', () => {
    const last = Uint8Array.from(Buffer.from('FFFF9876543210FFF800', 'hex'));
    const ledger: KeyLedger = { lastKeySerialNumber: () => last, takeKeySerialNumber: () => undefined };
    expect(authenticatedWriter(touchstone1987, derived, ledger).write(echo)).toBeUndefined();
  });
});

describe('an answer', () => {
  test.each([zone, zoneAes])('with a right code is authentic, and not when any bit is another: $scheme', (settings) => {
    using store = openDurableStore(':memory:');
    // In a zone both ways have one key, so that a request's code is what an answer's must be.
    const { bytes, isAuthentic, message: heard } = written(settings, echo, store);
    expect(isAuthentic(heard, bytes)).toBe(true);
    const altered = Array.from(bytes, (byte, at) => isAuthentic(heard, bytes.with(at, byte ^ 1)));
    expect(altered).not.toContain(true);
  });

  test.each([derived, derivedAes])('does not have the code of a request when keys are derived: $scheme', (settings) => {
    using store = openDurableStore(':memory:');
    const { bytes, isAuthentic, message: heard } = written(settings, echo, store);
    expect(isAuthentic(heard, bytes)).toBe(false);
  });

  test('without a code is not authentic', () => {
    using store = openDurableStore(':memory:');
    const { isAuthentic } = written(zone, echo, store);
    expect(isAuthentic(echo, encodeMessage(touchstone1987, echo))).toBe(false);
  });
});
