import { describe, expect, test } from 'vitest';
import { decodeForTrace, decodeMessage, encodeMessage } from './message-codec.ts';

/**
 * Elements of jPOS's binary ISO 87 example, of those whose encoding is also this dialect's: jPOS/jPOS commit 3ff2951e,
 * jpos/src/test/resources/org/jpos/iso/packagers/ISO87BPackager.bin and ISO87.xml.
 */
const published: readonly (readonly [number, string, string])[] = [
  [3, '000000', '000000'],
  [4, '000000000100', '000000000100'],
  [7, '0611191024', '0611191024'],
  [11, '000001', '000001'],
  [12, '010203', '010203'],
  [13, '0611', '0611'],
  [14, '1001', '1001'],
  [22, '000', '0000'],
  [23, '001', '0001'],
  [25, '00', '00'],
  [32, '123456', '06123456'],
  [37, '123456789ABC', '313233343536373839414243'],
  [38, '123456', '313233343536'],
  [39, '00', '3030'],
  [41, '0001ABCD', '3030303141424344'],
  [42, '123456789012345', '313233343536373839303132333435'],
  [90, '0'.repeat(42), '0'.repeat(42)],
];

/** Hexadecimal bitmaps with these bits, by arithmetic on one large number instead of the codec's way. */
function bitmapsHex(numbers: readonly number[]): string {
  const width = numbers.some((number) => number > 64) ? 128 : 64;
  const all = width === 128 ? [1, ...numbers] : numbers;
  const value = all.reduce((sum, number) => sum | (1n << BigInt(width - number)), 0n);
  return value
    .toString(16)
    .toUpperCase()
    .padStart(width / 4, '0');
}

function bytes(textHex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(textHex, 'hex'));
}

function reasonOf(textHex: string): string {
  const decoded = decodeMessage(bytes(textHex));
  return decoded.kind === 'malformed' ? decoded.reason : 'decoded';
}

describe('the codec of the dialect', () => {
  test.each(published)('writes and reads the published element %i', (number, value, elementHex) => {
    const messageHex = `0800${bitmapsHex([number])}${elementHex}`;
    const encoded = encodeMessage({ mti: '0800', fields: { [String(number)]: value } });
    expect(Buffer.from(encoded).toString('hex').toUpperCase()).toBe(messageHex);
    expect(decodeForTrace(bytes(messageHex))).toEqual({ mti: '0800', fields: { [String(number)]: value } });
  });

  test('reads all of them in one message with a secondary bitmap', () => {
    const messageHex = `0800${bitmapsHex(published.map(([number]) => number))}${published.map(([, , hex]) => hex).join('')}`;
    const fields = Object.fromEntries(published.map(([number, value]) => [String(number), value]));
    expect(decodeForTrace(bytes(messageHex))).toEqual({ mti: '0800', fields });
    expect(encodeMessage({ mti: '0800', fields })).toEqual(bytes(messageHex));
  });

  test.each([
    ['an odd PAN ends in F', 2, '5413330089600010011', '195413330089600010011F'],
    ['track data keeps its D', 35, '5413330089020011D2512', '215413330089020011D2512F'],
    ['an odd currency begins with zero', 49, '978', '0978'],
    ['chip data counts its bytes in four digits', 55, '9F2701809F360200FF', '00099F2701809F360200FF'],
    ['a short terminal name is filled with blanks', 41, 'TERM01  ', '5445524D30312020'],
  ])('%s', (_title, number, value, elementHex) => {
    const encoded = encodeMessage({ mti: '0200', fields: { [String(number)]: value } });
    expect(Buffer.from(encoded).toString('hex').toUpperCase()).toBe(`0200${bitmapsHex([number])}${elementHex}`);
    expect(decodeForTrace(encoded)?.fields[String(number)]).toBe(value);
  });

  test.each([
    ['no message type', '02'],
    ['a message type that is not digits', `02F0${bitmapsHex([3])}000000`],
    ['a bitmap that ends early', '020020000000'],
    ['an element outside the dialect', `0200${bitmapsHex([5])}000000000200`],
    ['an announced second bitmap that is empty', '020080000000000000000000000000000000'],
    ['an announced third bitmap', '020080000000000000008000000000000000'],
    ['an element that ends early', `0200${bitmapsHex([4])}0000000001`],
    ['bytes after the last element', `0200${bitmapsHex([3])}00000000`],
    ['a nibble that is no digit', `0200${bitmapsHex([3])}00000A`],
    ['a leading pad nibble that is not zero', `0200${bitmapsHex([49])}1978`],
    ['the published PAN whose pad nibble is zero, as jPOS has it', `0800${bitmapsHex([2])}1912345678901234567890`],
    ['a length that is no decimal number', `0200${bitmapsHex([2])}1A5413330089600010`],
    ['a PAN of more than 19 digits', `0200${bitmapsHex([2])}20${'5'.repeat(20)}`],
    ['a control character in text', `0200${bitmapsHex([41])}5445524D3031200A`],
  ])('refuses %s', (_title, messageHex) => {
    expect(decodeForTrace(bytes(messageHex))).toBeUndefined();
  });

  test('says where reading ended, and keeps what it had read until then', () => {
    const decoded = decodeMessage(bytes(`0200${bitmapsHex([3, 11, 49])}0000000000011978`));
    expect(decoded).toEqual({
      kind: 'malformed',
      mti: '0200',
      fields: { '3': '000000', '11': '000001' },
      reason: 'element 49 has no zero in its leading pad nibble',
    });
  });

  test('names the element that is cut short and by how much', () => {
    expect(reasonOf(`0200${bitmapsHex([4])}0000000001`)).toBe('element 4 ends 1 bytes early');
  });
});
