import { concatBytes, toHex } from './bytes.ts';
import { dataObjectFormat } from './data-dictionary.ts';
import type { DataObjectFormat } from './data-dictionary.ts';
import { isConstructed } from './tlv.ts';

/** One entry of a data object list: which object, cut or padded to which length. */
export interface DolEntry {
  readonly tag: string;
  readonly lengthBytes: number;
}

/** The entries of a data object list, or where it breaks off. */
export type ParsedDol =
  | { readonly kind: 'parsed'; readonly entries: readonly DolEntry[] }
  | {
      readonly kind: 'malformed';
      readonly problem: 'truncated' | 'over-long-tag' | 'too-much-data';
      readonly offset: number;
    };

/** What one command can carry. */
const commandDataBytesMax = 255;
const tagBytesMax = 3;

/**
 * Parses a data object list (PDOL, CDOL1, CDOL2, DDOL): tags with one length byte each and no values. A list that asks
 * for more than a command can carry is malformed.
 *
 * @clause EMV 4.4 Book 3, 5.4
 */
export function parseDol(bytes: Uint8Array): ParsedDol {
  const entries: DolEntry[] = [];
  let offset = 0;
  let totalBytes = 0;
  while (offset < bytes.length) {
    const tagEnd = endOfTag(bytes, offset);
    if (tagEnd - offset > tagBytesMax) return { kind: 'malformed', problem: 'over-long-tag', offset };
    const lengthBytes = bytes[tagEnd];
    if (lengthBytes === undefined) return { kind: 'malformed', problem: 'truncated', offset };
    totalBytes += lengthBytes;
    if (totalBytes > commandDataBytesMax) return { kind: 'malformed', problem: 'too-much-data', offset };
    entries.push({ tag: toHex(bytes.subarray(offset, tagEnd)), lengthBytes });
    offset = tagEnd + 1;
  }
  return { kind: 'parsed', entries };
}

/**
 * The values that a data object list asks for, one after the other.
 *
 * @param lookup  the value of a tag, undefined when the terminal does not have it
 * @clause EMV 4.4 Book 3, 5.4: unknown, absent and constructed objects are answered with zeros.
 */
export function buildDol(entries: readonly DolEntry[], lookup: (tag: string) => Uint8Array | undefined): Uint8Array {
  return concatBytes(
    entries.map(({ tag, lengthBytes }) => {
      const value = isConstructed(tag) ? undefined : lookup(tag);
      return fitValue(value ?? new Uint8Array(), { lengthBytes, format: dataObjectFormat(tag) });
    }),
  );
}

/**
 * Cuts or pads a value to the length that the card asked for.
 *
 * @clause EMV 4.4 Book 3, 5.4: format n loses or gains bytes on the left, zeros; format cn is padded with FF on the
 *   right; every other format is padded with zeros on the right; all but n are cut on the right.
 */
export function fitValue(
  value: Uint8Array,
  fit: { readonly lengthBytes: number; readonly format: DataObjectFormat },
): Uint8Array {
  const { lengthBytes, format } = fit;
  const missing = lengthBytes - value.length;
  if (value.length === 0) return new Uint8Array(lengthBytes);
  if (format === 'n') {
    return missing >= 0 ? concatBytes([new Uint8Array(missing), value]) : value.slice(-missing);
  }
  if (missing <= 0) return value.slice(0, lengthBytes);
  return concatBytes([value, new Uint8Array(missing).fill(format === 'cn' ? 0xff : 0)]);
}

function endOfTag(bytes: Uint8Array, offset: number): number {
  let end = offset + 1;
  if (((bytes[offset] ?? 0) & 0x1f) !== 0x1f) return end;
  while (((bytes[end] ?? 0) & 0x80) !== 0) end += 1;
  return end + 1;
}
