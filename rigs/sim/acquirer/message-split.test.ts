import { expect, test } from 'vitest';
import { frameMessage, splitMessages } from './message-split.ts';

const first = Uint8Array.from({ length: 20 }, (_, index) => index);
const second = Uint8Array.from({ length: 300 }, (_, index) => index % 256);
const stream = Uint8Array.from([...frameMessage(first), ...frameMessage(second)]);

test('a length is two bytes, the more significant one first', () => {
  expect([...frameMessage(second).subarray(0, 2)]).toEqual([1, 44]);
});

test('finds two messages wherever the stream is cut', () => {
  for (let cut = 0; cut <= stream.length; cut += 1) {
    const before = splitMessages(stream.subarray(0, cut));
    const after = splitMessages(Uint8Array.from([...before.rest, ...stream.subarray(cut)]));
    expect([...before.messages, ...after.messages]).toEqual([first, second]);
    expect(after.rest).toHaveLength(0);
  }
});

test.each([0, 9, 4097, 0x3030])('does not believe a length of %i', (length) => {
  const split = splitMessages(Uint8Array.from([...frameMessage(first), length >> 8, length & 0xff, 1, 2, 3]));
  expect(split).toMatchObject({ messages: [first], badLength: length });
});
