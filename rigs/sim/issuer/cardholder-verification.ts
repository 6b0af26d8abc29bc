import { toHex } from './bytes.ts';
import type { CryptogramVersion } from './cryptogram-versions.table.ts';
import { issuerDataOf } from './issuer-application-data.ts';

/** Methods of tag 9F34 that the card itself judges: plaintext and enciphered PIN, alone or with a signature. */
const methodsOfCard: ReadonlySet<number> = new Set([0x01, 0x03, 0x04, 0x05]);
const successful = 0x02;
/** Interchange profile, byte 1: a phone that verifies its holder itself may say so with the code of an offline PIN. */
const deviceVerifies = 0x02;
/** Provider of kernel 5, whose phones say so with their cryptogram; and what the terminal then says (9F34). */
const statusProvider = 'A000000065';
const deviceResultsHex = '010002';

/**
 * How the terminal's word on an offline PIN (tag 9F34) and the card's (card verification results, under the cryptogram)
 * contradict each other, in plain words; undefined when they don't. Somebody who answers VERIFY in the card's place is
 * found by this alone: the terminal has seen a right PIN, the card none at all.
 *
 * @clause EMV 4.4 Book 3, 10.5.1; Annex C7.3 (card verification results); Book 4, Annex A4 (tag 9F34)
 * @reads Murdoch, Drimer, Anderson, Bond 2010: the issuer has both words and must compare them.
 */
export function contradictionOverPin(
  objects: ReadonlyMap<string, Uint8Array>,
  version: CryptogramVersion,
): string | undefined {
  const results = objects.get('9F34') ?? new Uint8Array();
  const [method = 0, , result] = results;
  if (!methodsOfCard.has(method & 0x3f) || result !== successful) return undefined;
  if (((objects.get('82')?.[0] ?? 0) & deviceVerifies) !== 0) return undefined;
  const isOfStatus = toHex(objects.get('84') ?? new Uint8Array()).startsWith(statusProvider);
  if (isOfStatus && toHex(results) === deviceResultsHex) return undefined;
  const said = cardOnPin(objects.get('9F10') ?? new Uint8Array(), version);
  if (said === 'succeeded') return undefined;
  const card = said === 'failed' ? 'that the PIN was wrong' : 'that it was asked to verify no PIN';
  return `terminal (9F34) says that the offline PIN was right, the card (9F10) says ${card}`;
}

/** What the card says of an offline PIN in its verification results, in the layout of its cryptogram version. */
function cardOnPin(issuerData: Uint8Array, version: CryptogramVersion): 'not-performed' | 'succeeded' | 'failed' {
  const results = issuerDataOf(issuerData, version)?.results ?? new Uint8Array();
  if (version.layout === 'm-chip') {
    const [first = 0] = results;
    if ((first & 0x04) === 0) return 'not-performed';
    return (first & 0x01) === 0 ? 'failed' : 'succeeded';
  }
  // The layouts with a length of the results in front have what is looked for one byte later.
  const flags = results[version.layout === 'visa' ? 1 : 0] ?? 0;
  if ((flags & 0x04) === 0) return 'not-performed';
  return (flags & 0x02) === 0 ? 'succeeded' : 'failed';
}
