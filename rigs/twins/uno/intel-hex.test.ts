import { describe, expect, test } from 'vitest';
import { FLASH_BYTES, parseIntelHex } from './intel-hex.ts';

// Examples of the format's own description (Intel, Hexadecimal Object File Format Specification, 1988).
const END = ':00000001FF';

describe('reading Intel HEX', () => {
  test('places a data record at its address and leaves the rest erased', () => {
    const flash = parseIntelHex(`:0300300002337A1E\r\n${END}\r\n`);
    expect([...flash.subarray(0x2f, 0x34)]).toEqual([0xff, 0x02, 0x33, 0x7a, 0xff]);
    expect(flash).toHaveLength(FLASH_BYTES);
  });

  test('adds an extended segment address, counted in paragraphs', () => {
    const flash = parseIntelHex(`:020000020100FB\n:0100000042BD\n${END}`);
    expect(flash[0x1000]).toBe(0x42);
  });

  test.each([
    ['a wrong checksum', `:0300300002337A1F\n${END}`],
    ['a length that is not true', `:0400300002337A1D\n${END}`],
    ['text that is not hexadecimal', `:03003000zz337A1E\n${END}`],
    ['a missing end', ':0300300002337A1E\n'],
    ['an address beyond the flash', `:020000040001F9\n:0100000042BD\n${END}`],
  ])('refuses %s', (_, text) => {
    expect(() => parseIntelHex(text)).toThrow(expect.objectContaining({ code: 'FIRMWARE_UNREADABLE', blame: 'bench' }));
  });
});
