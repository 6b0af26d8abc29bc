import { byteAt, isMaskedHex } from './decoded.ts';

/** One BER-TLV data object out of masked hexadecimal text. */
export interface TlvNode {
  readonly tagHex: string;
  /** Masked hexadecimal text of the value; for a constructed object that of all its children. */
  readonly valueHex: string;
  /** Only in constructed objects. */
  readonly children?: readonly TlvNode[];
}

const CONSTRUCTED = 0x20;
const DEPTH_MAX = 8;

/**
 * Reads masked hexadecimal text as a row of BER-TLV objects. Values may be hidden (`*`), tags and lengths may not.
 * Filler bytes 00 between objects are skipped.
 *
 * @returns undefined when it is not that
 * @clause EMV 4.4 Book 3, Annex B
 */
export function readTlv(hex: string): readonly TlvNode[] | undefined {
  return isMaskedHex(hex) ? readObjects(hex.toUpperCase(), 0) : undefined;
}

/** Where a row of data objects breaks off, and what is whole before that. */
export interface BrokenTlv {
  readonly whole: readonly TlvNode[];
  /** From 0, in bytes from the start. */
  readonly at: number;
  /** The tag of the broken object; empty when the tag itself is not whole. */
  readonly tagHex: string;
  readonly why: string;
}

/**
 * Where bytes that begin as data objects stop being such. Templates that are cut are looked into.
 *
 * @returns undefined when nothing is broken
 */
export function findBreak(hex: string, from = 0): BrokenTlv | undefined {
  if (!isMaskedHex(hex) || readTlv(hex) !== undefined) return undefined;
  const whole: TlvNode[] = [];
  const count = hex.length / 2;
  for (let index = 0; index < count;) {
    if (byteAt(hex, index) === 0) {
      index += 1;
      continue;
    }
    const at = from + index;
    const tagLength = readTagLength(hex, index);
    if (tagLength === undefined) return { whole, at, tagHex: '', why: 'the tag is not whole' };
    const tagHex = hex.slice(index * 2, (index + tagLength) * 2).toUpperCase();
    const length = readLength(hex, index + tagLength);
    if (length === undefined) return { whole, at, tagHex, why: lengthWords(hex, index + tagLength) };
    const start = index + tagLength + length.taken;
    const valueHex = hex.slice(start * 2, (start + length.length) * 2);
    const there = valueHex.length / 2;
    const isTemplate = (Number.parseInt(tagHex.slice(0, 2), 16) & CONSTRUCTED) !== 0;
    const inner = isTemplate && valueHex !== '' ? findBreak(valueHex, from + start) : undefined;
    if (inner !== undefined) return { ...inner, whole: [...whole, ...inner.whole] };
    if (there < length.length) {
      const children = isTemplate ? (readTlv(valueHex) ?? []) : [];
      const why = `its length says ${length.length} bytes, ${there} follow`;
      return { whole: [...whole, ...children], at, tagHex, why };
    }
    whole.push(...(readTlv(hex.slice(index * 2, (start + length.length) * 2)) ?? []));
    index = start + length.length;
  }
  return undefined;
}

function lengthWords(hex: string, index: number): string {
  const first = byteAt(hex, index);
  if (first === undefined) return 'the length is missing';
  if (first === 0x80) return 'its length has the indefinite form (80), which EMV does not allow';
  return first > 0x82
    ? `its length field begins with ${hex.slice(index * 2, index * 2 + 2)}: longer than EMV allows`
    : 'the length field is not whole';
}

/** All objects of the tree, parents before children. */
export function flatTlv(nodes: readonly TlvNode[]): readonly TlvNode[] {
  return nodes.flatMap((node) => [node, ...flatTlv(node.children ?? [])]);
}

function readObjects(hex: string, depth: number): readonly TlvNode[] | undefined {
  if (depth > DEPTH_MAX) return undefined;
  const nodes: TlvNode[] = [];
  let index = 0;
  const count = hex.length / 2;
  while (index < count) {
    const first = byteAt(hex, index);
    if (first === undefined) return undefined;
    if (first === 0) {
      index += 1;
      continue;
    }
    const tagLength = readTagLength(hex, index);
    const length = tagLength === undefined ? undefined : readLength(hex, index + tagLength);
    if (tagLength === undefined || length === undefined) return undefined;
    const start = index + tagLength + length.taken;
    if (start + length.length > count) return undefined;
    const valueHex = hex.slice(start * 2, (start + length.length) * 2);
    const children = (first & CONSTRUCTED) === 0 ? undefined : readObjects(valueHex, depth + 1);
    const tagHex = hex.slice(index * 2, (index + tagLength) * 2);
    nodes.push({ tagHex, valueHex, ...(children === undefined ? {} : { children }) });
    index = start + length.length;
  }
  return nodes;
}

function readTagLength(hex: string, index: number): number | undefined {
  const first = byteAt(hex, index);
  if (first === undefined) return undefined;
  if ((first & 0x1f) !== 0x1f) return 1;
  for (let taken = 2; taken <= 4; taken += 1) {
    const next = byteAt(hex, index + taken - 1);
    if (next === undefined) return undefined;
    if ((next & 0x80) === 0) return taken;
  }
  return undefined;
}

function readLength(hex: string, index: number): { readonly length: number; readonly taken: number } | undefined {
  const first = byteAt(hex, index);
  if (first === undefined) return undefined;
  if (first < 0x80) return { length: first, taken: 1 };
  const more = first & 0x7f;
  if (more < 1 || more > 2) return undefined;
  let length = 0;
  for (let offset = 1; offset <= more; offset += 1) {
    const byte = byteAt(hex, index + offset);
    if (byte === undefined) return undefined;
    length = length * 256 + byte;
  }
  return { length, taken: 1 + more };
}
