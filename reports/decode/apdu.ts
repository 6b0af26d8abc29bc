import { describeCryptogramInformation } from './bits.ts';
import { describeDataObject, pairList, tagLabel, tlvRows } from './data-object.ts';
import type { Reading } from './data-object.ts';
import { NOT_DECODABLE, asciiOf, byteAt, isMaskedHex } from './decoded.ts';
import type { Decoded, DecodedRow } from './decoded.ts';
import { flatTlv, readTlv } from './tlv.ts';

/** Data object lists that the card gave earlier: with them the data of later commands can be taken apart. */
export interface ApduReading extends Reading {
  readonly pdolHex?: string;
  readonly cdol1Hex?: string;
  readonly cdol2Hex?: string;
  readonly ddolHex?: string;
  /** Whether the card gave a cryptogram already: the next one is asked for with CDOL2. */
  readonly hasCryptogram?: boolean;
}

const STATUS_WORDS: Readonly<Record<string, string>> = {
  '9000': 'done',
  '6281': 'part of the data may be corrupted',
  '6283': 'selected file invalidated',
  '6200': 'warning',
  '6300': 'authentication failed',
  '6400': 'execution error',
  '6700': 'wrong length',
  '6881': 'logical channel not supported',
  '6982': 'security status not satisfied',
  '6983': 'authentication method blocked',
  '6984': 'referenced data invalidated',
  '6987': 'secure messaging data objects missing',
  '6988': 'secure messaging data objects incorrect (wrong MAC)',
  '6985': 'conditions of use not satisfied',
  '6986': 'command not allowed',
  '6A80': 'wrong data',
  '6A81': 'function not supported',
  '6A82': 'file not found',
  '6A83': 'record not found',
  '6A86': 'wrong P1 or P2',
  '6A88': 'referenced data not found',
  '6D00': 'instruction not supported',
  '6E00': 'class not supported',
  '6F00': 'no precise diagnosis',
};

const COMMANDS: Readonly<Record<string, string>> = {
  '00A4': 'SELECT',
  '00B2': 'READ RECORD',
  '00C0': 'GET RESPONSE',
  '0020': 'VERIFY',
  '0082': 'EXTERNAL AUTHENTICATE',
  '0084': 'GET CHALLENGE',
  '0088': 'INTERNAL AUTHENTICATE',
  '80A8': 'GET PROCESSING OPTIONS',
  '80AE': 'GENERATE AC',
  '80CA': 'GET DATA',
  '80EA': 'EXCHANGE RELAY RESISTANCE DATA',
  '802A': 'COMPUTE CRYPTOGRAPHIC CHECKSUM',
  '80D0': 'RECOVER AC',
  '8432': 'READ DATA',
  '8434': 'WRITE DATA',
  '84DA': 'PUT DATA',
  '841E': 'APPLICATION BLOCK',
  '8418': 'APPLICATION UNBLOCK',
  '8416': 'CARD BLOCK',
  '8424': 'PIN CHANGE/UNBLOCK',
  '84DC': 'UPDATE RECORD',
};

/** A command APDU in plain words; takes masked hexadecimal text. */
export function describeCommand(hex: string, reading: ApduReading = {}): Decoded {
  const upper = hex.toUpperCase();
  if (!isMaskedHex(upper) || upper.length < 8 || upper.slice(0, 8).includes('*'))
    return { title: NOT_DECODABLE, rows: [] };
  const name = COMMANDS[upper.slice(0, 4)] ?? `command ${upper.slice(0, 4)}`;
  const [p1, p2] = [byteAt(upper, 2) ?? 0, byteAt(upper, 3) ?? 0];
  const data = commandData(upper);
  if (data === undefined) return { title: `${name}, data ${NOT_DECODABLE}: ${lengthProblem(upper)}`, rows: [] };
  switch (name) {
    case 'SELECT':
      return { title: `SELECT ${p2 === 2 ? 'next ' : ''}${asciiOf(data) ?? data}`, rows: [] };
    case 'READ RECORD':
      return { title: `READ RECORD ${p1} of SFI ${p2 >> 3}`, rows: [] };
    case 'GET DATA':
      return { title: `GET DATA ${tagLabel(upper.slice(4, 8))}`, rows: [] };
    case 'READ DATA':
      return { title: `READ DATA ${tagLabel(data)}`, rows: [] };
    case 'GET PROCESSING OPTIONS':
      return { title: name, rows: processingOptionsRows(data, reading) };
    case 'GENERATE AC':
      return { title: `GENERATE AC, asks for ${cryptogramAsked(p1)}`, rows: generateRows(data, reading) };
    case 'INTERNAL AUTHENTICATE':
      return { title: name, rows: listRows(data, [['the DDOL', reading.ddolHex]], reading) };
    case 'EXTERNAL AUTHENTICATE': {
      const meaning = describeDataObject({ tagHex: '91', valueHex: data }, reading);
      return { title: name, rows: [{ depth: 0, label: tagLabel('91'), value: data, meaning }] };
    }
    default:
      return { title: name, rows: plainRows(name, data) };
  }
}

