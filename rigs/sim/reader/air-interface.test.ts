import { describe, expect, test } from 'vitest';
import { crossingMs, frameSizeOf } from './air-interface.ts';

describe('the air between reader and card', () => {
  test.each([
    { what: 'no answer to select', bytes: [], frameSize: 32 },
    { what: 'FSCI 0', bytes: [0x70], frameSize: 16 },
    { what: 'FSCI 5', bytes: [0x75], frameSize: 64 },
    { what: 'FSCI 8', bytes: [0x78, 0x80, 0x71, 0x02], frameSize: 256 },
    { what: 'a reserved FSCI', bytes: [0x7f], frameSize: 256 },
  ])('takes frames of $frameSize bytes with $what', ({ bytes, frameSize }) => {
    expect(frameSizeOf(Uint8Array.from(bytes))).toBe(frameSize);
  });

  test('a short command is one frame of three bytes more and one turn-around', () => {
    expect(crossingMs(new Uint8Array(20), { frameSize: 256 })).toBeCloseTo(23 * 0.094 + 0.09, 9);
  });

  test('a long response is chained, each frame but the last acknowledged', () => {
    // 61 bytes fit a frame of 64: 100 bytes are two frames of three bytes more, and one acknowledgement of three.
    expect(crossingMs(new Uint8Array(100), { frameSize: 64 })).toBeCloseTo(109 * 0.094 + 3 * 0.09, 9);
  });
});
