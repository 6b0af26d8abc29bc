import { describe, expect, test } from 'vitest';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { fromHex, join, toHex } from './bytes.ts';
import { aesDukptKey, keyUsages, tripleDesDukptKey } from './dukpt.ts';
import { closeBlock, openBlock } from './pin-block.ts';
import type { BoundFormat } from './pin-block.ts';
import { createSecurityModule } from './security-module.ts';
import type { SecurityModule, WantedFormat } from './security-module.ts';

/**
 * Values of ANSI X9.24-1:2009 A.4 and X9.24-3:2017 as openemv/dukpt (LGPL 2.1; facts only), commit 1d01ddaf, quotes them, and
 * of knovichikhin/psec (MIT), commit 90ccbf3a. The keys are published test keys.
 */
const tripleDesBase = fromHex('0123456789ABCDEFFEDCBA9876543210');
const aesBase = fromHex('FEDCBA9876543210F1F1F1F1F1F1F1F1');
const zone = {
  tripleDes: fromHex('A1B2C3D4E5F60718293A4B5C6D7E8F90'),
  aes: fromHex('C1D0F8FB4958670DBA40AB1F3752EF0D'),
};
const issuer = {
  tripleDes: fromHex('00112233445566778899AABBCCDDEEFF'),
  aes: fromHex('0F1E2D3C4B5A69788796A5B4C3D2E1F0'),
};
const tripleDesPan = '4012345678909';
const aesPan = '4111111111111111';

function open(): SecurityModule {
  return createSecurityModule({
    rng: seededRng('hsm'),
    zone,
    codeZone: zone,
    keyEncrypting: issuer,
    issuer,
    derivation: [
      { keySetHex: 'FFFF9876', key: tripleDesBase, pinKeyBytes: 16 },
      { keySetHex: '12345678', key: aesBase, pinKeyBytes: 16 },
    ],
  });
}

function arriving(blockHex: string, serialHex?: string) {
  return { block: fromHex(blockHex), keySerialNumber: serialHex === undefined ? undefined : fromHex(serialHex) };
}

describe('derived keys', () => {
  test.each([
    ['FFFF9876543210E00005', '5F8DC6D2C845C1DA508DDC048093B8C0'],
    ['FFFF9876543210F00000', 'AA4D58DB653EC7B548C75F2F047DD24A'],
  ])('for a PIN are the published ones under %s', (serial, key) => {
    expect(toHex(tripleDesDukptKey(tripleDesBase, fromHex(serial), 'pin-encryption'))).toBe(key);
  });

  test.each([
    ['pin-encryption', '7D69F01F3B45449F62C7816ECE723268'],
    ['mac-request', 'A5DF7D9D800CA769766F0C77CA4E6E6C'],
    ['data-request', 'EF17F6AB45B4820C93A3DCB21BC491AD'],
  ] as const)('with AES are the published ones for %s', (usage, key) => {
    const keySerialNumber = fromHex('123456789012345600000003');
    expect(toHex(aesDukptKey(aesBase, { keySerialNumber, usage, lengthBytes: 16 }))).toBe(key);
  });

  test('are different ones for every use', () => {
    const serial = fromHex('FFFF9876543210E00005');
    const keys = keyUsages.map((usage) => toHex(tripleDesDukptKey(tripleDesBase, serial, usage)));
    expect(new Set(keys).size).toBe(keyUsages.length);
  });
});

describe('a published block is opened and handed on', () => {
  test.each([
    ['FFFF9876543210E00003', '18DC07B94797B466', tripleDesPan, '0', 'dukpt-tdes'],
    ['FFFF9876543210EFF900', '1A4C10AFBA03A430', tripleDesPan, '0', 'dukpt-tdes'],
    ['123456789012345600000003', 'A5A27E82B43A9A866A93D7ABE89CEF93', aesPan, '4', 'dukpt-aes'],
    ['123456789012345600000006', 'BDC1C3871AFB0B340AA5B5CEFD08695E', aesPan, '4', 'dukpt-aes'],
    [undefined, 'CC17F65586BFD0953010226C4FC5B3CA', '432198765432109870', '4', 'zone-aes'],
  ])('under %s', (serial, block, pan, blockFormat, keyScheme) => {
    const translation = open().translate(arriving(block, serial), pan);
    expect(translation).toMatchObject({
      kind: 'translated',
      facts: { blockFormat, keyScheme, usagesThatOpen: 'pin-encryption', translatedTo: '0' },
    });
    const handedOn = translation.kind === 'translated' ? translation.block : new Uint8Array(8);
    expect(openBlock(handedOn, issuer.tripleDes, pan)).toMatchObject({ pin: '1234', format: 0 });
  });
});

