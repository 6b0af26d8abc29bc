import { concatBytes, toHex } from '../kernel/bytes.ts';
import { encodeTlv, parseTlv } from '../kernel/tlv.ts';
import { MalformedMessage } from './malformed-message.ts';

/** Tags of data element 55 in a request, in the order in which this terminal sends them. */
const REQUEST_TAGS =
  '9F26 9F27 9F10 9F37 9F36 95 9A 9C 9F02 9F03 5F2A 82 9F1A 9F33 9F34 9F35 9F1E 84 9F41 5F34 9F09'.split(' ');

/**
 * Writes data element 55 of a request from the transaction's data objects. A tag without a value is left out.
 *
 * @returns the objects as BER-TLV, upper-case hexadecimal text
 */
export function chipDataHex(objects: ReadonlyMap<string, Uint8Array>): string {
  const encoded = REQUEST_TAGS.map((tag) => {
    const value = objects.get(tag);
    return value === undefined ? new Uint8Array() : encodeTlv(tag, value);
  });
  return toHex(concatBytes(encoded));
}

/**
 * Reads data element 55 of an answer (91, 8A, 71, 72 …), whose templates stay closed.
 *
 * @throws {MalformedMessage} when the bytes are no row of objects
 */
export function readChipData(hex: string): ReadonlyMap<string, Uint8Array> {
  const parsed = parseTlv(Buffer.from(hex, 'hex'));
  if (parsed.kind === 'malformed') throw new MalformedMessage(55, `${parsed.problem} at byte ${parsed.offset}`);
  return new Map(parsed.objects.map(({ tag, value }) => [tag, value]));
}