/** Data of a command that has no list: hidden ones say why they are. */
function plainRows(name: string, data: string): readonly DecodedRow[] {
  if (data === '') return [];
  const isPin = name === 'VERIFY' || name === 'PIN CHANGE/UNBLOCK';
  const isHidden = data.includes('*');
  const meaning = isHidden ? (isPin ? 'hidden: it holds a PIN' : 'hidden: nobody declared it harmless') : '';
  return [{ depth: 0, label: 'data', value: data, meaning }];
}

/** What the length byte of a command says, and what there is. */
function lengthProblem(hex: string): string {
  const said = byteAt(hex, 4);
  return said === undefined
    ? 'its length byte is hidden'
    : `its length byte says ${said} bytes of data, ${Math.max(0, hex.length / 2 - 5)} follow it`;
}

/** Whether these bytes are a short command with an instruction that is known here and a length that fits. */
export function isKnownCommand(hex: string): boolean {
  return hex.length >= 8 && COMMANDS[hex.slice(0, 4)] !== undefined && commandData(hex) !== undefined;
}

/** A response APDU in plain words; takes masked hexadecimal text. */
export function describeResponse(hex: string, reading: Reading = {}): Decoded {
  const upper = hex.toUpperCase();
  if (!isMaskedHex(upper) || upper.length < 4) return { title: NOT_DECODABLE, rows: [] };
  const statusHex = upper.slice(-4);
  const data = upper.slice(0, -4);
  const status = `${statusHex} ${statusMeaning(statusHex)}`;
  if (data === '') return { title: status, rows: [] };
  const nodes = readTlv(data);
  if (nodes === undefined) {
    const meaning = /^\*+$/u.test(data) ? 'hidden: no data objects, and nobody declared it harmless' : NOT_DECODABLE;
    return { title: status, rows: [{ depth: 0, label: 'data', value: data, meaning }] };
  }
  const cryptogram = flatTlv(nodes).find((node) => node.tagHex === '9F27');
  const extra = cryptogram === undefined ? '' : ` · ${describeCryptogramInformation(cryptogram.valueHex)}`;
  return { title: `${status}${extra}`, rows: tlvRows(nodes, reading) };
}

/** Lists that this response gives, added to what was known before; a SELECT forgets what another application gave. */
export function learnFrom(hex: string, known: ApduReading, through?: 'contact' | 'contactless'): ApduReading {
  const nodes = readTlv(hex.toUpperCase().slice(0, -4));
  if (nodes === undefined) return known;
  const all = flatTlv(nodes);
  const find = (tagHex: string): string | undefined => all.find((node) => node.tagHex === tagHex)?.valueHex;
  const isSelection = nodes[0]?.tagHex === '6F';
  const own = through === 'contact' ? ('contact' as const) : kernelOf(find('84') ?? '');
  const kernelId = isSelection ? own : known.kernelId;
  const base = isSelection ? {} : known;
  const pdolHex = find('9F38') ?? base.pdolHex;
  const cdol1Hex = find('8C') ?? base.cdol1Hex;
  const cdol2Hex = find('8D') ?? base.cdol2Hex;
  const ddolHex = find('9F49') ?? base.ddolHex;
  return {
    ...(kernelId === undefined ? {} : { kernelId }),
    ...(pdolHex === undefined ? {} : { pdolHex }),
    ...(cdol1Hex === undefined ? {} : { cdol1Hex }),
    ...(cdol2Hex === undefined ? {} : { cdol2Hex }),
    ...(ddolHex === undefined ? {} : { ddolHex }),
    ...(base.hasCryptogram === undefined ? {} : { hasCryptogram: base.hasCryptogram }),
  };
}

