import type { ContactApplication, ContactSettings } from '../../contact-settings.ts';
import { readRecordCommand, selectCommand, statusSuccess } from '../application-protocol-data-unit.ts';
import { fromHex, startsWithBytes } from '../bytes.ts';
import type { CardSession, KernelStop } from '../contactless/card-session.ts';
import { findObject, parseTlv } from '../tlv.ts';
import type { TlvObject } from '../tlv.ts';
import { selectNextCommand } from './card-commands.ts';
import { parseFileControlInformation } from './file-control-information.ts';

/** One application that card and terminal share. */
export interface Candidate {
  readonly applicationName: Uint8Array;
  readonly application: ContactApplication;
  readonly label: Uint8Array | undefined;
  readonly preferredName: Uint8Array | undefined;
  readonly codeTableIndex: number | undefined;
  /** 1 (first) to 15; 0 when the card states none. */
  readonly priority: number;
  readonly needsConfirmation: boolean;
}

/** The candidates in the order in which they were found, or why the session is over. */
export type CandidatesBuilt =
  | {
      readonly kind: 'built';
      readonly candidates: readonly Candidate[];
      /** Whether an application was passed over because the card holds it blocked. */
      readonly hasBlocked: boolean;
    }
  | KernelStop;

const directoryName = Uint8Array.from(Buffer.from('1PAY.SYS.DDF01', 'ascii'));
const statusNotSupported = 0x6a81;
const statusRecordNotFound = 0x6a83;
const statusInvalidated = 0x6283;
const recordNumberMax = 255;
/** Records in a row of errors that say nothing: more, and the directory is none. */
const faultCountMax = 8;
/** Occurrences of one partial name: more than any lawful card has. */
const occurrenceCountMax = 32;

/**
 * Builds the candidate list: from the card's directory when it has one, from the terminal's list of identifiers
 * otherwise.
 *
 * @clause EMV 4.4 Book 1, 12.3.1 to 12.3.3
 */
export async function buildCandidates(
  session: CardSession,
  settings: Pick<ContactSettings, 'applications' | 'usesDirectory'>,
): Promise<CandidatesBuilt> {
  if (settings.usesDirectory) {
    const directory = await readDirectory(session, settings.applications);
    if (directory.kind !== 'unusable') return directory;
  }
  return tryIdentifiers(session, settings.applications);
}

/**
 * The candidates of the payment system environment. `unusable` sends to the list of identifiers: no directory, a blocked
 * one, one that does not name its file, or one without a common application. A record that can't be read or is broken is passed
 * over.
 *
 * @clause EMV 4.4 Book 1, 12.3.2: 6A81 says that the card is blocked, which ends the session; records end with 6A83.
 */
async function readDirectory(
  session: CardSession,
  applications: readonly ContactApplication[],
): Promise<CandidatesBuilt | { readonly kind: 'unusable' }> {
  const unusable = { kind: 'unusable' } as const;
  const answer = await session.transmit(selectCommand(directoryName));
  if (answer.kind !== 'answered') return answer;
  if (answer.statusWord === statusNotSupported) return { kind: 'ended', reason: 'card-blocked' };
  if (answer.statusWord !== statusSuccess) return unusable;
  const directory = directoryFile(answer.data);
  if (directory === undefined) return unusable;
  const { shortFileIdentifier, codeTableIndex } = directory;
  const candidates: Candidate[] = [];
  let faults = 0;
  for (let number = 1; number <= recordNumberMax; number += 1) {
    const record = await session.transmit(readRecordCommand({ shortFileIdentifier, number }));
    if (record.kind !== 'answered') return record;
    if (record.statusWord === statusRecordNotFound) break;
    if (record.statusWord !== statusSuccess) {
      faults += 1;
      if (faults > faultCountMax) return unusable;
      continue;
    }
    const entries = directoryEntries(record.data) ?? [];
    candidates.push(...entries.flatMap((entry) => candidateOf(entry, applications, codeTableIndex)));
  }
  return candidates.length === 0 ? unusable : { kind: 'built', candidates, hasBlocked: false };
}

/**
 * The file of the directory, and the alphabet in which its preferred names are written (tag 9F11).
 *
 * @clause EMV 4.4 Book 1, 11.3.4 table 8 (tag 88 is mandatory), 12.2.2 (tag 9F11) and 12.2.3 (files 1 to 10)
 */
function directoryFile(
  answer: Uint8Array,
): { readonly shortFileIdentifier: number; readonly codeTableIndex: number | undefined } | undefined {
  const objects = parseFileControlInformation(answer)?.objects ?? [];
  const file = findObject(objects, '88')?.value;
  if (file?.length !== 1) return undefined;
  const [shortFileIdentifier = 0] = file;
  if (shortFileIdentifier < 1 || shortFileIdentifier > 10) return undefined;
  return { shortFileIdentifier, codeTableIndex: findObject(objects, '9F11')?.value[0] };
}

