import {
  describeAdditionalTerminalCapabilities,
  describeApplicationInterchangeProfile,
  describeApplicationUsageControl,
  describeCardProcessingRequirements,
  describeTerminalCompatibility,
  describeTerminalInterchange,
  describeVerificationStatus,
  describeCardTransactionQualifiers,
  describeCryptogramInformation,
  describeTerminalCapabilities,
  describeTerminalTransactionQualifiers,
  describeTerminalVerificationResults,
  describeTransactionStatusInformation,
  describeVerificationMethodList,
  describeVerificationMethodResults,
} from './bits.ts';
import {
  describeCardCurveCertificate,
  describeCurveSignature,
  describeIssuerCurveCertificate,
} from './curve-certificates.ts';
import { asciiOf, byteAt, isMaskedHex } from './decoded.ts';
import type { DecodedRow } from './decoded.ts';
import {
  describeCardKeyData,
  describeCardQualifier,
  describeKernel8Configuration,
  describeKernel8Profile,
  describeKernel8Results,
  describeKernel8RiskData,
  describeKernelKeyData,
  describeKernelQualifier,
  describeVerificationDecision,
} from './kernel-8.ts';
import { describeFormFactor, describeIssuerApplicationData } from './scheme-data.ts';
import { TAG_NAMES } from './tag-names.table.ts';
import type { TlvNode } from './tlv.ts';

/** The kernel whose meaning bits have: contactless 1 to 8, or the one behind the contacts. */
export type KernelId = number | 'contact';

/** What helps in reading a data object. */
export interface Reading {
  /** Kernel in use, when it is known: a contactless one by its number, or that of the chip slot. */
  readonly kernelId?: KernelId;
}

type Describe = (hex: string, reading: Reading) => string;

const actionCode: Describe = (hex, { kernelId }) =>
  kernelId === 8 ? describeKernel8Results(hex) : describeTerminalVerificationResults(hex, kernelId);
const country: Describe = (hex) => (/^0\d{3}$/u.test(hex) ? `ISO number ${hex.slice(1)}` : '');
const amount: Describe = (hex) => (/^\d{12}$/u.test(hex) ? `${Number(hex)} in the minor unit` : '');
const date: Describe = (hex) => (/^\d{6}$/u.test(hex) ? `20${hex.slice(0, 2)}-${hex.slice(2, 4)}-${hex.slice(4)}` : '');
const text: Describe = (hex) => asciiOf(hex) ?? '';

