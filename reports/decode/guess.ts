import { describeCommand, describeResponse, isKnownCommand, kernelOf } from './apdu.ts';
import { describeVerificationMethodList } from './bits.ts';
import { describeDataObject, readList, tagLabel, tlvRows } from './data-object.ts';
import type { Reading } from './data-object.ts';
import { NOT_DECODABLE, byteAt } from './decoded.ts';
import type { Decoded } from './decoded.ts';
import { TAG_NAMES } from './tag-names.table.ts';
import { findBreak, flatTlv, readTlv } from './tlv.ts';
import type { BrokenTlv } from './tlv.ts';

/** What bytes are: a command, a response, data objects, or the value of one data object (its tag). */
export type BytesKind =
  | { readonly kind: 'command' | 'response' | 'objects' | 'tag' }
  | { readonly kind: 'value'; readonly tagHex: string };

/**
 * What these bytes can be, most likely first: by structure where they have one, else by length alone.
 *
 * @param hex  upper-case hexadecimal text of whole bytes, unmasked
 */
export function guessKinds(hex: string): readonly BytesKind[] {
  const structured: (BytesKind | undefined)[] = [
    isNameOfTag(hex) ? { kind: 'tag' } : undefined,
    isResponse(hex) ? { kind: 'response' } : undefined,
    isObjects(hex) ? { kind: 'objects' } : undefined,
    isKnownCommand(hex) ? { kind: 'command' } : undefined,
    isFileLocator(hex) ? { kind: 'value', tagHex: '94' } : undefined,
    isMethodList(hex) ? { kind: 'value', tagHex: '8E' } : undefined,
    isList(hex) ? { kind: 'value', tagHex: '9F38' } : undefined,
    isIssuerData(hex) ? { kind: 'value', tagHex: '9F10' } : undefined,
    beginsAsCommand(hex) ? { kind: 'command' } : undefined,
    beginsAsObjects(hex) ? { kind: 'objects' } : undefined,
  ];
  const found = structured.filter((guess) => guess !== undefined);
  if (found.length > 0) return found;
  return (VALUES_BY_LENGTH[hex.length / 2] ?? []).map((tagHex) => ({ kind: 'value', tagHex }));
}

/** Values that nothing but their length tells apart, most usual first. */
const VALUES_BY_LENGTH: Readonly<Partial<Record<number, readonly string[]>>> = {
  1: ['9F27'],
  2: ['9B', '82', '9F07', '9F6C'],
  3: ['9F34', '9F33'],
  4: ['9F66', '9F6E'],
  5: ['95', '9F40'],
};

/** Values with a structure: of these no words mean that they don't have it. */
const LISTS: ReadonlySet<string> = new Set(['8C', '8D', '8E', '94', '9F38', '9F49']);

/**
 * Masked bytes in plain words, as what they were told or guessed to be.
 *
 * @returns undefined when they are not that
 */
export function describeAs(kind: BytesKind, hex: string, reading: Reading): Decoded | undefined {
  switch (kind.kind) {
    case 'command':
      // A known instruction with a length that does not fit is told with its problem.
      return hex.length > 10 && describeCommand(hex, reading).title.includes(`data ${NOT_DECODABLE}:`)
        ? describeCommand(hex, reading)
        : unlessUndecodable(describeCommand(hex, reading));
    case 'response':
      return unlessUndecodable(describeResponse(hex, reading));
    case 'objects':
      return describeObjects(hex, reading);
    case 'tag':
      return { title: `${tagLabel(hex)}: a tag alone, without length and value`, rows: [] };
    case 'value':
      return describeValue(kind.tagHex, hex, reading);
  }
}

function describeObjects(hex: string, reading: Reading): Decoded | undefined {
  const nodes = readTlv(hex);
  if (nodes === undefined || nodes.length === 0) return undefined;
  const name = flatTlv(nodes).find(({ tagHex }) => ['4F', '84', '9F06'].includes(tagHex))?.valueHex;
  const kernelId = reading.kernelId ?? kernelOf(name ?? '');
  const count = flatTlv(nodes).length;
  const title = `${count} data object${count === 1 ? '' : 's'}`;
  return { title, rows: tlvRows(nodes, kernelId === undefined ? {} : { kernelId }) };
}