describe('a PIN is translated', () => {
  const bound = [0, 3, 4] as const;
  const pairs = bound.flatMap((from) => bound.map((to) => [from, to] as const));
  test.each(pairs)('from format %i into %i, and stays the same', (from, to) => {
    const hsm = open();
    hsm.issuerWants(to);
    const key = from === 4 ? zone.aes : zone.tripleDes;
    const chance = seededRng('chance').bytes(10);
    const block = closeBlock({ pin: '987654' }, { format: from, key, pan: aesPan, chance });
    const translation = hsm.translate({ block, keySerialNumber: undefined }, aesPan);
    const handedOn = translation.kind === 'translated' ? translation.block : new Uint8Array(8);
    const issuerKey = to === 4 ? issuer.aes : issuer.tripleDes;
    expect(openBlock(handedOn, issuerKey, aesPan)).toMatchObject({ pin: '987654', format: to });
  });

  const unlawful = bound.flatMap((from) => ([1, 2, 'private'] as const).map((to) => [from, to] as const));
  test.each(unlawful)('from format %i never into %s', (from: BoundFormat, to: WantedFormat) => {
    const hsm = open();
    hsm.issuerWants(to);
    const key = from === 4 ? zone.aes : zone.tripleDes;
    const block = closeBlock({ pin: '1234' }, { format: from, key, pan: aesPan, chance: seededRng('c').bytes(10) });
    expect(hsm.translate({ block, keySerialNumber: undefined }, aesPan)).toMatchObject({
      kind: 'refused',
      reason: 'translation-not-lawful',
    });
  });
});

describe('a PIN is refused', () => {
  test('under a serial number that came before, or is lower', () => {
    const hsm = open();
    const [fifth, third] = [
      arriving('5BC0AF22AD87B327', 'FFFF9876543210E00005'),
      arriving('18DC07B94797B466', 'FFFF9876543210E00003'),
    ];
    const kinds = [fifth, fifth, third].map((pin) => {
      const { kind, facts } = hsm.translate(pin, tripleDesPan);
      return [kind, facts['keyCounter']];
    });
    expect(kinds).toEqual([
      ['translated', '5'],
      ['refused', '5'],
      ['refused', '3'],
    ]);
  });

  test('under a key that is not known', () => {
    const translation = open().translate(arriving('18DC07B94797B466', 'EEEE9876543210E00003'), tripleDesPan);
    expect(translation).toMatchObject({ kind: 'refused', reason: 'pin-key-unknown' });
  });

  test.each(keyUsages.slice(1))('that was enciphered under the key for %s, and the use is named', (usage) => {
    const serial = 'FFFF9876543210E00005';
    const key = tripleDesDukptKey(tripleDesBase, fromHex(serial), usage);
    const block = closeBlock({ pin: '1234' }, { format: 0, key, pan: tripleDesPan, chance: new Uint8Array(10) });
    expect(open().translate({ block, keySerialNumber: fromHex(serial) }, tripleDesPan)).toMatchObject({
      kind: 'refused',
      reason: 'pin-block-unreadable',
      facts: { usagesThatOpen: usage },
    });
  });

  test('for another account', () => {
    const translation = open().translate(
      arriving('A5A27E82B43A9A866A93D7ABE89CEF93', '123456789012345600000003'),
      '4111111111111112',
    );
    expect(translation).toMatchObject({ kind: 'refused', reason: 'pin-block-unreadable' });
  });
});

test('equal fills have one mark and different ones others, and nothing told holds the PIN or the block', () => {
  const hsm = open();
  const factsOf = (chance: Uint8Array) => {
    const block = closeBlock({ pin: '1234' }, { format: 3, key: zone.tripleDes, pan: aesPan, chance });
    const { facts } = hsm.translate({ block, keySerialNumber: undefined }, aesPan);
    expect(JSON.stringify(facts)).not.toContain(toHex(block));
    return facts;
  };
  const [one, again, other] = [0, 0, 1].map((start) => factsOf(join(Uint8Array.of(start), new Uint8Array(9))));
  expect(one?.['fillMark']).toBe(again?.['fillMark']);
  expect(one?.['fillMark']).not.toBe(other?.['fillMark']);
  expect([one?.['fillDigits'], other?.['fillDigits']]).toEqual(['A', 'AB']);
});
