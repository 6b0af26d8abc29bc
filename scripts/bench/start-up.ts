import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { summarize, type Section } from './measured.ts';

const clock = wallClock();
const root = fileURLToPath(new URL('../..', import.meta.url));
const pinnedNode = `${root}node_modules/node/bin/node`;
const ownPartTargetMs = 300;

/** What a person waits before anything happens. */
export const startUp: Section = {
  name: 'start',
  about: '`./touchstone --version` beside the Node that it runs on',
  measure: async (effort) => {
    const count = effort === 'full' ? 15 : 4;
    const samples = { touchstone: [] as number[], version: [] as number[], empty: [] as number[] };
    for (let round = 0; round <= count; round += 1) {
      const touchstone = runMs(`${root}touchstone`, ['--version']);
      const version = runMs(pinnedNode, ['--version']);
      const empty = runMs(pinnedNode, ['-e', '0']);
      // The first round fills the caches of the file system.
      if (round === 0) continue;
      samples.touchstone.push(touchstone);
      samples.version.push(version);
      samples.empty.push(empty);
    }
    const whole = summarize(samples.touchstone);
    const empty = summarize(samples.empty);
    const own = summarize(samples.touchstone.map((wholeMs, index) => wholeMs - (samples.empty[index] ?? 0)));
    return [
      {
        what: './touchstone --version',
        unit: 'ms',
        ...whole,
        baseline: { what: 'node --version', ...summarize(samples.version) },
        ratio: whole.p50 / summarize(samples.version).p50,
      },
      {
        what: './touchstone --version',
        unit: 'ms',
        ...whole,
        baseline: { what: 'node -e 0', ...empty },
        ratio: whole.p50 / empty.p50,
      },
      {
        what: 'own part: less node -e 0 of the same round',
        unit: 'ms',
        ...own,
        target: { text: `< ${ownPartTargetMs} ms`, isMet: own.p50 < ownPartTargetMs },
      },
    ];
  },
};

function runMs(program: string, words: readonly string[]): number {
  const startMs = clock.nowMs();
  const { status, error, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  const tookMs = clock.nowMs() - startMs;
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${program} ${words.join(' ')} ended with ${status}: ${stderr.slice(0, 200)}`);
  return tookMs;
}
