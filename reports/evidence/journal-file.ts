import assert from 'node:assert/strict';
import { closeSync, fsyncSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

import type { Recorded } from '#drivers/ports/evidence.ts';
import { canonicalJson, genesisHash, nextHash } from './chain.ts';
import { writing } from './unwritable.ts';

/** A case's journal while it grows on disk. */
export interface JournalWriter extends Disposable {
  readonly path: string;
  /** SHA-256 after the last event written, 64 lower case hexadecimal digits. */
  readonly headHash: string;
  /**
   * Writes one event through to the operating system before it returns, so a killed program leaves all of them.
   *
   * @throws {RigFailure} code RUN_FOLDER_UNWRITABLE
   */
  append(event: Recorded): void;
  /**
   * Writes the seal and flushes the file to the disk. Nothing can be appended afterwards.
   *
   * @returns the head hash
   * @throws {RigFailure} code RUN_FOLDER_UNWRITABLE
   */
  seal(): string;
}

/**
 * Begins the journal file of a case; what was there under this path is lost. Its folder is made when it is missing.
 *
 * The file is JSON lines: `{"case":name,"hash":genesis}`, then `{"event":{…},"hash":…}` per event, then
 * `{"sealed":{"count":n},"hash":…}`. Each hash is the SHA-256 over the hash before it and the line's canonical JSON.
 * Disposing without a seal closes the file and leaves it as one that was cut short.
 *
 * @param caseName  'bench/scenario-slug'
 * @throws {RigFailure} code RUN_FOLDER_UNWRITABLE when the folder is read-only, the disk is full …
 */
export function openJournalFile(path: string, caseName: string): JournalWriter {
  const file = writing(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'w');
  });
  let hash = genesisHash(caseName);
  let count = 0;
  let state: 'open' | 'sealed' | 'closed' = 'open';

  const put = (line: string): void => writing(path, () => writeWhole(file, `${line}\n`));
  put(`{"case":${JSON.stringify(caseName)},"hash":"${hash}"}`);

  return {
    path,
    get headHash() {
      return hash;
    },
    append(event) {
      assert.equal(state, 'open', 'nothing is appended to a sealed journal');
      const canonical = canonicalJson(event);
      const linked = nextHash(hash, canonical);
      put(`{"event":${canonical},"hash":"${linked}"}`);
      hash = linked;
      count += 1;
    },
    seal() {
      assert.equal(state, 'open', 'a journal is sealed once');
      const canonical = canonicalJson({ sealed: { count } });
      put(`{"sealed":{"count":${count}},"hash":"${nextHash(hash, canonical)}"}`);
      writing(path, () => fsyncSync(file));
      state = 'sealed';
      return hash;
    },
    [Symbol.dispose]() {
      if (state === 'closed') return;
      state = 'closed';
      closeSync(file);
    },
  };
}

/**
 * Writes and seals the journal of a case in one go.
 *
 * @param caseName  'bench/scenario-slug'
 * @returns the head hash, the same as `chainHash(caseName, events)`
 * @throws {RigFailure} code RUN_FOLDER_UNWRITABLE
 */
export function writeJournalFile(path: string, caseName: string, events: readonly Recorded[]): string {
  using writer = openJournalFile(path, caseName);
  for (const event of events) writer.append(event);
  return writer.seal();
}

/** `writeSync` may take only a part, for example at the last byte of a full disk. */
function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  let written = 0;
  while (written < bytes.length) {
    const taken = writeSync(file, bytes, written);
    assert(taken > 0, 'a write to a file takes at least one byte or fails');
    written += taken;
  }
}
