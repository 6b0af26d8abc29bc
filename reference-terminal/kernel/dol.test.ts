import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { buildDol, fitValue, parseDol } from './dol.ts';

describe('a data object list', () => {
  test('is read as tags and lengths', () => {
    expect(parseDol(fromHex('9F3704950557139F820102'))).toEqual({
      kind: 'parsed',
      entries: [
        { tag: '9F37', lengthBytes: 4 },
        { tag: '95', lengthBytes: 5 },
        { tag: '57', lengthBytes: 19 },
        { tag: '9F8201', lengthBytes: 2 },
      ],
    });
  });

  test.each(['9F', '9F37', '95059F37'])('that ends inside an entry is malformed: %s', (listHex) => {
    expect(parseDol(fromHex(listHex))).toMatchObject({ kind: 'malformed', problem: 'truncated' });
  });

  test('that asks for more than a command can carry is malformed', () => {
    expect(parseDol(fromHex('95FF9A03'))).toMatchObject({ kind: 'malformed', problem: 'too-much-data' });
  });

  test('of any bytes never crashes and never asks for more than 255 bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const parsed = parseDol(bytes);
        if (parsed.kind === 'malformed') return;
        const built = buildDol(parsed.entries, () => Uint8Array.of(1, 2, 3));
        expect(built.length).toBe(parsed.entries.reduce((sum, { lengthBytes }) => sum + lengthBytes, 0));
        expect(built.length).toBeLessThanOrEqual(255);
      }),
    );
  });
});

describe('fitting a value', () => {
  test.each([
    ['n', '1234', 4, '00001234'],
    ['n', '12345678', 2, '5678'],
    ['cn', '123456', 5, '123456FFFF'],
    ['cn', '12345678', 2, '1234'],
    ['b', 'ABCD', 4, 'ABCD0000'],
    ['b', 'ABCDEF', 2, 'ABCD'],
    ['ans', '4142', 3, '414200'],
    ['n', '1234', 0, ''],
    ['b', '', 2, '0000'],
  ] as const)('of format %s: %s in %i bytes becomes %s', (format, valueHex, lengthBytes, expectedHex) => {
    expect(toHex(fitValue(fromHex(valueHex), { format, lengthBytes }))).toBe(expectedHex);
  });

  test('answers absent and constructed objects with zeros', () => {
    const list = parseDol(fromHex('9F37047002'));
    const entries = list.kind === 'parsed' ? list.entries : [];
    const built = buildDol(entries, (tag) => (tag === '70' ? fromHex('FFFF') : undefined));
    expect(toHex(built)).toBe('000000000000');
  });
});
