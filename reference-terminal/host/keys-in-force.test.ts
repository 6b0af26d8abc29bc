import { expect, test } from 'vitest';
import { openDurableStore } from '../store-and-forward/durable-store.ts';
import { configuration } from '../testing/terminal-fixture.ts';
import { keysInForce } from './keys-in-force.ts';

const keyHex = 'A1B2C3D4E5F60718293A4B5C6D7E8F90';
const newHex = '0123456789ABCDEFFEDCBA9876543210';
const keyEncryptingKeyHex = '5DA2C80B61F4973E0EBC497A38D61F85';
const changing = {
  ...configuration,
  messageAuthentication: { scheme: 'zone-tdes', keyHex },
  networkManagement: {
    signOn: 'at-start',
    keyChange: { keyEncryptingKeyHex, atSignOn: true },
    onFailure: 'go-on',
  },
} as const;

function storeWithKey() {
  const store = openDurableStore(':memory:');
  store.ensureDeviceKey(() => new Uint8Array(32));
  return store;
}

test('keys that were taken are in force at once, and after the terminal was switched on again', () => {
  using store = storeWithKey();
  const keys = keysInForce(changing, store);
  expect(keys.codesHex()).toBe(keyHex);
  keys.take({ codesHex: newHex });
  expect(keys.codesHex()).toBe(newHex);
  expect(keysInForce(changing, store).codesHex()).toBe(newHex);
});

test('keys that were taken are forgotten when the terminal is given others', () => {
  using store = storeWithKey();
  keysInForce(changing, store).take({ codesHex: newHex });
  const given = { ...changing, messageAuthentication: { scheme: 'zone-tdes', keyHex: keyEncryptingKeyHex } } as const;
  expect(keysInForce(given, store).codesHex()).toBe(keyEncryptingKeyHex);
  expect(keysInForce(changing, store).codesHex()).toBe(newHex);
});

test('a store that refuses leaves the old keys in force', () => {
  using store = storeWithKey();
  const refusing = Object.assign(Object.create(store) as typeof store, {
    takeWorkingKeys: () => {
      throw new Error('no room');
    },
  });
  const keys = keysInForce(changing, refusing);
  expect(() => keys.take({ codesHex: newHex })).toThrow('no room');
  expect(keys.codesHex()).toBe(keyHex);
});

test('transactions are counted from the moment at which keys were kept', () => {
  using store = storeWithKey();
  store.nextSequenceCounter();
  store.nextSequenceCounter();
  expect(store.transactionsUnderKeys()).toBe(2);
  store.takeWorkingKeys(Uint8Array.of(1));
  expect(store.transactionsUnderKeys()).toBe(0);
  store.nextSequenceCounter();
  expect(store.transactionsUnderKeys()).toBe(1);
});
