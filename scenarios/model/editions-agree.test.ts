import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeMessage, encodeMessage } from '../../reference-terminal/host/message-codec.ts';
import { touchstone1993, touchstone1993Characters } from '../../reference-terminal/host/touchstone-1993.table.ts';
import { editionOf } from '#rigs/sim/acquirer/edition.ts';
import {
  decodeMessage as acquirerDecodes,
  encodeMessage as acquirerEncodes,
} from '#rigs/sim/acquirer/message-codec.ts';

/** Two editions stand between wire and meaning, one at each end. Here what the one says is what the other understands. */
const digits = (length: number) =>
  fc.string({
    unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'),
    minLength: length,
    maxLength: length,
  });
const two = (most: number) => fc.integer({ min: 1, max: most }).map((value) => String(value).padStart(2, '0'));
const date = fc.tuple(two(99), two(12), two(28)).map((parts) => parts.join(''));
const time = fc.tuple(two(23), two(59), two(59)).map((parts) => parts.join(''));
const entryMode = fc
  .tuple(fc.constantFrom('05', '07', '80', '90'), fc.constantFrom('1', '2'))
  .map((pair) => pair.join(''));
const kept = fc.record({
  '2': digits(16),
  '3': fc.constantFrom('000000', '200000'),
  '4': digits(12),
  '7': digits(10),
  '11': digits(6),
  '12': time,
  '13': date,
  '14': digits(4),
  '22': entryMode,
  '32': fc.integer({ min: 1, max: 99_999_999_999 }).map(String),
  '37': digits(12),
  '41': fc.constant('TOUCH001'),
  '42': fc.constant('MERCHANT0000001'),
  '49': digits(3),
});
const optional = fc.record({ '23': digits(3), '55': fc.constant('9F2701809F360200FF') }, { requiredKeys: [] });
const original = fc.tuple(fc.constantFrom('0100', '0200', '0220'), digits(6), date, time, digits(9));
const decided = fc.option(fc.constantFrom('00', '05', '51', 'Y3', 'Z1', 'Z3'), { nil: undefined });
const left = digits(12).map((amount) => `${amount}${'0'.repeat(12)}C00000000C00000000`);

type Fields = Readonly<Record<string, string | undefined>>;
interface Meant {
  readonly mti: string;
  readonly fields: Fields;
}

const sale = fc
  .tuple(fc.constantFrom('0100', '0200'), kept, optional, fc.constantFrom({}, { '52': '0123456789ABCDEF' }))
  .map(([mti, fields, more, pin]): Meant => ({
    mti,
    fields: { ...fields, ...more, ...pin, '25': mti === '0100' ? '06' : '00' },
  }));
const reversal = fc
  .tuple(fc.constantFrom('0400', '0401', '0420', '0421'), kept, original, decided, fc.option(left, { nil: undefined }))
  .map(([mti, fields, [type, stan, day, hour, acquirer], code, part]): Meant => ({
    mti,
    fields: {
      ...fields,
      '25': type === '0100' ? '06' : '00',
      '39': code,
      '56': type + stan + day + hour + '09' + acquirer,
      '95': part,
    },
  }));
const advice = fc
  .tuple(fc.constantFrom('0220', '0221'), kept, fc.constantFrom('Y1', 'Y3'))
  .map(([mti, fields, code]): Meant => ({ mti, fields: { ...fields, '25': '00', '39': code } }));
const completion = fc
  .tuple(fc.constantFrom('0220', '0221'), kept, original, fc.option(digits(24), { nil: undefined }))
  .map(([mti, fields, [, stan, day, hour, acquirer], authorized]): Meant => ({
    mti,
    fields: { ...fields, '25': '06', '30': authorized, '39': '00', '56': '0100' + stan + day + hour + '09' + acquirer },
  }));
const network = fc
  .tuple(digits(10), digits(6), fc.constantFrom('001', '002', '161', '301'))
  .map(([sentAt, stan, code]): Meant => ({
    mti: '0800',
    fields: { '7': sentAt, '11': stan, '41': 'TOUCH001', '70': code },
  }));
const meant = fc.oneof(sale, reversal, advice, completion, network);

function present(fields: Fields): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** The acquirer has no year in its dates, no original amount of a completion, and its own name for originals. */
function asTheHostHasIt(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const { '13': day, '30': _authorized, '56': named, ...others } = fields;
  return {
    ...others,
    ...(day === undefined ? {} : { '13': day.slice(2) }),
    ...(named === undefined
      ? {}
      : { '90': `${named.slice(0, 10)}${named.slice(12, 22)}${named.slice(24).padStart(11, '0')}${'0'.repeat(11)}` }),
  };
}

const ways = [
  { dialect: touchstone1993, format: { style: 'packed', edition: '1993' } },
  { dialect: touchstone1993Characters, format: { style: 'characters', edition: '1993' } },
] as const;

