import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { OnlinePinSettings } from '../../key-settings.ts';
import { openDurableStore } from '../../store-and-forward/durable-store.ts';
import { toHex } from '../bytes.ts';
import { onlinePinKeys } from './online-pin-keys.ts';
import type { OnlinePinKeys } from './online-pin-keys.ts';
import { publishedAes, publishedTdesKeys } from './published-dukpt.table.ts';

const tdes = {
  scheme: 'dukpt-tdes',
  format: 3,
  keyHex: publishedTdesKeys.initialKey,
  keySerialNumberHex: 'FFFF9876543210E00000',
} as const satisfies OnlinePinSettings;
const aes = {
  scheme: 'dukpt-aes',
  format: 4,
  keyHex: publishedAes[0]?.initialKey ?? '',
  keySerialNumberHex: '123456789012345600000000',
  keyType: 'aes-128',
} as const satisfies OnlinePinSettings;

function taken(keys: OnlinePinKeys | undefined): string | undefined {
  const scheme = keys?.next();
  return scheme !== undefined && 'keySerialNumber' in scheme ? toHex(scheme.keySerialNumber) : undefined;
}

test.each([
  [tdes, ['FFFF9876543210E00001', 'FFFF9876543210E00002', 'FFFF9876543210E00003']],
  [aes, ['123456789012345600000001', '123456789012345600000002', '123456789012345600000003']],
] as const)(
  'a key is given out once, also to a terminal that lost its power in between: $scheme',
  (settings, serials) => {
    using store = openDurableStore(':memory:');
    const lives = serials.map(() => taken(onlinePinKeys(settings, store)));
    expect(lives).toEqual(serials);
  },
);

test('keys only grow over twenty lives on one disk, none of which ended in order', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-keys-'));
  await using room = new AsyncDisposableStack();
  room.defer(() => rm(folder, { recursive: true }));
  const counters: number[] = [];
  for (let life = 0; life < 20; life += 1) {
    // The store of the life before is still open: nobody closed it, as nobody does when the power goes.
    const keys = onlinePinKeys(tdes, room.use(openDurableStore(join(folder, 'store.sqlite'))));
    for (let pin = 0; pin < 25; pin += 1) counters.push(Number.parseInt(taken(keys)?.slice(-4) ?? '', 16));
  }
  // No counter up to 500 has more than ten bits set, so none is passed over.
  expect(counters).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
});

test('counters with too many bits set are passed over, and after the last one nobody is asked any more', () => {
  using store = openDurableStore(':memory:');
  const first = Uint8Array.from(Buffer.from(tdes.keySerialNumberHex, 'hex'));
  const setTo = (lastHex: string): void =>
    void store.takeKeySerialNumber(first, () => Uint8Array.from(Buffer.from(lastHex, 'hex')));
  const keys = onlinePinKeys(tdes, store);
  // Ten ones; the next counter with at most ten ones has a carry (ANSI X9.24-1:2009, A.3).
  setTo('FFFF9876543210E003FF');
  expect(taken(keys)).toBe('FFFF9876543210E00400');
  // One below the highest counter with ten ones.
  setTo('FFFF9876543210FFF400');
  expect([keys?.areLeft(), taken(keys)]).toEqual([true, 'FFFF9876543210FFF800']);
  expect([keys?.areLeft(), taken(keys)]).toEqual([false, undefined]);
  expect(toHex(store.lastKeySerialNumber(first))).toBe('FFFF9876543210FFF800');
});

test('an initial key of another name begins at its own beginning', () => {
  using store = openDurableStore(':memory:');
  taken(onlinePinKeys(tdes, store));
  const other = { ...tdes, keySerialNumberHex: 'FFFF9876543211000000' } as const;
  expect(taken(onlinePinKeys(other, store))).toBe('FFFF9876543211000001');
});

test('no key is derived where nobody writes down which were used', () => {
  expect(onlinePinKeys(aes, undefined)).toBeUndefined();
});
