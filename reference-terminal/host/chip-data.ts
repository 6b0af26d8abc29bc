import { concatBytes, toHex } from '../kernel/bytes.ts';
import type { IssuerScript } from '../kernel/outcome.ts';
import { encodeTlv, parseTlv } from '../kernel/tlv.ts';
import { MalformedMessage } from './malformed-message.ts';

/**
 * Tags of data element 55 in a request, in the order in which this terminal sends them; the last ones
 * are those of the relay resistance protocol, where it was run (C-2, 3.10), and kernel 8's MAC over the issuer's data (C-8,
 * table A.11).
 */
const REQUEST_TAGS = (
  '9F26 9F27 9F10 9F37 9F36 95 9A 9C 9F02 9F03 5F2A 82 9F1A 9F33 9F34 9F35 9F1E 84 9F41 5F34 9F09 ' +
  'DF8301 DF8302 DF8303 DF8304 DF8305 DF8306 DF8307 9F8109'
).split(' ');

/**
 * Tags of data element 55 of a reversal: what tells the card and what happened to it, neither cryptogram nor track.
 *
 * @clause EMV 4.4 Book 4, 12.1.8 table 22
 */
const REVERSAL_TAGS = '82 9F36 9F10 95 9F33 9F35 9F1E 9F5B'.split(' ');

/** The same of a confirmation: the second cryptogram, and what became of the issuer's scripts (12.1.4 table 15). */
const CONFIRMATION_TAGS = '9F26 9F27 9F36 9F10 95 9F5B'.split(' ');

const tagsOf = { request: REQUEST_TAGS, reversal: REVERSAL_TAGS, confirmation: CONFIRMATION_TAGS } as const;

/**
 * Writes data element 55 from the transaction's data objects. A tag without a value is left out.
 *
 * @returns the objects as BER-TLV, upper-case hexadecimal text
 */
export function chipDataHex(
  objects: ReadonlyMap<string, Uint8Array>,
  purpose: keyof typeof tagsOf = 'request',
): string {
  const encoded = tagsOf[purpose].map((tag) => {
    const value = objects.get(tag);
    return value === undefined ? new Uint8Array() : encodeTlv(tag, value);
  });
  return toHex(concatBytes(encoded));
}

/** What a reversal says of the chip data of its request. */
export function reversalDataOf(requestHex: string): string {
  return chipDataHex(readChipData(requestHex).objects, 'reversal');
}

/** What the issuer sends to the card. */
export interface IssuerData {
  /** Primitive objects by tag: 91, 8A, 89. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
  /** Script templates in the order in which they came, still closed. */
  readonly scripts: readonly IssuerScript[];
}

/**
 * Reads data element 55 of an answer.
 *
 * @throws {MalformedMessage} when the bytes are no row of objects
 */
export function readChipData(hex: string): IssuerData {
  const parsed = parseTlv(Buffer.from(hex, 'hex'));
  if (parsed.kind === 'malformed') throw new MalformedMessage(55, `${parsed.problem} at byte ${parsed.offset}`);
  const isScript = (tag: string): tag is IssuerScript['template'] => tag === '71' || tag === '72';
  return {
    objects: new Map(parsed.objects.filter(({ tag }) => !isScript(tag)).map(({ tag, value }) => [tag, value])),
    scripts: parsed.objects.flatMap(({ tag, value }) => (isScript(tag) ? [{ template: tag, value }] : [])),
  };
}