/** Data objects that break off: what is whole of them, and where and how they stop being so. */
export function describeBroken({ whole, at, tagHex, why }: BrokenTlv, reading: Reading): Decoded {
  const label = tagHex === '' ? 'what follows' : tagLabel(tagHex);
  const rows = tlvRows(whole, reading);
  return {
    title: `data objects that break off at byte ${at}`,
    rows: [...rows, { depth: 0, label, value: '', meaning: `broken: ${why}` }],
  };
}

function describeValue(tagHex: string, hex: string, reading: Reading): Decoded | undefined {
  const words = describeDataObject({ tagHex, valueHex: hex }, reading);
  if (words === NOT_DECODABLE || (words === '' && LISTS.has(tagHex))) return undefined;
  const meanings = tagHex === '8E' ? describeVerificationMethodList(hex) : words.split(/; | · /u);
  return {
    title: tagLabel(tagHex),
    rows: meanings.map((meaning, index) => ({ depth: 0, label: '', value: index === 0 ? hex : '', meaning })),
  };
}

function unlessUndecodable(decoded: Decoded): Decoded | undefined {
  return decoded.title.includes(NOT_DECODABLE) ? undefined : decoded;
}

/** A tag of two or three bytes that has a name: nobody means a value by it. */
const isNameOfTag = (hex: string): boolean =>
  hex.length >= 4 && /^(?:9F|5F|BF|DF|7F)/u.test(hex) && TAG_NAMES[hex] !== undefined;

/** Data objects of known names up to the place where they break off. */
function beginsAsObjects(hex: string): boolean {
  const broken = findBreak(hex);
  if (broken === undefined || TAG_NAMES[broken.tagHex] === undefined) return false;
  return hex.length > 4 && flatTlv(broken.whole).every(({ tagHex, children }) => isKnownTag(tagHex, children));
}

/** A known instruction whose length byte does not fit. */
function beginsAsCommand(hex: string): boolean {
  return (
    hex.length > 10 &&
    !isKnownCommand(hex) &&
    describeCommand(hex).title.includes(`data ${NOT_DECODABLE}:`) &&
    !describeCommand(hex).title.startsWith('command')
  );
}

function isObjects(hex: string): boolean {
  const nodes = flatTlv(readTlv(hex) ?? []);
  return (
    nodes.some(({ valueHex }) => valueHex !== '') && nodes.every(({ tagHex, children }) => isKnownTag(tagHex, children))
  );
}

/** A template of the issuer's own is fine; a primitive that nobody knows is more likely no tag at all. */
const isKnownTag = (tagHex: string, children: unknown): boolean =>
  TAG_NAMES[tagHex] !== undefined || children !== undefined || /^(?:9F[5-7]|DF|C|D)/u.test(tagHex);

function isResponse(hex: string): boolean {
  if (!/(?:9000|6[1-9A-F][0-9A-F]{2})$/u.test(hex)) return false;
  return hex.length === 4 || (hex.length > 4 && readTlv(hex.slice(0, -4)) !== undefined);
}

/** @clause EMV 4.4 Book 3, 10.2 */
function isFileLocator(hex: string): boolean {
  if (hex.length === 0 || hex.length % 8 !== 0) return false;
  for (let index = 0; index < hex.length / 2; index += 4) {
    const [file, first, last] = [byteAt(hex, index) ?? 0, byteAt(hex, index + 1) ?? 0, byteAt(hex, index + 2) ?? 0];
    const signed = byteAt(hex, index + 3) ?? 0;
    const isLawful =
      (file & 7) === 0 && file > 0 && file < 0xf8 && first > 0 && last >= first && signed <= last - first + 1;
    if (!isLawful) return false;
  }
  return true;
}

function isMethodList(hex: string): boolean {
  const rules = describeVerificationMethodList(hex).slice(1);
  return rules.length > 0 && rules.every((rule) => !/^method|, condition/u.test(rule));
}

function isList(hex: string): boolean {
  const entries = readList(hex);
  if (entries === undefined || entries.length === 0) return false;
  const isAsked = ({ tagHex, length }: { readonly tagHex: string; readonly length: number }): boolean =>
    TAG_NAMES[tagHex] !== undefined && length > 0 && (Number.parseInt(tagHex.slice(0, 2), 16) & 0x20) === 0;
  return entries.every(isAsked);
}

function isIssuerData(hex: string): boolean {
  return /^06[0-9A-F]{4}03[0-9A-F]{6}/u.test(hex) || (hex.length === 64 && /^(?:1F|0F)/u.test(hex));
}