/** The kernel that cards of this application identifier run unless they say otherwise. @clause Book B, table 3-6 */
export function kernelOf(applicationIdentifierHex: string): number | undefined {
  const kernels: Readonly<Record<string, number>> = {
    A000000004: 2,
    A000000003: 3,
    A000000025: 4,
    A000000065: 5,
    A000000152: 6,
    A000000324: 6,
    A000000333: 7,
  };
  return kernels[applicationIdentifierHex.slice(0, 10)];
}

/** @clause EMV 4.4 Book 3, 6.5 and 6.3.5 */
function statusMeaning(statusHex: string): string {
  if (statusHex.includes('*')) return NOT_DECODABLE;
  const exact = STATUS_WORDS[statusHex];
  if (exact !== undefined) return exact;
  const second = Number.parseInt(statusHex.slice(2), 16);
  if (statusHex.startsWith('61')) return `${second} more bytes to get`;
  if (statusHex.startsWith('6C')) return `wrong Le, exactly ${second}`;
  if (statusHex.startsWith('63C')) return `${second & 0x0f} tries left`;
  if (statusHex.startsWith('62') || statusHex.startsWith('63')) return 'warning';
  return 'unknown status';
}

/** The data of a short command; undefined when its length byte does not fit. */
function commandData(hex: string): string | undefined {
  const rest = hex.slice(8);
  if (rest.length <= 2) return '';
  const length = byteAt(rest, 0);
  if (length === undefined) return undefined;
  const data = rest.slice(2, 2 + length * 2);
  const leftOver = rest.length - 2 - length * 2;
  return data.length === length * 2 && (leftOver === 0 || leftOver === 2) ? data : undefined;
}

function cryptogramAsked(p1: number): string {
  const kind = ['an AAC', 'a TC', 'an ARQC', 'a reserved cryptogram'][p1 >> 6] ?? '';
  return (p1 & 0x10) === 0 ? kind : `${kind} with CDA`;
}

function processingOptionsRows(data: string, reading: ApduReading): readonly DecodedRow[] {
  const template = readTlv(data)?.[0];
  if (template?.tagHex !== '83') return [{ depth: 0, label: 'data', value: data, meaning: NOT_DECODABLE }];
  if (template.valueHex === '') return [{ depth: 0, label: tagLabel('83'), value: '', meaning: 'no PDOL data' }];
  const pairs = reading.pdolHex === undefined ? undefined : pairList(reading.pdolHex, template.valueHex);
  if (pairs === undefined) return [{ depth: 0, label: tagLabel('83'), value: template.valueHex, meaning: '' }];
  return [
    { depth: 0, label: tagLabel('83'), value: '', meaning: 'by PDOL' },
    ...tlvRows(pairs, { ...reading, depth: 1 }),
  ];
}

function generateRows(data: string, reading: ApduReading): readonly DecodedRow[] {
  const lists = [['CDOL1', reading.cdol1Hex] as const, ['CDOL2', reading.cdol2Hex] as const];
  return listRows(data, reading.hasCryptogram === true ? lists.toReversed() : lists, reading);
}

/** Data by the first of these lists that fits. */
function listRows(
  data: string,
  lists: readonly (readonly [name: string, listHex: string | undefined])[],
  reading: ApduReading,
): readonly DecodedRow[] {
  if (data === '') return [];
  for (const [name, listHex] of lists) {
    const pairs = listHex === undefined ? undefined : pairList(listHex, data);
    if (pairs !== undefined) {
      return [
        { depth: 0, label: `data by ${name}`, value: '', meaning: '' },
        ...tlvRows(pairs, { ...reading, depth: 1 }),
      ];
    }
  }
  return [{ depth: 0, label: 'data', value: data, meaning: '' }];
}
