import { toHex } from './bytes.ts';

/** The data objects of one DE 55, tag in upper-case hexadecimal to value; or the first thing that is wrong with it. */
export type WalkedTlv =
  | { readonly kind: 'walked'; readonly objects: ReadonlyMap<string, Uint8Array> }
  | { readonly kind: 'malformed'; readonly reason: string };

type Step =
  | { readonly tagHex: string; readonly value: Uint8Array; readonly next: number }
  | { readonly reason: string };

/**
 * Walks the flat row of BER-TLV objects that an ISO 8583 message carries for the issuer. Templates are not opened, and a
 * tag that comes twice is malformed: nobody could say which of the two the card meant.
 *
 * @clause EMV 4.4 Book 3, Annex B
 * @reads Padding by 00 between objects is lawful in a card's record; in DE 55 it is nowhere foreseen and is refused.
 */
export function walkTlv(bytes: Uint8Array): WalkedTlv {
  const objects = new Map<string, Uint8Array>();
  for (let at = 0; at < bytes.length;) {
    const step = readObject(bytes, at);
    if ('reason' in step) return { kind: 'malformed', reason: `${step.reason} at offset ${at}` };
    if (objects.has(step.tagHex)) return { kind: 'malformed', reason: `tag ${step.tagHex} comes twice` };
    objects.set(step.tagHex, step.value);
    at = step.next;
  }
  return { kind: 'walked', objects };
}

function readObject(bytes: Uint8Array, at: number): Step {
  const tagEnd = endOfTag(bytes, at);
  if (tagEnd === undefined) return { reason: 'tag does not end' };
  const first = bytes[tagEnd];
  if (first === undefined) return { reason: 'length is missing' };
  const extraCount = first > 0x80 ? first - 0x80 : 0;
  const valueStart = tagEnd + 1 + extraCount;
  if (first === 0x80 || extraCount > 2 || valueStart > bytes.length) return { reason: 'length is not lawful' };
  const lengthBytes = extraCount === 0 ? [first] : [...bytes.subarray(tagEnd + 1, valueStart)];
  const length = lengthBytes.reduce((sum, byte) => sum * 256 + byte, 0);
  if (valueStart + length > bytes.length) return { reason: 'value does not end' };
  return {
    tagHex: toHex(bytes.subarray(at, tagEnd)),
    value: bytes.slice(valueStart, valueStart + length),
    next: valueStart + length,
  };
}

/** Offset just after the tag; undefined when it is null, longer than three bytes, or the input ends inside it. */
function endOfTag(bytes: Uint8Array, at: number): number | undefined {
  const first = bytes[at];
  if (first === undefined || first === 0x00) return undefined;
  if ((first & 0x1f) !== 0x1f) return at + 1;
  for (let index = at + 1; index <= at + 2; index += 1) {
    const byte = bytes[index];
    if (byte === undefined) return undefined;
    if (byte < 0x80) return index + 1;
  }
  return undefined;
}
