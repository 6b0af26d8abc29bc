import { describe, expect, test } from 'vitest';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { WorkingKeys } from '#rigs/sim/hsm/working-keys.ts';
import { readKeyBlocks } from '../../reference-terminal/host/key-block.ts';
import { readWorkingKeys } from '../../reference-terminal/host/working-keys.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

const kinds = [
  { cipher: 'tdes', form: 'x9.17', read: readWorkingKeys },
  { cipher: 'aes', form: 'x9.17', read: readWorkingKeys },
  { cipher: 'tdes', form: 'tr-31', read: readKeyBlocks },
  { cipher: 'aes', form: 'tr-31', read: readKeyBlocks },
] as const;

describe.each(kinds)('new keys under $cipher in the form of $form', ({ cipher, form, read }) => {
  const rng = seededRng(`new keys, ${cipher}`);
  const rounds = Array.from({ length: 50 }, (_, round) => {
    const zone = { tripleDes: rng.bytes(16), aes: rng.bytes(16) };
    const keys = new WorkingKeys({ codes: zone, pins: zone });
    const uses = round % 3 === 0 ? (['codes'] as const) : (['codes', 'pins'] as const);
    return { keys, zone, sent: hex(keys.offer({ rng, keyEncrypting: zone, cipher, form, uses })), uses };
  });
  const under = (zone: { readonly tripleDes: Uint8Array; readonly aes: Uint8Array }) => ({
    cipher,
    keyEncryptingKeyHex: hex(cipher === 'aes' ? zone.aes : zone.tripleDes),
  });

  test('are read by the terminal as the security module made them', () => {
    for (const { keys, zone, sent, uses } of rounds) {
      const [offered] = keys.candidates;
      const name = cipher === 'aes' ? 'aes' : 'tripleDes';
      const expected = { codesHex: hex(offered?.codes[name] ?? zone.aes) };
      const pins = uses.length === 2 ? { pinsHex: hex(offered?.pins[name] ?? zone.aes) } : {};
      expect(read(sent, under(zone))).toEqual({ ...expected, ...pins });
    }
  });

  test('are not taken with any bit changed, cut short, or under another key', () => {
    const [{ sent, zone } = { sent: '', zone: { tripleDes: new Uint8Array(16), aes: new Uint8Array(16) } }] = rounds;
    const bytes = Buffer.from(sent, 'hex');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Uint8Array.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
      // M and P differ in more than one bit.
      expect(read(hex(changed), under(zone)), `bit ${bit}`).toBeUndefined();
    }
    for (let length = 0; length < bytes.length; length += 1) {
      expect(read(hex(bytes.subarray(0, length)), under(zone))).toBeUndefined();
    }
    expect(read(sent, { cipher, keyEncryptingKeyHex: '00112233445566778899AABBCCDDEEFF' })).toBeUndefined();
  });

  test('are not taken from noise', () => {
    const [{ zone } = { zone: { tripleDes: new Uint8Array(16), aes: new Uint8Array(16) } }] = rounds;
    for (let round = 0; round < 300; round += 1) {
      const noise = Uint8Array.from([
        round % 2 === 0 ? 0x4d : 0x50,
        [16, 24, 32, 40, 7][round % 5] ?? 0,
        ...rng.bytes(rng.below(60)),
      ]);
      expect(read(hex(noise), under(zone))).toBeUndefined();
    }
  });
});
