import { readFileSync } from 'node:fs';

import type { Recorded } from '#drivers/ports/evidence.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import { canonicalJson, genesisHash, nextHash } from './chain.ts';
import { systemCode } from './unwritable.ts';

/**
 * How far a journal can be trusted: `sealed` is whole and unchanged; `cut-short` is an unchanged beginning without its
 * seal; `broken` was changed, and what follows the first bad line is not used.
 */
export type JournalState = 'sealed' | 'cut-short' | 'broken';

/** A journal as it was read from its file. */
export interface ReadJournal {
  /** As the file's first line names it; empty when that line is broken. */
  readonly caseName: string;
  /** All events before the first bad line. */
  readonly events: readonly Recorded[];
  readonly state: JournalState;
  /** After the last event in `events`; the same as `chainHash(caseName, events)`. */
  readonly headHash: string;
  /** Line number from 1, only when the state is `broken`. */
  readonly firstBadLine?: number;
}

/**
 * Reads a journal file and checks its whole chain.
 *
 * @throws {RigFailure} code JOURNAL_UNREADABLE when there is no such file or it cannot be read
 */
export function readJournalFile(path: string): ReadJournal {
  try {
    return parseJournal(readFileSync(path, 'utf8'));
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    const message = `could not read the journal ${path} (${code}): give the path of a case's journal file`;
    throw new RigFailure({ code: 'JOURNAL_UNREADABLE', blame: 'bench', message, facts: { path } }, { cause: error });
  }
}

/** The same for text that is in memory already; see {@link readJournalFile}. */
export function parseJournal(text: string): ReadJournal {
  const lines = text.split('\n');
  // What follows the last line feed is empty in a whole file, and a torn line in one whose writer was killed.
  const torn = lines.pop() ?? '';
  const header = lines.length === 0 ? undefined : readHeader(lines[0] ?? '');
  if (header === undefined)
    return broken({ caseName: '', events: [], headHash: '' }, lines.length === 0 ? torn : '', 1);

  const events: Recorded[] = [];
  let headHash = header.hash;
  let isSealed = false;
  const soFar = () => ({ caseName: header.caseName, events, headHash });
  for (const [offset, line] of lines.slice(1).entries()) {
    const link = isSealed ? undefined : readLink(line, headHash);
    if (link === undefined || !isInOrder(link, events.length))
      return { ...soFar(), state: 'broken', firstBadLine: offset + 2 };
    if (link.kind === 'seal') isSealed = true;
    else {
      events.push(link.event);
      headHash = link.hash;
    }
  }
  if (isSealed && torn !== '') return { ...soFar(), state: 'broken', firstBadLine: lines.length + 1 };
  return { ...soFar(), state: isSealed ? 'sealed' : 'cut-short' };
}

type Link =
  | { readonly kind: 'event'; readonly event: Recorded; readonly hash: string }
  | { readonly kind: 'seal'; readonly count: number };

/** A writer that was killed inside its first line leaves a torn header: cut short, not changed by anybody. */
function broken(soFar: Omit<ReadJournal, 'state'>, torn: string, line: number): ReadJournal {
  if (torn !== '' && '{"case":'.startsWith(torn.slice(0, 8))) return { ...soFar, state: 'cut-short' };
  return { ...soFar, state: 'broken', firstBadLine: line };
}

function readHeader(line: string): { readonly caseName: string; readonly hash: string } | undefined {
  const value = parseObject(line);
  const caseName = value?.['case'];
  if (typeof caseName !== 'string') return undefined;
  const hash = genesisHash(caseName);
  return line === `{"case":${JSON.stringify(caseName)},"hash":"${hash}"}` ? { caseName, hash } : undefined;
}

/** The line is compared with what the writer would have written, so that not even a blank can be slipped in. */
function readLink(line: string, previousHash: string): Link | undefined {
  const value = parseObject(line);
  if (value === undefined) return undefined;
  const event = value['event'];
  if (typeof event === 'object' && event !== null) {
    const canonical = canonicalJson(event);
    const hash = nextHash(previousHash, canonical);
    return line === `{"event":${canonical},"hash":"${hash}"}`
      ? { kind: 'event', event: event as Recorded, hash }
      : undefined;
  }
  const sealed = value['sealed'];
  if (typeof sealed !== 'object' || sealed === null || !('count' in sealed) || typeof sealed.count !== 'number')
    return undefined;
  const hash = nextHash(previousHash, canonicalJson({ sealed: { count: sealed.count } }));
  const isOurs = line === `{"sealed":{"count":${sealed.count}},"hash":"${hash}"}`;
  return isOurs ? { kind: 'seal', count: sealed.count } : undefined;
}

function isInOrder(link: Link, eventCount: number): boolean {
  return link.kind === 'event' ? link.event.index === eventCount : link.count === eventCount;
}

function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
