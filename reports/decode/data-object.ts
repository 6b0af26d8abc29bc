import {
  describeAdditionalTerminalCapabilities,
  describeApplicationInterchangeProfile,
  describeApplicationUsageControl,
  describeCardTransactionQualifiers,
  describeCryptogramInformation,
  describeTerminalCapabilities,
  describeTerminalTransactionQualifiers,
  describeTerminalVerificationResults,
  describeTransactionStatusInformation,
  describeVerificationMethodList,
  describeVerificationMethodResults,
} from './bits.ts';
import { asciiOf, byteAt, isMaskedHex } from './decoded.ts';
import type { DecodedRow } from './decoded.ts';
import { describeFormFactor, describeIssuerApplicationData } from './scheme-data.ts';
import { TAG_NAMES } from './tag-names.table.ts';
import type { TlvNode } from './tlv.ts';

/** What helps in reading a data object. */
export interface Reading {
  /** Contactless kernel in use, when it is known. */
  readonly kernelId?: number;
}

type Describe = (hex: string, reading: Reading) => string;

const actionCode: Describe = (hex, { kernelId }) => describeTerminalVerificationResults(hex, kernelId);
const amount: Describe = (hex) => (/^\d{12}$/u.test(hex) ? `${Number(hex)} in the minor unit` : '');
const date: Describe = (hex) => (/^\d{6}$/u.test(hex) ? `20${hex.slice(0, 2)}-${hex.slice(2, 4)}-${hex.slice(4)}` : '');
const text: Describe = (hex) => asciiOf(hex) ?? '';

const MEANINGS: Readonly<Record<string, Describe>> = {
  '50': text,
  '5F20': text,
  '5F24': date,
  '5F25': date,
  '5F2D': text,
  '82': describeApplicationInterchangeProfile,
  '84': (hex) => asciiOf(hex) ?? '',
  '8A': text,
  '8C': describeList,
  '8D': describeList,
  '8E': (hex) => describeVerificationMethodList(hex).join(' · '),
  '91': (hex) => (hex.length >= 20 ? `response code ${asciiOf(hex.slice(16, 20)) ?? hex.slice(16, 20)}` : ''),
  '94': describeFileLocator,
  '95': actionCode,
  '9A': date,
  '9B': describeTransactionStatusInformation,
  '9C': (hex) => ({ '00': 'purchase', '01': 'cash', '09': 'purchase with cashback', '20': 'refund' })[hex] ?? '',
  '9F02': amount,
  '9F03': amount,
  '9F07': describeApplicationUsageControl,
  '9F0D': actionCode,
  '9F0E': actionCode,
  '9F0F': actionCode,
  '9F10': (hex, { kernelId }) => describeIssuerApplicationData(hex, kernelId),
  '9F12': text,
  '9F1E': text,
  '9F21': (hex) => (/^\d{6}$/u.test(hex) ? `${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4)}` : ''),
  '9F27': describeCryptogramInformation,
  '9F33': describeTerminalCapabilities,
  '9F34': describeVerificationMethodResults,
  '9F36': (hex) => (/^[0-9A-F]{4}$/u.test(hex) ? `${Number.parseInt(hex, 16)}` : ''),
  '9F38': describeList,
  '9F40': describeAdditionalTerminalCapabilities,
  '9F49': describeList,
  '9F66': describeTerminalTransactionQualifiers,
  '9F6C': describeCardTransactionQualifiers,
  '9F6E': (hex, { kernelId }) => describeFormFactor(hex, kernelId),
};

/** A tag with its name, as '9F27 Cryptogram Information Data'; the bare tag when it has none here. */
export function tagLabel(tagHex: string): string {
  const name = TAG_NAMES[tagHex];
  return name === undefined ? tagHex : `${tagHex} ${name}`;
}

/** What the value of a data object says in plain words; empty when there is nothing to add. */
export function describeDataObject(object: Pick<TlvNode, 'tagHex' | 'valueHex'>, reading: Reading = {}): string {
  return MEANINGS[object.tagHex]?.(object.valueHex.toUpperCase(), reading) ?? '';
}

/** A tree of data objects as rows, parents before children. */
export function tlvRows(nodes: readonly TlvNode[], reading: Reading & { readonly depth?: number } = {}): DecodedRow[] {
  const depth = reading.depth ?? 0;
  return nodes.flatMap((node) => {
    const isTree = node.children !== undefined;
    const row: DecodedRow = {
      depth,
      label: tagLabel(node.tagHex),
      value: isTree ? '' : node.valueHex,
      meaning: isTree ? '' : describeDataObject(node, reading),
    };
    return [row, ...tlvRows(node.children ?? [], { ...reading, depth: depth + 1 })];
  });
}

/**
 * Pairs the values of a data object list with its tags, as in GET PROCESSING OPTIONS and GENERATE AC.
 *
 * @returns undefined when list and data do not fit
 * @clause EMV 4.4 Book 3, 5.4
 */
export function pairList(listHex: string, dataHex: string): readonly TlvNode[] | undefined {
  const entries = readList(listHex);
  if (entries === undefined || !isMaskedHex(dataHex)) return undefined;
  const nodes: TlvNode[] = [];
  let index = 0;
  for (const { tagHex, length } of entries) {
    nodes.push({ tagHex, valueHex: dataHex.slice(index * 2, (index + length) * 2) });
    index += length;
  }
  return index * 2 === dataHex.length ? nodes : undefined;
}

function describeList(hex: string): string {
  return (readList(hex) ?? []).map(({ tagHex, length }) => `${tagHex}(${length})`).join(' ');
}

/** The entries of a data object list; undefined when it breaks off. */
export function readList(hex: string): readonly { readonly tagHex: string; readonly length: number }[] | undefined {
  const entries: { readonly tagHex: string; readonly length: number }[] = [];
  let index = 0;
  while (index < hex.length / 2) {
    const first = byteAt(hex, index);
    if (first === undefined) return undefined;
    let taken = 1;
    if ((first & 0x1f) === 0x1f) {
      do taken += 1;
      while (taken < 4 && ((byteAt(hex, index + taken - 1) ?? 0) & 0x80) !== 0);
    }
    const length = byteAt(hex, index + taken);
    if (length === undefined) return undefined;
    entries.push({ tagHex: hex.slice(index * 2, (index + taken) * 2).toUpperCase(), length });
    index += taken + 1;
  }
  return entries;
}

/** @clause EMV 4.4 Book 3, 10.2 */
function describeFileLocator(hex: string): string {
  if (hex.length === 0 || hex.length % 8 !== 0 || !/^[0-9A-F]+$/u.test(hex)) return '';
  const files: string[] = [];
  for (let index = 0; index < hex.length / 2; index += 4) {
    const [sfi, first, last] = [byteAt(hex, index) ?? 0, byteAt(hex, index + 1) ?? 0, byteAt(hex, index + 2) ?? 0];
    const signed = byteAt(hex, index + 3) ?? 0;
    files.push(`SFI ${sfi >> 3} records ${first}–${last}${signed === 0 ? '' : `, ${signed} signed`}`);
  }
  return files.join(' · ');
}