const MEANINGS: Readonly<Record<string, Describe>> = {
  '50': text,
  '5F20': text,
  '5F24': date,
  '5F28': country,
  '5F2A': country,
  '5F25': date,
  '5F2D': text,
  '82': (hex, { kernelId }) =>
    kernelId === 8 ? describeKernel8Profile(hex) : describeApplicationInterchangeProfile(hex, kernelId),
  '84': (hex) => asciiOf(hex) ?? '',
  '8A': text,
  '8C': describeList,
  '8D': describeList,
  '8E': (hex) => describeVerificationMethodList(hex).join(' · '),
  '90': describeIssuerCurveCertificate,
  '91': (hex) => (hex.length >= 20 ? `response code ${asciiOf(hex.slice(16, 20)) ?? hex.slice(16, 20)}` : ''),
  '94': describeFileLocator,
  '95': actionCode,
  '9A': date,
  '9B': (hex, { kernelId }) => describeTransactionStatusInformation(hex, kernelId),
  '9E': describeKernelKeyData,
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
  '9F1A': country,
  '9F21': (hex) => (/^\d{6}$/u.test(hex) ? `${hex.slice(0, 2)}:${hex.slice(2, 4)}:${hex.slice(4)}` : ''),
  '9F1D': (hex, { kernelId }) => (kernelId === 8 ? describeKernel8RiskData(hex) : ''),
  '9F27': describeCryptogramInformation,
  '9F2B': describeKernelQualifier,
  '9F2C': describeCardQualifier,
  '9F2D': describeCardCurveCertificate,
  '9F33': describeTerminalCapabilities,
  '9F34': (hex, { kernelId }) => describeVerificationMethodResults(hex, kernelId),
  '9F35': describeTerminalType,
  '9F36': (hex) => (/^[0-9A-F]{4}$/u.test(hex) ? `${Number.parseInt(hex, 16)}` : ''),
  '9F38': describeList,
  '9F39': describeEntryMode,
  '9F40': describeAdditionalTerminalCapabilities,
  '9F46': describeCardCurveCertificate,
  '9F49': describeList,
  '9F4B': describeCurveSignature,
  '9F50': (hex, { kernelId }) => (kernelId === 5 ? describeVerificationStatus(hex) : ''),
  '9F52': (hex, { kernelId }) => (kernelId === 5 ? describeTerminalCompatibility(hex) : ''),
  '9F53': (hex, { kernelId }) => (kernelId === 5 ? describeTerminalInterchange(hex) : ''),
  '9F5B': describeScriptResults,
  '9F66': (hex, { kernelId }) => describeTerminalTransactionQualifiers(hex, kernelId),
  '9F6C': describeCardTransactionQualifiers,
  '9F71': (hex, { kernelId }) => describeCardProcessingRequirements(hex, kernelId),
  '9F6E': (hex, { kernelId }) => describeFormFactor(hex, kernelId),
  '9F8102': describeVerificationDecision,
  '9F8103': describeCardKeyData,
  '9F8104': describeKernel8Results,
  '9F8209': describeKernel8Configuration,
  '9F821B': (hex) => ({ '80': 'all written', '00': 'not all written' })[hex] ?? '',
  '9F821C': (hex) => ({ '80': 'all read', '00': 'not all read' })[hex] ?? '',
  '9F820B': describeKernel8Results,
  '9F820C': describeKernel8Results,
  '9F821A': describeKernel8Results,
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

/** @clause EMV 4.4 Book 4, Annex A1 */
function describeTerminalType(hex: string): string {
  const [operator, kind] = [hex.slice(0, 1), hex.slice(1, 2)];
  const operators: Readonly<Record<string, string>> = { 1: 'financial institution', 2: 'merchant', 3: 'cardholder' };
  const kinds: Readonly<Record<string, string>> = {
    1: 'attended, online only',
    2: 'attended, offline with online capability',
    3: 'attended, offline only',
    4: 'unattended, online only',
    5: 'unattended, offline with online capability',
    6: 'unattended, offline only',
  };
  const [by, how] = [operators[operator], kinds[kind]];
  return by === undefined || how === undefined ? '' : `${how}, operated by the ${by}`;
}

/** @clause ISO 8583:1987, DE 22 positions 1 and 2 */
function describeEntryMode(hex: string): string {
  const modes: Readonly<Record<string, string>> = {
    '01': 'keyed',
    '02': 'magnetic stripe',
    '05': 'chip with contacts',
    '07': 'contactless chip',
    '80': 'fallback to magnetic stripe',
    '90': 'magnetic stripe, read whole',
    '91': 'contactless magnetic stripe data',
  };
  return modes[hex] ?? '';
}

/** Five bytes a script: result and number of the command, identifier. @clause EMV 4.4 Book 4, Annex A5 */
function describeScriptResults(hex: string): string {
  if (hex.length === 0 || hex.length % 10 !== 0 || !isMaskedHex(hex)) return '';
  const words: Readonly<Record<string, string>> = { 0: 'not performed', 1: 'failed', 2: 'successful' };
  const each = hex.match(/.{10}/gu) ?? [];
  return each
    .map((part) => {
      const number = Number.parseInt(part.slice(1, 2), 16);
      const at = part.startsWith('1') && number > 0 ? ` at command ${number}${number === 15 ? ' or later' : ''}` : '';
      return `script ${part.slice(2)} ${words[part.slice(0, 1)] ?? 'unknown'}${at}`;
    })
    .join('; ');
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
