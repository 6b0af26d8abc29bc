import { describe, expect, test } from 'vitest';
import { ACK_FRAME, NACK_FRAME, createPn532Decoder, encodePn532Frame } from './pn532-frame.ts';
import type { Pn532Frame } from './pn532-frame.ts';

/** Frames as they stand in NXP's manual, in libnfc's logs and in the tests of taichunmin/pn532.js a77786c. */
const published = [
  { name: 'GetFirmwareVersion', frame: '0000FF02FED4022A00', identifier: 0xd4, data: '02' },
  { name: 'firmware 1.6', frame: '0000FF06FAD50332010607E800', identifier: 0xd5, data: '0332010607' },
  { name: 'SAMConfiguration', frame: '0000FF05FBD4140114010200', identifier: 0xd4, data: '14011401' },
  { name: 'SAMConfiguration done', frame: '0000FF02FED5151600', identifier: 0xd5, data: '15' },
  { name: 'InListPassiveTarget', frame: '0000FF04FCD44A0100E100', identifier: 0xd4, data: '4A0100' },
  { name: 'no target', frame: '0000FF03FDD54B00E000', identifier: 0xd5, data: '4B00' },
  { name: 'one', frame: '0000FF0CF4D54B0101000408049D44A3460400', identifier: 0xd5, data: '4B0101000408049D44A346' },
  { name: 'type B', frame: '0000FF05FBD44A010300DE00', identifier: 0xd4, data: '4A010300' },
  { name: 'InDeselect', frame: '0000FF03FDD44400E800', identifier: 0xd4, data: '4400' },
  { name: 'InDeselect done', frame: '0000FF03FDD54500E600', identifier: 0xd5, data: '4500' },
  { name: 'ReadRegister', frame: '0000FF08F8D4066305630D6338B300', identifier: 0xd4, data: '066305630D6338' },
  { name: 'registers', frame: '0000FF05FBD507400005DF00', identifier: 0xd5, data: '07400005' },
] as const;

describe('encodePn532Frame', () => {
  test.each(published)('builds $name as published', ({ frame, identifier, data }) => {
    expect(hex(encodePn532Frame({ identifier, data: bytes(data) }))).toBe(frame);
  });

  test('changes to the extended layout beyond 254 data bytes, whose length checksum covers both length bytes', () => {
    expect(hex(encodePn532Frame({ identifier: 0xd4, data: new Uint8Array(254) }).subarray(0, 6))).toBe('0000FFFF01D4');
    expect(hex(encodePn532Frame({ identifier: 0xd4, data: new Uint8Array(255) }).subarray(0, 9))).toBe(
      '0000FFFFFF0100FFD4',
    );
  });

  test('refuses more than the chip can hold', () => {
    expect(() => encodePn532Frame({ identifier: 0xd4, data: new Uint8Array(265) })).toThrow(RangeError);
  });

  test('knows ACK and NACK as published', () => {
    expect(hex(ACK_FRAME)).toBe('0000FF00FF00');
    expect(hex(NACK_FRAME)).toBe('0000FFFF0000');
  });
});

describe('createPn532Decoder', () => {
  test.each(published)('reads $name as published, byte by byte too', ({ frame, identifier, data }) => {
    const decoder = createPn532Decoder();
    const slowly = Array.from(bytes(frame)).flatMap((byte) => decoder.push(Uint8Array.of(byte)));
    for (const frames of [decode(frame), slowly]) {
      expect(frames).toMatchObject([{ kind: 'information', identifier, data: bytes(data) }]);
    }
  });

  test.each([
    ['0000FF00FF00', 'ack'],
    ['0000FFFF0000', 'nack'],
    ['0000FF01FF7F8100', 'syntax-error'],
  ])('tells %s from an information frame', (frame, kind) => {
    expect(kinds(decode(frame))).toEqual([kind]);
  });

  test('separates an ACK from the response that is glued to it, at every possible cut', () => {
    const line = bytes('0000FF00FF00', '0000FF03FDD54B00E000');
    for (let cut = 0; cut <= line.length; cut += 1) {
      const decoder = createPn532Decoder();
      const frames = [...decoder.push(line.subarray(0, cut)), ...decoder.push(line.subarray(cut))];
      expect(kinds(frames)).toEqual(['ack', 'information']);
    }
  });

  test('reads frames whose preamble and postamble the chip was told to leave out', () => {
    expect(kinds(decode('00FF00FF', '00FF03FDD54B00E0'))).toEqual(['ack', 'information']);
  });

  test('reads a frame behind the wake-up bytes', () => {
    expect(kinds(decode(`5555${'00'.repeat(14)}FF05FBD4140114010200`))).toEqual(['information']);
  });

  test('takes an extended frame even for short data', () => {
    const data = bytes('4B00');
    expect(decode('0000FFFFFF0003FDD54B00E000')).toMatchObject([{ kind: 'information', data }]);
  });

  test('reads 255 bytes of the normal layout as such, for only FF FF is extended', () => {
    const frame = encodePn532Frame({ identifier: 0xd5, data: new Uint8Array(254).fill(0x41) });
    expect(decode(hex(frame))).toMatchObject([{ kind: 'information', data: { length: 254 } }]);
  });

  test('survives a million preamble bytes without keeping them', () => {
    const decoder = createPn532Decoder();
    expect(decoder.push(new Uint8Array(1_000_000))).toEqual([]);
    expect(kinds(decoder.push(bytes('FF03FDD54B00E000')))).toEqual(['information']);
  });

  test('reports a wrong length checksum and finds the frame behind it', () => {
    expect(decode('0000FF03FCD54B00E000', '0000FF03FDD54B00E000')).toMatchObject([
      { kind: 'corrupt', why: 'length-checksum' },
      { kind: 'information' },
    ]);
  });

  test('reports a wrong data checksum, as in the flawed vector of pn532.js whose sum should be 2B', () => {
    expect(decode('0000FFFFFF0003FDD500004200')).toMatchObject([{ kind: 'corrupt', why: 'data-checksum' }]);
  });

  test('finds the next frame when the one before lost bytes on the way', () => {
    const frames = decode('0000FF0CF4D54B0101', '0000FF03FDD54B00E000', '000000');
    expect(kinds(frames)).toEqual(['corrupt', 'information']);
  });

  test('refuses an extended length that no such chip can send instead of waiting for its end', () => {
    expect(decode('0000FFFFFF7F0081', '0000FF00FF00')).toMatchObject([{ why: 'length' }, { kind: 'ack' }]);
  });

  test('never emits an information frame for a single flipped bit', () => {
    const frame = bytes('0000FF0CF4D54B0101000408049D44A3460400');
    for (let bit = 16; bit < (frame.length - 1) * 8; bit += 1) {
      const flipped = frame.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(kinds(createPn532Decoder().push(flipped))).not.toContain('information');
    }
  });

  test('forgets an unfinished frame when it is reset', () => {
    const decoder = createPn532Decoder();
    decoder.push(bytes('0000FF0CF4D54B'));
    decoder.reset();
    expect(kinds(decoder.push(ACK_FRAME))).toEqual(['ack']);
  });
});

function decode(...partsHex: readonly string[]): readonly Pn532Frame[] {
  return createPn532Decoder().push(bytes(...partsHex));
}

function kinds(frames: readonly Pn532Frame[]): readonly string[] {
  return frames.map((frame) => frame.kind);
}

function bytes(...partsHex: readonly string[]): Uint8Array {
  return Uint8Array.from(Buffer.from(partsHex.join(''), 'hex'));
}

function hex(octets: Uint8Array): string {
  return Buffer.from(octets).toString('hex').toUpperCase();
}
