import { selectCommand, statusSuccess } from '../application-protocol-data-unit.ts';
import { byteAt, toHex } from '../bytes.ts';
import { findObject, parseTlv } from '../tlv.ts';
import type { TlvObject } from '../tlv.ts';
import type { CardSession, KernelStop } from './card-session.ts';
import { poiInformationCommand } from './send-poi-information.ts';
import type { PointOfInteraction } from './send-poi-information.ts';

/** One application that the card's directory offers. */
export interface DirectoryEntry {
  /** Name of the application's file, 5 to 16 bytes. */
  readonly applicationName: Uint8Array;
  readonly label: Uint8Array | undefined;
  /** 1 (first) to 15; 15 when the card states none. */
  readonly priority: number;
  /** Kernel identifier as one or three bytes' number; 0 when any kernel will do. */
  readonly kernelId: number;
  /** Tag 9F29: what is appended to the name when it is selected, if the reader does that at all. */
  readonly extendedSelection: Uint8Array | undefined;
  /** Tag 9F0A: entries of registered identifiers (2 bytes) with their values, such as the product kind. */
  readonly registeredData: readonly { readonly identifierHex: string; readonly value: Uint8Array }[];
}

/** The directory, or why there is none. */
export type DirectoryRead = { readonly kind: 'read'; readonly entries: readonly DirectoryEntry[] } | KernelStop;

const environmentName = Uint8Array.from(Buffer.from('2PAY.SYS.DDF01', 'ascii'));
const lowestPriority = 15;

/** Kernels by registered application provider. */
const kernelOfProvider: Readonly<Record<string, number>> = {
  A000000003: 3,
  A000000004: 2,
  A000000025: 4,
  A000000065: 5,
  A000000152: 6,
  A000000324: 6,
  A000000333: 7,
};

/**
 * Selects the proximity payment system environment and reads its directory; of a card that asks for POI information, the
 * directory that it answers with.
 *
 * @param poi  what the terminal tells of itself; undefined when it knows nothing of that
 * @clause EMV Book B 3.3.2: only entries (61) directly in BF0C count. No environment means no application.
 * @clause EMV Contactless 2.12 Book B, 3.3.2.3 and Annex C: the answer to SEND POI INFORMATION takes the directory's place; one
 *   that fails leaves no application
 */
export async function readDirectory(session: CardSession, poi?: PointOfInteraction): Promise<DirectoryRead> {
  const first = await transmitForDirectory(session, selectCommand(environmentName));
  if (first.kind !== 'offered' || poi === undefined) return entriesOf(first);
  const command = poiInformationCommand(first.objects, poi);
  if (command === undefined) return entriesOf(first);
  if (command === 'malformed') return { kind: 'ended', reason: 'card-data-error' };
  return entriesOf(await transmitForDirectory(session, command));
}

type Offered = { readonly kind: 'offered'; readonly objects: readonly TlvObject[] } | KernelStop;

async function transmitForDirectory(session: CardSession, command: Uint8Array): Promise<Offered> {
  const answer = await session.transmit(command);
  if (answer.kind !== 'answered') return answer;
  if (answer.statusWord !== statusSuccess) return { kind: 'ended', reason: 'no-common-application' };
  const objects = discretionaryObjects(answer.data);
  return objects === undefined ? { kind: 'ended', reason: 'card-data-error' } : { kind: 'offered', objects };
}

function entriesOf(offered: Offered): DirectoryRead {
  if (offered.kind !== 'offered') return offered;
  const entries = readEntries(offered.objects);
  return entries === undefined ? { kind: 'ended', reason: 'card-data-error' } : { kind: 'read', entries };
}

/**
 * The entries of a directory in the card's order; undefined when its coding is broken. Entries that can't be used are
 * left out.
 *
 * @clause EMV Book B 3.3.2.5 A: names outside 5 to 16 bytes are passed over.
 */
export function parseDirectory(fileControlInformation: Uint8Array): readonly DirectoryEntry[] | undefined {
  const objects = discretionaryObjects(fileControlInformation);
  return objects === undefined ? undefined : readEntries(objects);
}

/** Objects directly in BF0C; undefined when the coding is broken, none when there is no such template. */
function discretionaryObjects(fileControlInformation: Uint8Array): readonly TlvObject[] | undefined {
  let level: Uint8Array = fileControlInformation;
  for (const tag of ['6F', 'A5', 'BF0C']) {
    const parsed = parseTlv(level);
    if (parsed.kind === 'malformed') return undefined;
    const template = findObject(parsed.objects, tag);
    if (template === undefined) return [];
    level = template.value;
  }
  const directory = parseTlv(level);
  return directory.kind === 'malformed' ? undefined : directory.objects;
}

function readEntries(objects: readonly TlvObject[]): readonly DirectoryEntry[] | undefined {
  const entries: DirectoryEntry[] = [];
  for (const { tag, value } of objects) {
    if (tag !== '61') continue;
    const entry = parseTlv(value);
    if (entry.kind === 'malformed') return undefined;
    const read = readEntry(entry.objects);
    if (read !== undefined) entries.push(read);
  }
  return entries;
}

function readEntry(objects: readonly TlvObject[]): DirectoryEntry | undefined {
  const applicationName = findObject(objects, '4F')?.value;
  if (applicationName === undefined || applicationName.length < 5 || applicationName.length > 16) return undefined;
  const kernelId = requestedKernel(findObject(objects, '9F2A')?.value, applicationName);
  if (kernelId === undefined) return undefined;
  const priority = (findObject(objects, '87')?.value[0] ?? 0) & 0x0f;
  return {
    applicationName,
    label: findObject(objects, '50')?.value,
    priority: priority === 0 ? lowestPriority : priority,
    kernelId,
    extendedSelection: findObject(objects, '9F29')?.value,
    registeredData: readRegisteredData(findObject(objects, '9F0A')?.value ?? new Uint8Array()),
  };
}

/**
 * Application selection registered proprietary data: identifier (2), length (1), value, and so on. What breaks off is
 * left out; the data only informs.
 *
 * @clause EMV 4.4 Book 1, 12.5 (tag 9F0A)
 */
function readRegisteredData(bytes: Uint8Array): DirectoryEntry['registeredData'] {
  const entries: { identifierHex: string; value: Uint8Array }[] = [];
  let offset = 0;
  while (offset + 3 <= bytes.length) {
    const end = offset + 3 + byteAt(bytes, offset + 2);
    if (end > bytes.length) break;
    entries.push({ identifierHex: toHex(bytes.subarray(offset, offset + 2)), value: bytes.slice(offset + 3, end) });
    offset = end;
  }
  return entries;
}

/**
 * Which kernel an entry asks for; undefined when the identifier is too short for its kind or names none.
 *
 * @clause EMV Book B 3.3.2.5 C, tables 3-4 to 3-6: the top two bits tell an international kernel (one byte) from a
 *   domestic one (three bytes, short identifier not zero); without an identifier the application provider decides.
 */
function requestedKernel(identifier: Uint8Array | undefined, applicationName: Uint8Array): number | undefined {
  if (identifier === undefined || identifier.length === 0) {
    const provider = Buffer.from(applicationName.subarray(0, 5)).toString('hex').toUpperCase();
    return kernelOfProvider[provider] ?? 0;
  }
  const first = byteAt(identifier, 0);
  if ((first & 0x80) === 0) return first;
  if (identifier.length < 3 || (first & 0x3f) === 0) return undefined;
  const [second = 0, third = 0] = identifier.subarray(1, 3);
  return (first * 256 + second) * 256 + third;
}
