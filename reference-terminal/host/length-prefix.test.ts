import fc from 'fast-check';
import { expect, test } from 'vitest';

import { framed, frameReader } from './length-prefix.ts';

test('puts a two-byte big-endian length in front', () => {
  expect(framed(new Uint8Array(258).fill(7)).subarray(0, 3)).toEqual(Buffer.from([1, 2, 7]));
});

test('finds the same bodies however the stream is cut', () => {
  const bodies = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 5 });
  fc.assert(
    fc.property(bodies, fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 40 }), (sent, sizes) => {
      const stream = Buffer.concat(sent.map((body) => framed(body)));
      const reader = frameReader();
      const found: Uint8Array[] = [];
      let offset = 0;
      for (const size of [...sizes, stream.length]) {
        found.push(...reader.push(stream.subarray(offset, offset + size)));
        offset += size;
      }
      expect(found.map((body) => [...body])).toEqual(sent.map((body) => [...body]));
    }),
  );
});

test.each([
  [{ lengthHeader: 'binary-4' } as const, '00000003010203'],
  [{ lengthHeader: 'ascii-4' } as const, '30303033010203'],
  [{ lengthHeader: 'binary-2', tpduHex: '6000010002' } as const, '00086000010002010203'],
])('writes and reads with %j', (framing, hex) => {
  const body = Uint8Array.of(1, 2, 3);
  expect(Buffer.from(framed(body, framing)).toString('hex')).toBe(hex);
  expect(frameReader(framing).push(framed(body, framing))).toEqual([body]);
});

test.each([
  [{ lengthHeader: 'ascii-4' } as const, '3030413301'],
  [{ lengthHeader: 'binary-4' } as const, 'ffffffff01'],
  [{ lengthHeader: 'binary-2', tpduHex: '6000010002' } as const, '000301020304'],
])('reads no further after a length that can not be: %j', (framing, hex) => {
  const reader = frameReader(framing);
  expect(reader.push(Buffer.from(hex, 'hex'))).toEqual([]);
  expect(reader.isBroken()).toBe(true);
});
