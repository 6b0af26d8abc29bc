import { appendFileSync, closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import type { Recorded } from '#drivers/ports/evidence.ts';
import { openJournalFile } from '#reports/evidence/journal-file.ts';
import { bench } from '#rigs/benches/sim.bench.ts';
import { summarize, type Section } from './measured.ts';
import { openSaleBench } from './sales.ts';

const clock = wallClock();
const warmUpCount = 200;

/** What evidence costs: canonical JSON, hash chain and a write for each event, beside the writes alone. */
export const journalWriting: Section = {
  name: 'journal',
  about: 'events written with their hash chain, beside the same bytes without it',
  measure: async (effort) => {
    const events = await eventsOfSales(effort === 'full' ? 12_000 : 2000);
    const directory = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
    using owned = new DisposableStack();
    owned.defer(() => rmSync(directory, { recursive: true }));
    const path = join(directory, 'chained.journal.jsonl');
    using writer = openJournalFile(path, 'sim/bench');
    const chained = timed(events, (event) => writer.append(event));
    const sealMs = timed(['seal'], () => void writer.seal());
    const lines = readFileSync(path, 'utf8')
      .split('\n')
      .slice(1, 1 + events.length)
      .map((line) => Buffer.from(`${line}\n`));
    const appended = timed(lines, (line) => appendFileSync(join(directory, 'appended'), line));
    const file = openSync(join(directory, 'written'), 'w');
    owned.defer(() => closeSync(file));
    const written = timed(lines, (line) => void writeSync(file, line));
    const flushMs = timed(['flush'], () => fsyncSync(file));
    const inMicroseconds = (samples: readonly number[]) => summarize(samples.map((sampleMs) => sampleMs * 1000));
    const event = inMicroseconds(chained);
    const append = inMicroseconds(appended);
    const write = inMicroseconds(written);
    return [
      {
        what: 'event with hash chain',
        unit: 'us',
        ...event,
        baseline: { what: 'appendFile, same bytes', ...append },
        ratio: event.p50 / append.p50,
      },
      {
        what: 'event with hash chain',
        unit: 'us',
        ...event,
        baseline: { what: 'write to the open file, same bytes', ...write },
        ratio: event.p50 / write.p50,
      },
      {
        what: 'events with hash chain, rate',
        unit: '1/s',
        p50: rateOf(chained),
        count: chained.length,
        baseline: { what: 'appendFile, same bytes', p50: rateOf(appended) },
        ratio: rateOf(chained) / rateOf(appended),
      },
      {
        what: 'seal, with flush to the disk',
        unit: 'ms',
        p50: summarize(sealMs).p50,
        count: 1,
        baseline: { what: 'flush alone', p50: summarize(flushMs).p50 },
      },
    ];
  },
};

/** Events as a run has them: of real sales, over and over. */
async function eventsOfSales(count: number): Promise<readonly Recorded[]> {
  await using sales = await openSaleBench(bench);
  const { events } = await sales.sell();
  return Array.from({ length: count + warmUpCount }, (_, index) => events[index % events.length]).flatMap((event) =>
    event === undefined ? [] : [event],
  );
}

/** Milliseconds of each piece; the first ones warm up and do not count. */
function timed<T>(pieces: readonly T[], work: (piece: T) => void): readonly number[] {
  const samples = pieces.map((piece) => {
    const startMs = clock.nowMs();
    work(piece);
    return clock.nowMs() - startMs;
  });
  return samples.length > warmUpCount ? samples.slice(warmUpCount) : samples;
}

function rateOf(samples: readonly number[]): number {
  return (samples.length * 1000) / samples.reduce((sum, sampleMs) => sum + sampleMs, 0);
}
