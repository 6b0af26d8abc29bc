import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes, fromHex, toHex } from './bytes.ts';
import { cardTlvRules, encodeTlv, isConstructed, lenientTlvRules, parsePrimitives, parseTlv } from './tlv.ts';
import { brokenTlv, tlvDecodings, tlvEncodings } from './tlv.table.ts';

describe('decoding', () => {
  test.each(tlvDecodings)('reads the published objects of $inputHex', ({ inputHex, objects }) => {
    const parsed = parsePrimitives(fromHex(inputHex), lenientTlvRules);
    expect(parsed).toMatchObject({ kind: 'parsed' });
    const read = parsed.kind === 'parsed' ? parsed.objects.map(({ tag, value }) => [tag, toHex(value)]) : [];
    expect(read).toEqual(objects);
  });

  test.each(brokenTlv)('says where $inputHex breaks off', ({ inputHex, problem, tag, offset }) => {
    expect(parsePrimitives(fromHex(inputHex), lenientTlvRules)).toEqual({ kind: 'malformed', problem, tag, offset });
  });

  test('refuses from a card the indefinite form and length fields of more than three bytes', () => {
    expect(parseTlv(fromHex('9C80'))).toMatchObject({ kind: 'malformed', problem: 'indefinite-length' });
    expect(parseTlv(fromHex('9C8300000100'))).toMatchObject({ kind: 'malformed', problem: 'over-long-length' });
  });

  test('passes over zero bytes before, between and after objects', () => {
    const parsed = parseTlv(fromHex('00009C010000009A0312010100'));
    expect(parsed.kind === 'parsed' && parsed.objects.map(({ tag }) => tag)).toEqual(['9C', '9A']);
  });

  test('refuses a tag of more than four bytes', () => {
    expect(parseTlv(fromHex('9F8181818101FF'))).toMatchObject({ kind: 'malformed', problem: 'over-long-tag' });
  });

  test('refuses templates that are nested without end', () => {
    const nested = Array.from({ length: 30 }).reduce<Uint8Array>((inner) => encodeTlv('E0', inner), fromHex('9C0100'));
    expect(parsePrimitives(nested)).toMatchObject({ kind: 'malformed', problem: 'nested-too-deep' });
  });
});

describe('encoding', () => {
  test.each(tlvEncodings)('gives the published bytes $encodedHex', ({ objects, encodedHex }) => {
    const encoded = objects.map(([tag, valueHex]) => toHex(encodeTlv(tag, fromHex(valueHex)))).join('');
    expect(encoded).toBe(encodedHex);
  });
});

describe('any bytes', () => {
  test('never crash the parser, and what it reads lies inside them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(cardTlvRules, lenientTlvRules), (bytes, rules) => {
        const parsed = parsePrimitives(bytes, rules);
        const reached =
          parsed.kind === 'malformed'
            ? parsed.offset
            : parsed.objects.reduce((sum, { encoded }) => sum + encoded.length, 0);
        expect(reached).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });

  test('come back from an encoding as they were', () => {
    const tag = fc.constantFrom('9F26', '57', '5A', '9F8201', 'C1');
    const object = fc.tuple(tag, fc.uint8Array({ maxLength: 400 }));
    fc.assert(
      fc.property(fc.array(object, { maxLength: 6 }), (objects) => {
        const parsed = parseTlv(concatBytes(objects.map(([each, value]) => encodeTlv(each, value))));
        const read = parsed.kind === 'parsed' ? parsed.objects.map((each) => [each.tag, toHex(each.value)]) : [];
        expect(read).toEqual(objects.map(([each, value]) => [each, toHex(value)]));
      }),
    );
  });
});

test('a template is told from a primitive object by bit 6 of its tag', () => {
  expect(['70', 'BF0C', 'A5'].every(isConstructed)).toBe(true);
  expect(['9F26', '5A', '84'].some(isConstructed)).toBe(false);
});
