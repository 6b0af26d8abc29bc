import type { HostMessage } from '#drivers/ports/evidence.ts';
import { tlvRows } from './data-object.ts';
import type { Reading } from './data-object.ts';
import { NOT_DECODABLE } from './decoded.ts';
import type { Decoded, DecodedRow } from './decoded.ts';
import {
  ACTION_CODES,
  FIELD_NAMES_1993,
  FUNCTION_CODES,
  MESSAGE_TYPES_1993,
  REASON_CODES,
} from './iso8583-1993.table.ts';
import { FIELD_NAMES, MESSAGE_TYPES, RESPONSE_CODES } from './iso8583.table.ts';
import { readTlv } from './tlv.ts';

const PROCESSING: Readonly<Record<string, string>> = {
  '00': 'purchase',
  '01': 'cash',
  '09': 'purchase with cashback',
  '20': 'refund',
  '31': 'balance inquiry',
};

const ENTRY_MODES: Readonly<Record<string, string>> = {
  '01': 'keyed',
  '05': 'chip',
  '07': 'contactless chip',
  '80': 'fallback to the stripe',
  '90': 'magnetic stripe',
  '91': 'contactless stripe',
};

/** A host message in plain words, its chip data taken apart. */
export function describeHostMessage(
  message: Pick<HostMessage, 'mti' | 'fields' | 'length' | 'direction' | 'isDelivered'>,
  reading: Reading = {},
): Decoded {
  const { types, codes } = editionOf(message.mti);
  const kind = types[message.mti] ?? 'unknown message type';
  const head = message.mti === '' ? `${message.length} bytes, ${NOT_DECODABLE}` : `${message.mti} ${kind}`;
  const code = message.fields['39'];
  const answer = code === undefined ? '' : ` · ${code} ${codes[code] ?? 'unknown code'}`;
  const lost = message.isDelivered ? '' : ' · lost on the way';
  const numbers = Object.keys(message.fields).sort((left, right) => Number(left) - Number(right));
  return {
    title: `${head}${answer}${lost}`,
    rows: numbers.flatMap((number) =>
      fieldRows(number, message.fields[number] ?? '', { ...reading, mti: message.mti }),
    ),
  };
}

/** The words of the edition that a message is of: its type begins with 1 in that of 1993. */
function editionOf(mti: string): Edition {
  return mti.startsWith('1') ? edition1993 : edition1987;
}

interface Edition {
  readonly types: Readonly<Record<string, string>>;
  readonly names: Readonly<Record<string, string>>;
  readonly codes: Readonly<Record<string, string>>;
  readonly meaning: (number: string, value: string) => string;
}

const edition1987: Edition = {
  types: MESSAGE_TYPES,
  names: FIELD_NAMES,
  codes: RESPONSE_CODES,
  meaning: fieldMeaning,
};
const edition1993: Edition = {
  types: MESSAGE_TYPES_1993,
  names: { ...FIELD_NAMES, ...FIELD_NAMES_1993 },
  codes: ACTION_CODES,
  meaning: fieldMeaning1993,
};

function fieldRows(number: string, value: string, reading: Reading & { readonly mti: string }): readonly DecodedRow[] {
  const { names, meaning } = editionOf(reading.mti);
  const name = names[number];
  const label = name === undefined ? `DE${number}` : `DE${number} ${name}`;
  if (number !== '55') return [{ depth: 0, label, value, meaning: meaning(number, value) }];
  const nodes = readTlv(value);
  if (nodes === undefined) return [{ depth: 0, label, value, meaning: NOT_DECODABLE }];
  return [{ depth: 0, label, value: '', meaning: '' }, ...tlvRows(nodes, { ...reading, depth: 1 })];
}

function fieldMeaning1993(number: string, value: string): string {
  switch (number) {
    case '3':
    case '4':
      return fieldMeaning(number, value);
    case '24':
      return FUNCTION_CODES[value] ?? '';
    case '25':
      return REASON_CODES[value] ?? '';
    case '39':
      return ACTION_CODES[value] ?? 'unknown code';
    case '56':
      return /^\d{22,35}$/u.test(value) ? `original ${value.slice(0, 4)}, STAN ${value.slice(4, 10)}` : '';
    default:
      return '';
  }
}

function fieldMeaning(number: string, value: string): string {
  switch (number) {
    case '3':
      return PROCESSING[value.slice(0, 2)] ?? '';
    case '4':
      return /^\d+$/u.test(value) ? `${Number(value)} in the minor unit` : '';
    case '22':
      return ENTRY_MODES[value.padStart(3, '0').slice(0, 2)] ?? '';
    case '39':
      return RESPONSE_CODES[value] ?? 'unknown code';
    case '70':
      return (
        { '001': 'sign-on', '002': 'sign-off', '161': 'key change', '301': 'echo test' }[value.padStart(3, '0')] ?? ''
      );
    case '90':
      return /^\d{42}$/u.test(value) ? `original ${value.slice(0, 4)}, STAN ${value.slice(4, 10)}` : '';
    default:
      return '';
  }
}
