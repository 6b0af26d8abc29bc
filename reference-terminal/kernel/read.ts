import { readRecordCommand, statusSuccess } from './application-protocol-data-unit.ts';
import { byteAt, concatBytes, toHex } from './bytes.ts';
import { comparableDate } from './civil-date.ts';
import type { CardSession, KernelStop } from './contactless/card-session.ts';
import type { DataObjects } from './data-objects.ts';
import { parsePrimitives, parseTlv } from './tlv.ts';

/** A run of records in one file. */
interface FileLocation {
  readonly shortFileIdentifier: number;
  readonly firstRecord: number;
  readonly lastRecord: number;
  /** How many of them, from the first on, are signed by the issuer. */
  readonly signedCount: number;
}

/** The records are in the data record. */
export type RecordsRead =
  | {
      readonly kind: 'read';
      /** Records that the issuer signed, in order; undefined when one of them can't be signed data. */
      readonly signedRecords: Uint8Array | undefined;
    }
  | KernelStop;

/** Without these the transaction can't be made. */
const mandatoryTags = ['5A', '5F24', '8C'] as const;
const recordTemplate = '70';
/** Files whose layout EMV governs: records are template 70. */
const lastGovernedFile = 10;

/**
 * Reads every record of the file locator in order and checks that what every transaction needs is there.
 *
 * @param neededTags  what the kernel can't do without; a kernel that checks for itself names none
 * @clause EMV 4.4 Book 3, 7.2 and 7.5 (mandatory data, duplicates and broken records end the transaction), 10.2 (any
 *   status but 9000 ends it)
 */
export async function readRecords(
  session: CardSession,
  data: DataObjects,
  neededTags: readonly string[] = mandatoryTags,
): Promise<RecordsRead> {
  const locations = parseFileLocator(data.get('94') ?? new Uint8Array());
  if (locations === undefined) return { kind: 'ended', reason: 'card-data-error' };
  const signed: (Uint8Array | undefined)[] = [];
  for (const location of locations) {
    for (let number = location.firstRecord; number <= location.lastRecord; number += 1) {
      const record = await readRecord(session, data, { location, number });
      if (record.kind !== 'read') return record;
      if (number - location.firstRecord < location.signedCount) signed.push(record.signedPart);
    }
  }
  const signedRecords = signed.every((part) => part !== undefined) ? concatBytes(signed) : undefined;
  if (neededTags.some((tag) => data.get(tag) === undefined)) return { kind: 'ended', reason: 'card-data-missing' };
  if (!holdsPlausibleDates(data) || !holdsPlausiblePan(data)) return { kind: 'ended', reason: 'card-data-error' };
  return { kind: 'read', signedRecords };
}

/**
 * The entries of an application file locator; undefined when it breaks a rule.
 *
 * @clause EMV 4.4 Book 3, 10.2: entries of four bytes; file 1 to 30; records from 1 on, in ascending order; no more
 *   signed records than records.
 */
export function parseFileLocator(locator: Uint8Array): readonly FileLocation[] | undefined {
  if (locator.length === 0 || locator.length % 4 !== 0) return undefined;
  const locations: FileLocation[] = [];
  for (let offset = 0; offset < locator.length; offset += 4) {
    const file = byteAt(locator, offset);
    const shortFileIdentifier = file >> 3;
    const firstRecord = byteAt(locator, offset + 1);
    const lastRecord = byteAt(locator, offset + 2);
    const signedCount = byteAt(locator, offset + 3);
    const isLawful =
      (file & 0x07) === 0 &&
      shortFileIdentifier >= 1 &&
      shortFileIdentifier <= 30 &&
      firstRecord >= 1 &&
      lastRecord >= firstRecord &&
      signedCount <= lastRecord - firstRecord + 1;
    if (!isLawful) return undefined;
    locations.push({ shortFileIdentifier, firstRecord, lastRecord, signedCount });
  }
  return locations;
}

type RecordRead = { readonly kind: 'read'; readonly signedPart: Uint8Array | undefined } | KernelStop;

/**
 * Reads one record.
 *
 * @clause EMV 4.4 Book 3, 10.3: in files 1 to 10 the template's tag and length are not part of what is signed, in files
 *   11 to 30 they are; a signed record that is no template 70 can't be authenticated.
 */
async function readRecord(
  session: CardSession,
  data: DataObjects,
  place: { readonly location: FileLocation; readonly number: number },
): Promise<RecordRead> {
  const { shortFileIdentifier } = place.location;
  const answer = await session.transmit(readRecordCommand({ shortFileIdentifier, number: place.number }));
  if (answer.kind !== 'answered') return answer;
  if (answer.statusWord !== statusSuccess)
    return { kind: 'ended', reason: 'card-status-error', statusWord: answer.statusWord };
  const isGoverned = shortFileIdentifier <= lastGovernedFile;
  if (!isGoverned && answer.data[0] !== 0x70) return { kind: 'read', signedPart: undefined };
  const record = parseTlv(answer.data);
  if (record.kind === 'malformed') return { kind: 'ended', reason: 'card-data-error' };
  const [template, ...others] = record.objects;
  if (template?.tag !== recordTemplate || others.length > 0) return { kind: 'ended', reason: 'card-data-error' };
  const inner = parsePrimitives(template.value);
  if (inner.kind === 'malformed' || data.store(inner.objects).kind === 'refused') {
    return { kind: 'ended', reason: 'card-data-error' };
  }
  return { kind: 'read', signedPart: isGoverned ? template.value : answer.data };
}

/** Whether the dates among the card’s objects are dates. */
export function holdsPlausibleDates(data: DataObjects): boolean {
  return ['5F24', '5F25'].every((tag) => {
    const date = data.get(tag);
    return date === undefined || comparableDate(toHex(date)) !== undefined;
  });
}

/** Whether the account number is digits, padded with F on the right to whole bytes. */
export function holdsPlausiblePan(data: DataObjects): boolean {
  const pan = data.get('5A');
  return pan === undefined || /^[0-9]{8,19}F*$/.test(toHex(pan));
}
