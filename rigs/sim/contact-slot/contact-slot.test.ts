import { expect, test } from 'vitest';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import type { CardInterface, ContactlessCard } from '#drivers/ports/contactless-field.ts';
import { createContactSlot } from './contact-slot.ts';

const answerToReset = Uint8Array.of(0x3b, 0x60, 0x00, 0x00);
const command = Uint8Array.of(0x00, 0xb2, 0x01, 0x0c, 0x00);

function bench(
  options: { readonly processingMs?: number; readonly hasContacts?: boolean; readonly isTorn?: boolean } = {},
) {
  const clock = virtualClock({ startMs: 0 });
  const seen: string[] = [];
  const card: ContactlessCard = {
    name: 'chip',
    uid: new Uint8Array(4),
    sensRes: 4,
    selRes: 0x20,
    answerToSelect: new Uint8Array(0),
    ...(options.hasContacts === false ? {} : { answerToReset }),
    powerOn: (by?: CardInterface) => void seen.push(`on by ${by}`),
    powerOff: () => void seen.push('off'),
    respond: () => ({
      response: Uint8Array.of(0x90, 0x00),
      processingMs: options.processingMs ?? 10,
      isTorn: options.isTorn ?? false,
    }),
  };
  const slot = createContactSlot({ clock, card: () => card, onMove: (_, isIn) => void seen.push(isIn ? 'in' : 'out') });
  return { clock, slot, seen };
}

test('finds nothing in an empty slot, and a card after it was put in', async () => {
  const { clock, slot, seen } = bench();
  expect(await clock.drive(slot.look())).toEqual({ kind: 'no-card' });
  await clock.drive(slot.insert('chip'));
  expect(await clock.drive(slot.look())).toEqual({ kind: 'card', answerToReset });
  expect(seen).toEqual(['in', 'on by contact']);
});

test('resets a card once, and again after it was let go', async () => {
  const { clock, slot, seen } = bench();
  await clock.drive(slot.insert('chip'));
  await clock.drive(slot.look());
  await clock.drive(slot.look());
  await clock.drive(slot.release());
  await clock.drive(slot.look());
  expect(seen).toEqual(['in', 'on by contact', 'off', 'on by contact']);
});

test('finds a card without contacts mute', async () => {
  const { clock, slot } = bench({ hasContacts: false });
  await clock.drive(slot.insert('chip'));
  expect(await clock.drive(slot.look())).toEqual({ kind: 'mute' });
});

test('takes the time of the line and of the card for an answer', async () => {
  const { clock, slot } = bench();
  await clock.drive(slot.insert('chip'));
  await clock.drive(slot.look());
  const startMs = clock.nowMs();
  const exchange = await clock.drive(slot.transmit(command, { timeoutMs: 1000 }));
  expect(exchange).toEqual({ kind: 'answered', response: Uint8Array.of(0x90, 0x00) });
  expect(clock.nowMs() - startMs).toBe(10 + 10 * 1.25);
});

test('calls the card gone when it is pulled out in the middle of a command', async () => {
  const { clock, slot } = bench({ processingMs: 500 });
  await clock.drive(slot.insert('chip'));
  await clock.drive(slot.look());
  const pulling = clock.sleep(100).then(() => slot.remove());
  expect(await clock.drive(slot.transmit(command, { timeoutMs: 1000 }))).toEqual({ kind: 'card-gone' });
  await clock.drive(pulling);
});

test('gives up on a card that computes for too long', async () => {
  const { clock, slot } = bench({ processingMs: 5000 });
  await clock.drive(slot.insert('chip'));
  await clock.drive(slot.look());
  const exchange = await clock.drive(slot.transmit(command, { timeoutMs: 1000 }));
  expect(exchange).toEqual({ kind: 'timed-out', afterMs: 1000 });
});

test('refuses a second card while one is in it', async () => {
  const { clock, slot } = bench();
  await clock.drive(slot.insert('chip'));
  await expect(clock.drive(slot.insert('chip'))).rejects.toMatchObject({ code: 'SLOT_TAKEN' });
});

test('tells of a card whose power went in the middle of its answer that it is gone', async () => {
  const { clock, slot } = bench({ isTorn: true });
  await clock.drive(slot.insert('chip'));
  await clock.drive(slot.look());
  expect(await clock.drive(slot.transmit(command, { timeoutMs: 1000 }))).toEqual({ kind: 'card-gone' });
});