/** The application templates of a directory record; undefined when its coding is broken. */
function directoryEntries(record: Uint8Array): readonly (readonly TlvObject[])[] | undefined {
  const outer = parseTlv(record);
  const [template, ...others] = outer.kind === 'parsed' ? outer.objects : [];
  if (template?.tag !== '70' || others.length > 0) return undefined;
  const inner = parseTlv(template.value);
  if (inner.kind === 'malformed') return undefined;
  const entries: (readonly TlvObject[])[] = [];
  for (const { tag, value } of inner.objects) {
    if (tag !== '61') continue;
    const entry = parseTlv(value);
    if (entry.kind === 'malformed') return undefined;
    entries.push(entry.objects);
  }
  return entries;
}

/** @clause EMV 4.4 Book 1, 12.3.1: the name must be the identifier, or begin with it where that is allowed. */
function candidateOf(
  entry: readonly TlvObject[],
  applications: readonly ContactApplication[],
  codeTableIndex: number | undefined,
): readonly Candidate[] {
  const applicationName = findObject(entry, '4F')?.value;
  if (applicationName === undefined || !isLawfulName(applicationName)) return [];
  const application = applications
    .filter((candidate) => fits(applicationName, candidate))
    .toSorted((left, right) => right.aidHex.length - left.aidHex.length)[0];
  return application === undefined ? [] : [{ ...describe({ applicationName, application }, entry), codeTableIndex }];
}

function isLawfulName(name: Uint8Array): boolean {
  return name.length >= 5 && name.length <= 16;
}

function fits(name: Uint8Array, application: ContactApplication): boolean {
  const identifier = fromHex(application.aidHex);
  if (!startsWithBytes(name, identifier)) return false;
  return name.length === identifier.length || application.allowsPartialSelection;
}

/**
 * Tries each identifier of the terminal's list.
 *
 * @clause EMV 4.4 Book 1, 12.3.3
 */
async function tryIdentifiers(
  session: CardSession,
  applications: readonly ContactApplication[],
): Promise<CandidatesBuilt> {
  const candidates: Candidate[] = [];
  let hasBlocked = false;
  for (const application of applications) {
    const found = await tryIdentifier(session, application);
    if (found.kind !== 'built') return found;
    candidates.push(...found.candidates);
    hasBlocked ||= found.hasBlocked;
  }
  return { kind: 'built', candidates, hasBlocked };
}

/**
 * All occurrences of one identifier: a name that goes on behind it leads to the next occurrence, where the application
 * allows partial selection; the identifier itself and any other status lead to the next identifier.
 */
async function tryIdentifier(session: CardSession, application: ContactApplication): Promise<CandidatesBuilt> {
  const identifier = fromHex(application.aidHex);
  const candidates: Candidate[] = [];
  let hasBlocked = false;
  for (let occurrence = 0; occurrence < occurrenceCountMax; occurrence += 1) {
    const command = occurrence === 0 ? selectCommand(identifier) : selectNextCommand(identifier);
    const answer = await session.transmit(command);
    if (answer.kind !== 'answered') return answer;
    if (answer.statusWord === statusNotSupported && occurrence === 0) return { kind: 'ended', reason: 'card-blocked' };
    const isBlocked = answer.statusWord === statusInvalidated;
    if (answer.statusWord !== statusSuccess && !isBlocked) break;
    const information = parseFileControlInformation(answer.data);
    if (information === undefined || !startsWithBytes(information.name, identifier)) break;
    const isWhole = information.name.length === identifier.length;
    if (isBlocked) hasBlocked = true;
    else if (isWhole || application.allowsPartialSelection) {
      candidates.push(describe({ applicationName: information.name, application }, information.objects));
    }
    if (isWhole || !application.allowsPartialSelection) break;
  }
  return { kind: 'built', candidates, hasBlocked };
}

/** @clause EMV 4.4 Book 1, 12.2.3 table 13 (priority indicator: bit 8 asks for confirmation, bits 4 to 1 rank) */
function describe(what: Pick<Candidate, 'applicationName' | 'application'>, objects: readonly TlvObject[]): Candidate {
  const indicator = findObject(objects, '87')?.value[0] ?? 0;
  return {
    ...what,
    label: findObject(objects, '50')?.value,
    preferredName: findObject(objects, '9F12')?.value,
    codeTableIndex: findObject(objects, '9F11')?.value[0],
    priority: indicator & 0x0f,
    needsConfirmation: (indicator & 0x80) !== 0,
  };
}
