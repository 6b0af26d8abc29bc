import { getProcessingOptionsCommand, readRecordCommand, statusSuccess } from '../application-protocol-data-unit.ts';
import { concatBytes, fromHex } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import { buildDol, parseDol } from '../dol.ts';
import { holdsPlausibleDates, holdsPlausiblePan, parseFileLocator } from '../read.ts';
import type { RecordsRead } from '../read.ts';
import type { Initiated } from '../initiate.ts';
import { parsePrimitives, parseTlv } from '../tlv.ts';
import type { CardSession } from './card-session.ts';
import type { SecureChannel } from './kernel-8-channel.ts';

/** Templates of a record: in the clear, and enciphered. */
const templates = { plain: '70', protected: 'DA' } as const;
/** What the host's messages can't do without. */
const neededTags = ['5A', '5F24'] as const;

/**
 * GET PROCESSING OPTIONS with the kernel's key. The card answers with its blinded key, and with the list for the cryptogram.
 *
 * @param defaultListHex  used as CDOL1 when the card gives none (9F8220)
 * @clause C-8 2.15 to 2.21, 20.10 to 20.21
 */
export async function initiateKernel8(
  session: CardSession,
  data: DataObjects,
  defaultListHex: string | undefined,
): Promise<Initiated> {
  const list = parseDol(data.get('9F38') ?? new Uint8Array());
  if (list.kind === 'malformed') return { kind: 'ended', reason: 'card-data-error' };
  const processingOptionsData = buildDol(list.entries, (tag) => data.get(tag));
  // The template and its length take up to three of the bytes that a command can carry.
  if (processingOptionsData.length > 252) return { kind: 'ended', reason: 'card-data-error' };
  const answer = await session.transmit(getProcessingOptionsCommand(processingOptionsData));
  if (answer.kind !== 'answered') return answer;
  if (answer.statusWord !== statusSuccess)
    return { kind: 'select-next', reason: 'initiation-refused', statusWord: answer.statusWord };
  const objects = takeTemplate(data, answer.data);
  if (objects === undefined) return { kind: 'ended', reason: 'card-data-error' };
  if (data.get('8C') === undefined && defaultListHex !== undefined) data.set('8C', fromHex(defaultListHex));
  const isComplete = ['94', '82', '9F8103', '8C'].every((tag) => data.get(tag) !== undefined);
  return isComplete ? { kind: 'initiated', processingOptionsData } : { kind: 'ended', reason: 'card-data-missing' };
}

/**
 * Takes the objects of an answer in template 77 into the data record; undefined when it is none or is broken.
 *
 * @returns each object as it came
 */
export function takeTemplate(data: DataObjects, answer: Uint8Array): ReadonlyMap<string, Uint8Array> | undefined {
  const outer = parseTlv(answer);
  const [template, ...others] = outer.kind === 'parsed' ? outer.objects : [];
  if (template?.tag !== '77' || others.length > 0) return undefined;
  const inner = parsePrimitives(template.value);
  if (inner.kind === 'malformed' || data.store(inner.objects).kind === 'refused') return undefined;
  return new Map(inner.objects.map(({ tag, encoded }) => [tag, encoded]));
}

/**
 * Reads every record of the file locator and deciphers it. What is signed is a record without its template, in whatever file.
 *
 * @param terms.acceptsPlain  whether a record may also come in the clear
 * @clause C-8, 22 (READ RECORD); Book E 8.6.2
 * @reads The public implementation takes records in template 70 as they are. Then whoever stands between card and terminal can
 *   read what the channel was to hide, and put in what the card never said; so here they end the transaction unless the
 *   configuration allows them.
 */
export async function readProtectedRecords(
  session: CardSession,
  data: DataObjects,
  terms: { readonly channel: SecureChannel; readonly acceptsPlain: boolean },
): Promise<RecordsRead> {
  const locations = parseFileLocator(data.get('94') ?? new Uint8Array());
  if (locations === undefined) return { kind: 'ended', reason: 'card-data-error' };
  const signed: Uint8Array[] = [];
  for (const { shortFileIdentifier, firstRecord, lastRecord, signedCount } of locations) {
    for (let number = firstRecord; number <= lastRecord; number += 1) {
      const answer = await session.transmit(readRecordCommand({ shortFileIdentifier, number }));
      if (answer.kind !== 'answered') return answer;
      if (answer.statusWord !== statusSuccess)
        return { kind: 'ended', reason: 'card-status-error', statusWord: answer.statusWord };
      const record = openRecord(answer.data, terms);
      if (typeof record === 'string') return { kind: 'ended', reason: record };
      const inner = parsePrimitives(record);
      if (inner.kind === 'malformed' || data.store(inner.objects).kind === 'refused') {
        return { kind: 'ended', reason: 'card-data-error' };
      }
      if (number - firstRecord < signedCount) signed.push(record);
    }
  }
  if (neededTags.some((tag) => data.get(tag) === undefined)) return { kind: 'ended', reason: 'card-data-missing' };
  if (!holdsPlausibleDates(data) || !holdsPlausiblePan(data)) return { kind: 'ended', reason: 'card-data-error' };
  return { kind: 'read', signedRecords: concatBytes(signed) };
}

/** The record's objects, or why there are none. */
function openRecord(
  answer: Uint8Array,
  { channel, acceptsPlain }: { readonly channel: SecureChannel; readonly acceptsPlain: boolean },
): Uint8Array | string {
  const parsed = parseTlv(answer);
  const [template, ...others] = parsed.kind === 'parsed' ? parsed.objects : [];
  if (template === undefined || others.length > 0) return 'card-data-error';
  if (template.tag === templates.plain) return acceptsPlain ? template.value : 'record-not-protected';
  if (template.tag !== templates.protected) return 'card-data-error';
  return channel.decipher(template.value) ?? 'decryption-failed';
}
