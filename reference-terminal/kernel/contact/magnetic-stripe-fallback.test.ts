import { expect, test } from 'vitest';
import type { MagneticStripe, SlotLook } from '../../needs.ts';
import { scriptedTerminal } from '../scripted-terminal.fixture.ts';
import { contactConfiguration, objectOf } from './chip-card.fixture.ts';
import { performContact } from './contact-transaction.ts';

async function insert(look: SlotLook, track2?: string) {
  const terminal = scriptedTerminal({});
  const magneticStripe: MagneticStripe = {
    swipe: () => Promise.resolve(track2 === undefined ? { kind: 'no-card' } : { kind: 'swiped', track2 }),
  };
  const contact = {
    insertCheck: () => Promise.resolve(look),
    transmit: () => Promise.resolve({ kind: 'card-gone' } as const),
    release: () => Promise.resolve(),
  };
  const request = { kind: 'purchase', amountMinor: 100, currencyCode: '036', sequenceCounter: 1 } as const;
  const outcome = await performContact({ ...terminal, contact, magneticStripe }, contactConfiguration(), request);
  return { outcome, displays: terminal.displays };
}

test.each([
  ['201', '80'],
  ['101', '90'],
])('a chip without answer leads to the stripe, service code %s', async (service, entry) => {
  const { outcome } = await insert({ kind: 'mute' }, `5413330089604111=3011${service}0000`);
  expect(outcome.kind).toBe('online-request');
  expect(objectOf(outcome, '9F39')).toBe(entry);
  expect(objectOf(outcome, '5A')).toBe('5413330089604111');
  expect(objectOf(outcome, '5F24')).toBe('301131');
});

test('a stripe that can not be read ends the transaction', async () => {
  const { outcome } = await insert({ kind: 'mute' }, '%%%');
  expect(outcome).toMatchObject({ kind: 'end-application', reason: 'stripe-unreadable' });
});

test('nobody who swipes is told to try another way', async () => {
  const { outcome } = await insert({ kind: 'mute' });
  expect(outcome).toMatchObject({ kind: 'try-another-interface', reason: 'chip-malfunction' });
});

test('a chip that answers never leads to the stripe', async () => {
  const { outcome, displays } = await insert({ kind: 'card', answerToReset: Uint8Array.of(0x3b, 0x00) }, '5413=1');
  expect(outcome).toMatchObject({ kind: 'end-application', reason: 'card-removed' });
  expect(displays).not.toContain('SWIPE CARD');
});

test('an empty slot is waited for', async () => {
  const { outcome } = await insert({ kind: 'no-card' });
  expect(outcome).toMatchObject({ kind: 'end-application', reason: 'no-card-presented' });
});
