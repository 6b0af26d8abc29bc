import { describe, expect, test } from 'vitest';
import type { WireFormat } from '#rigs/sim/acquirer/wire-format.ts';
import { messageRuler } from './message-ruler.ts';

/** A message of twelve equal bytes behind its length, and behind a transport unit where there is one. */
const framings = [
  ['two bytes of length', 'binary-2', false, (fill: number) => [0, 12, ...body(fill)]],
  [
    'four bytes and a transport unit',
    'binary-4',
    true,
    (fill: number) => [0, 0, 0, 17, 0x60, 0, 1, 0, 2, ...body(fill)],
  ],
  ['four digits', 'ascii-4', false, (fill: number) => [0x30, 0x30, 0x31, 0x32, ...body(fill)]],
] as const;

function body(fill: number): readonly number[] {
  return Array.from({ length: 12 }, () => fill);
}

describe.each(framings)('with %s', (_, lengthHeader, hasTransportUnit, framed) => {
  const format = { lengthHeader, hasTransportUnit } as WireFormat;
  const stream = Uint8Array.from([...framed(1), ...framed(2), ...framed(3)]);
  const { length } = framed(1);

  test.each([1, 3, 7, length, length + 1, stream.length])('cuts a stream that comes %d bytes at a time', (size) => {
    const rule = messageRuler(format);
    const chunks = Array.from({ length: Math.ceil(stream.length / size) }, (_none, index) =>
      stream.subarray(index * size, (index + 1) * size),
    );
    const parts = chunks.flatMap((chunk) => rule(chunk));
    expect(Buffer.concat(parts.map(({ bytes }) => bytes)).equals(stream)).toBe(true);
    let at = 0;
    const begins = parts.flatMap((part) => {
      const from = at;
      at += part.bytes.length;
      return part.beginsMessage ? [from] : [];
    });
    expect(begins).toEqual([0, length, 2 * length]);
    expect(parts.filter(({ endsMessage }) => endsMessage)).toHaveLength(3);
    expect(parts.every(({ bytes }) => bytes.length > 0)).toBe(true);
  });
});

test('what comes behind an unlawful length is one message without an end', () => {
  const rule = messageRuler({ lengthHeader: 'binary-2', hasTransportUnit: false } as WireFormat);
  const parts = [Uint8Array.of(0, 1, 9, 9), Uint8Array.of(0, 12, 7)].flatMap((chunk) => rule(chunk));
  expect(parts.map(({ beginsMessage, endsMessage }) => [beginsMessage, endsMessage])).toEqual([
    [true, false],
    [false, false],
  ]);
});
