import { describe, expect, test } from 'vitest';
import { publishedAuthorityKeys } from './authority-keys.table.ts';
import { capkHash } from './capk-hash.ts';
import { dukpt } from './dukpt.ts';
import { oda } from './oda.ts';
import { pinBlock } from './pin-block.ts';
import { publishedPinBlocks, publishedStaticChain, refusedPinBlocks } from './published-secrets.table.ts';

describe('the vector kinds of keys and PINs', () => {
  test.each(publishedPinBlocks)('$fn gives $expected', ({ fn, inputs, expected }) => {
    expect(pinBlock({ fn, inputs })).toBe(expected);
  });

  test.each(refusedPinBlocks)('$fn refuses $inputs', ({ fn, inputs }) => {
    expect(() => pinBlock({ fn, inputs })).toThrow(expect.objectContaining({ code: 'UNLAWFUL_PIN' }));
  });

  test('fills a block of format 3 with letters that change', () => {
    const blocks = Array.from({ length: 50 }, () => pinBlock({ format: 3, pin: '12345', pan: '4012345678909F' }));
    expect(new Set(blocks).size).toBeGreaterThan(45);
    expect(blocks.every((block) => String(block).startsWith('3512'))).toBe(true);
  });

  test.each([
    // Checksums as emv-utils states them.
    ['A000000003', '94', 'C4A3C43CCF87327D136B804160E47D43B60E6E0F'],
    ['A000000004', 'F1', 'D8E68DA167AB5A85D8C3D55ECB9B0517A1A5B4BB'],
  ])('the checksum of %s %s is %s', (rid, index, stated) => {
    const key = publishedAuthorityKeys.find((each) => each.rid === rid && each.index === index);
    expect(capkHash({ ...key, stated })).toEqual({ sha1_computed: stated, hash_verified: true });
  });

  test('says that a stated checksum is not that of the key', () => {
    const key = publishedAuthorityKeys[0];
    expect(capkHash({ ...key, stated: ['00'.repeat(20)] })).toMatchObject({ hash_verified: false });
  });

  test('recovers a published chain of static data authentication', () => {
    const { capk, inputs, expected } = publishedStaticChain;
    expect(oda({ capk, inputs })).toMatchObject({
      issuer: { hash: expected.issuerHash, hash_ok: true },
      ssad: { dac: expected.dataAuthenticationCode, hash_ok: true },
      outcome: { sda: 'ok' },
    });
  });

  test.each([
    ['90', 'issuer certificate not recoverable'],
    ['93', 'signed static data not recoverable'],
    ['static_data', 'signed static data hash'],
    ['92', 'issuer certificate hash'],
  ] as const)('names the step that fails when %s is spoilt', (tag, problem) => {
    const { capk, inputs } = publishedStaticChain;
    const spoilt = inputs[tag].replace(/..$/u, (last) => (last === '00' ? '01' : '00'));
    expect(oda({ capk, inputs: { ...inputs, [tag]: spoilt } })).toMatchObject({ outcome: { sda: problem } });
  });

  test.each([
    [{ today: '091231' }, 'ok'],
    [{ revoked: ['0042B4'] }, 'ok'],
    [{ revoked: ['0042b3'] }, 'issuer certificate revoked'],
    [{ today: '100101' }, 'issuer certificate expired'],
  ])('judges date and revocation where the case says them: %j', (said, outcome) => {
    const { capk, inputs } = publishedStaticChain;
    expect(oda({ capk, inputs, ...said })).toMatchObject({ outcome: { sda: outcome } });
  });

  test.each([{ ksn: '00' }, { ksn: 'FFFF9876543210E00003', bdk: '00' }, {}, 'text', { ikid: '00', ik: '00' }])(
    'refuses %j in words',
    (input) => {
      expect(() => dukpt(input)).toThrow(/, at|not an object/u);
    },
  );
});