describe.each(ways)('the edition of 1993, $dialect.name', ({ dialect, format }) => {
  test('is read by the host as the terminal meant it, and by the terminal as it wrote it', () => {
    fc.assert(
      fc.property(meant, ({ mti, fields: drawn }) => {
        const fields = present(drawn);
        const byNumber = new Map(Object.entries(fields).map(([number, value]) => [Number(number), value]));
        const bytes = encodeMessage(dialect, { mti, fields: byNumber });
        const back = decodeMessage(dialect, bytes);
        expect({ mti: back.mti, fields: Object.fromEntries(back.fields) }).toEqual({ mti, fields });
        const decoded = acquirerDecodes(bytes, format);
        expect(decoded.kind).toBe('decoded');
        if (decoded.kind !== 'decoded') return;
        const read = editionOf(format).read(decoded);
        expect(read).toEqual({ kind: 'read', mti, fields: asTheHostHasIt(fields) });
      }),
      { numRuns: 400 },
    );
  });

  test('brings every answer of the host back to the terminal with its code', () => {
    const code = fc.constantFrom(
      '00',
      '05',
      '10',
      '12',
      '13',
      '14',
      '25',
      '30',
      '51',
      '55',
      '57',
      '58',
      '63',
      '82',
      '88',
      '91',
      '94',
    );
    fc.assert(
      fc.property(meant, code, ({ mti, fields: drawn }, responseCode) => {
        const asked = present(drawn);
        const byNumber = new Map(Object.entries(asked).map(([number, value]) => [Number(number), value]));
        const request = acquirerDecodes(encodeMessage(dialect, { mti, fields: byNumber }), format);
        const echoed = Object.entries(asked).filter(([number]) =>
          ['4', '7', '11', '12', '13', '41', '70'].includes(number),
        );
        const answerMti = mti.slice(0, 2) + String(Number(mti[2]) + 1) + '0';
        const answer = { mti: answerMti, fields: { ...Object.fromEntries(echoed), '39': responseCode } };
        const bytes = acquirerEncodes(editionOf(format).write(answer, request.fields), format);
        const heard = decodeMessage(dialect, bytes);
        expect(heard.mti).toBe(dialect.edition?.answeringType(mti) ?? answerMti);
        expect(Object.fromEntries(heard.fields)).toEqual({ ...Object.fromEntries(echoed), '39': responseCode });
      }),
      { numRuns: 400 },
    );
  });

  test('reads anything that is well formed without a defect, at both ends', () => {
    const numbers = [2, 3, 4, 7, 11, 12, 14, 22, 24, 25, 30, 32, 37, 39, 41, 42, 49, 56, 74, 97] as const;
    const lengths: Readonly<Record<number, number>> = {
      2: 16,
      3: 6,
      4: 12,
      7: 10,
      11: 6,
      12: 12,
      14: 4,
      22: 12,
      24: 3,
      25: 4,
      30: 24,
      32: 9,
      37: 12,
      39: 3,
      41: 8,
      42: 15,
      49: 3,
      56: 33,
      74: 10,
      97: 17,
    };
    const some = fc.record(
      Object.fromEntries(numbers.map((number) => [String(number), digits(lengths[number] ?? 1)])),
      { requiredKeys: [] },
    );
    const codes = fc.record(
      { '24': fc.constantFrom('200', '281', '400', '401', '801', '811'), '25': fc.constantFrom('4000', '4021') },
      { requiredKeys: [] },
    );
    const types = fc.constantFrom(
      '1100',
      '1120',
      '1200',
      '1210',
      '1220',
      '1221',
      '1230',
      '1324',
      '1420',
      '1421',
      '1430',
      '1520',
      '1530',
      '1804',
      '1814',
      '1999',
      '0200',
    );
    fc.assert(
      fc.property(types, some, codes, (mti, drawn, more) => {
        const fields = present({ ...drawn, ...more });
        if (Object.keys(fields).length === 0) return;
        const bytes = acquirerEncodes({ mti, fields }, format);
        const read = editionOf(format).read({ mti, fields });
        expect(['read', 'unfit']).toContain(read.kind);
        expect(editionOf(format).write({ mti: '0210', fields: { '39': '30' } }, fields).fields['39']).toBe('904');
        // Nothing that is no answer to a sale is ever read as one that approves it.
        const heard = decodeMessage(dialect, bytes);
        expect(heard.mti === '0210' && mti !== '1210').toBe(false);
        const isGood = ['000', '300', '400', '500', '800', '900', '901'].includes(fields['39'] ?? '');
        expect(heard.fields.get(39) === '00').toBe(isGood);
      }),
      { numRuns: 600 },
    );
  });
});
