import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { Recorded } from '#drivers/ports/evidence.ts';
import { canonicalJson, chainHash, genesisHash } from './chain.ts';
import { openJournalFile, writeJournalFile } from './journal-file.ts';
import { parseJournal, readJournalFile } from './read-journal.ts';
import { temporaryFolder } from './temporary-folder.fixture.ts';

const EVENTS: readonly Recorded[] = [
  { kind: 'step', text: 'present the card', index: 0, atMs: 0 },
  { kind: 'display', text: 'Présentez la carte – 12,50 €', index: 1, atMs: 10.5 },
  { kind: 'host-link', state: 'connected', index: 2, atMs: 20 },
];

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function writeSample(): { readonly path: string; readonly text: string } {
  const path = join(temporaryFolder(), 'sim', 'sale.journal.jsonl');
  writeJournalFile(path, 'sim/sale', EVENTS);
  return { path, text: readFileSync(path, 'utf8') };
}

describe('a journal file', () => {
  test('chains each event to the one before by a SHA-256 that anyone can compute with other tools', () => {
    const { text } = writeSample();
    const lines = text.split('\n');
    const event = '{"atMs":0,"index":0,"kind":"step","text":"present the card"}';
    const hash = sha256(`${sha256('touchstone-journal-1\nsim/sale')}${event}`);
    expect(lines[1]).toBe(`{"event":${event},"hash":"${hash}"}`);
  });

  test('reads back what was written, sealed, with the hash of the pure chain', () => {
    const { path } = writeSample();
    expect(readJournalFile(path)).toEqual({
      caseName: 'sim/sale',
      events: EVENTS,
      state: 'sealed',
      headHash: chainHash('sim/sale', EVENTS),
    });
  });

  test('gives the same events of another case another hash', () => {
    expect(chainHash('sim/sale', EVENTS)).not.toBe(chainHash('sim/refund', EVENTS));
  });

  test('does not depend on the order in which the keys of an event were written', () => {
    const reordered = EVENTS.map(
      (event) => Object.fromEntries(Object.entries(event).toReversed()) as unknown as Recorded,
    );
    expect(chainHash('sim/sale', reordered)).toBe(chainHash('sim/sale', EVENTS));
  });

  test('detects every single changed byte, wherever it is', () => {
    const { text } = writeSample();
    const bytes = Buffer.from(text, 'utf8');
    for (let index = 0; index < bytes.length; index += 1) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      const state = parseJournal(changed.toString('utf8')).state;
      expect(state, `byte ${index}`).not.toBe('sealed');
    }
  });

  test('names the first bad line and keeps what lies before it', () => {
    const { text } = writeSample();
    const journal = parseJournal(text.replace('12,50', '92,50'));
    expect(journal).toMatchObject({ state: 'broken', firstBadLine: 3, events: [EVENTS[0]] });
  });

  test('is broken when a line in the middle is taken out or swapped', () => {
    const lines = writeSample().text.split('\n');
    const without = lines.filter((_, index) => index !== 2).join('\n');
    const swapped = [lines[0], lines[2], lines[1], ...lines.slice(3)].join('\n');
    expect([parseJournal(without).state, parseJournal(swapped).state]).toEqual(['broken', 'broken']);
  });

  test('is broken when anything follows the seal', () => {
    const { text } = writeSample();
    expect(parseJournal(`${text}{}\n`)).toMatchObject({ state: 'broken', firstBadLine: 6 });
  });

  test('is cut short, with all whole events, wherever its writer was killed', () => {
    const { text } = writeSample();
    for (let length = 1; length < text.length; length += 1) {
      const journal = parseJournal(text.slice(0, length));
      expect(journal.state, `after ${length} characters`).toBe('cut-short');
      expect(journal.events).toEqual(EVENTS.slice(0, journal.events.length));
    }
  });

  test('shows every appended event at once, before it is sealed', () => {
    const path = join(temporaryFolder(), 'sale.journal.jsonl');
    using writer = openJournalFile(path, 'sim/sale');
    for (const event of EVENTS) writer.append(event);
    expect(readJournalFile(path)).toMatchObject({ state: 'cut-short', events: EVENTS, headHash: writer.headHash });
  });

  test('says what to do when its folder cannot be made', () => {
    const file = join(temporaryFolder(), 'in-the-way');
    writeFileSync(file, '');
    expect(() => openJournalFile(join(file, 'sale.journal.jsonl'), 'sim/sale')).toThrow(
      expect.objectContaining({ code: 'RUN_FOLDER_UNWRITABLE', blame: 'bench' }),
    );
  });

  test.runIf(process.platform === 'linux')('says that the disk is full when it is', () => {
    expect(() => openJournalFile('/dev/full', 'sim/sale')).toThrow(/ENOSPC.*free some space/u);
  });

  test('says which file is missing', () => {
    expect(() => readJournalFile('/nowhere/sale.journal.jsonl')).toThrow(
      expect.objectContaining({ code: 'JOURNAL_UNREADABLE' }),
    );
  });
});

describe('canonical JSON', () => {
  test('sorts keys at every depth and leaves out what is undefined', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: undefined, A: 'x' })).toBe('{"A":"x","b":[{"c":null,"d":1}]}');
  });

  test('refuses numbers that JSON does not know', () => {
    expect(() => canonicalJson({ atMs: Number.NaN })).toThrow(TypeError);
  });

  test('begins every case with a hash of its own', () => {
    expect(genesisHash('sim/sale')).toBe(sha256('touchstone-journal-1\nsim/sale'));
  });
});
