import type { Chance } from './chance.ts';

/** Bytes that parsers look at twice: ends of ranges, long tags and lengths, templates. */
const telling = [
  0x00, 0x01, 0x1f, 0x5a, 0x57, 0x70, 0x77, 0x7f, 0x80, 0x81, 0x82, 0x83, 0x84, 0x8c, 0x94, 0x9f, 0xe0, 0xff,
];

/** One to four changes: bits, bytes, pieces cut out, put in twice, or put in from nowhere; now and then all of it. */
export function mutated(bytes: Uint8Array, chance: Chance): Uint8Array {
  if (chance.oneIn(50)) return chance.bytes(chance.below(300));
  let changed: Uint8Array = Uint8Array.from(bytes);
  const count = 1 + chance.below(4);
  for (let change = 0; change < count; change += 1)
    changed = changes[chance.below(changes.length)]?.(changed, chance) ?? changed;
  return changed.length > lengthMax ? changed.subarray(0, lengthMax) : changed;
}

const lengthMax = 4096;

const changes: readonly ((bytes: Uint8Array, chance: Chance) => Uint8Array)[] = [
  (bytes, chance) => withByte(bytes, chance, (byte) => byte ^ (1 << chance.below(8))),
  (bytes, chance) => withByte(bytes, chance, () => chance.pick(telling)),
  (bytes, chance) => withByte(bytes, chance, (byte) => byte + (chance.oneIn(2) ? 1 : 255)),
  (bytes, chance) => bytes.subarray(0, chance.below(bytes.length + 1)),
  (bytes, chance) => without(bytes, chance),
  (bytes, chance) => inserted(bytes, chance, chance.bytes(1 + chance.below(8))),
  (bytes, chance) => inserted(bytes, chance, pieceOf(bytes, chance)),
  (bytes, chance) => inserted(bytes, chance, new Uint8Array(1 + chance.below(40)).fill(chance.pick(telling))),
];

function withByte(bytes: Uint8Array, chance: Chance, change: (byte: number) => number): Uint8Array {
  if (bytes.length === 0) return bytes;
  const index = chance.below(bytes.length);
  return bytes.with(index, change(bytes[index] ?? 0) & 0xff);
}

function pieceOf(bytes: Uint8Array, chance: Chance): Uint8Array {
  const from = chance.below(bytes.length + 1);
  return bytes.subarray(from, from + chance.below(64));
}

function without(bytes: Uint8Array, chance: Chance): Uint8Array {
  const from = chance.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + 1 + chance.below(8))]);
}

function inserted(bytes: Uint8Array, chance: Chance, piece: Uint8Array): Uint8Array {
  const at = chance.below(bytes.length + 1);
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
}
