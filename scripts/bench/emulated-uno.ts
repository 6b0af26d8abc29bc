import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { within } from '#drivers/ports/deadline.ts';
import type { ByteLink } from '#drivers/ports/link.ts';
import { serialOpener } from '#drivers/serial/serial-opener.ts';
import { emulatedSecondsPerSecond } from '#rigs/twins/uno/measure-speed.ts';
import { startUno, type Uno } from '#rigs/twins/uno/uno.ts';
import { openPty } from '#rigs/wires/pty.ts';
import { summarize, type Effort, type Row, type Section } from './measured.ts';

const clock = wallClock();
const busyTargetMin = 4;
const coreShareTargetPercent = 40;
const servoPins = [9, 10, 11, 5] as const;
const frameMs = 20;
const settleMs = 1500;
const boardBaudRate = 57_600;

/** What the emulated controller costs, as fast as it can and in real time. */
export const emulatedUno: Section = {
  name: 'uno',
  about: 'the emulated ATmega328P: our instruction loop beside avr8js, and its share of a core in real time',
  measure: async (effort) => [...speedRows(effort), ...(await pacedRows(effort))],
};

function speedRows(effort: Effort): readonly Omit<Row, 'section'>[] {
  const [rounds, boardMs] = effort === 'full' ? [3, 3000] : [1, 1000];
  const runs = Array.from({ length: rounds }, () => ({
    decoded: emulatedSecondsPerSecond({ clock, engine: 'decoded', boardMs }),
    plain: emulatedSecondsPerSecond({ clock, engine: 'avr8js', boardMs }),
  }));
  return (['busy', 'idle'] as const).map((load) => {
    const p50 = summarize(runs.map(({ decoded }) => decoded[load])).p50;
    const plain = summarize(runs.map(({ plain: each }) => each[load])).p50;
    const target = { text: `>= ${busyTargetMin}`, isMet: p50 >= busyTargetMin };
    return {
      what: `board seconds a second, ${load}`,
      unit: 'x',
      p50,
      count: rounds,
      baseline: { what: 'avr8js alone', p50: plain },
      ratio: p50 / plain,
      ...(load === 'busy' ? { target } : {}),
    };
  });
}

async function pacedRows(effort: Effort): Promise<readonly Omit<Row, 'section'>[]> {
  const watchMs = effort === 'full' ? 5000 : 1500;
  const directory = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
  await using owned = new AsyncDisposableStack();
  owned.defer(() => rmSync(directory, { recursive: true }));
  const pty = owned.use(openPty({ directory, name: 'ttyUNO' }));
  const uno = owned.use(await startUno({ pty, clock, fastForwardBootMs: 1600 }));
  const link = owned.use(await serialOpener({ path: pty.path, baudRate: boardBaudRate, clock }).open());
  await untilItSpeaks(link);
  const resting = await watched(uno, () => clock.sleep(watchMs));
  await link.send(Uint8Array.from(servoPins.flatMap((pin) => [0xf4, pin, 4])));
  await link.send(Uint8Array.of(0xc0, 1, 0xc1, 1, 0xd0, 1));
  await moveServos(link, settleMs);
  const moving = await watched(uno, () => moveServos(link, watchMs));
  return [
    {
      what: 'share of a core in real time, servos moving',
      unit: '%',
      p50: moving.corePercent,
      count: 1,
      baseline: { what: 'board at rest', p50: resting.corePercent },
      ratio: moving.corePercent / resting.corePercent,
      target: { text: `< ${coreShareTargetPercent} %`, isMet: moving.corePercent < coreShareTargetPercent },
    },
    {
      what: `real time lost in ${watchMs / 1000} s, servos moving`,
      unit: 'ms',
      p50: moving.lostMs,
      count: 1,
      baseline: { what: 'board at rest', p50: resting.lostMs },
    },
  ];
}

/** Reads on for ever; returns when the firmware has begun to talk, which it does after its boot. */
async function untilItSpeaks(link: ByteLink): Promise<void> {
  const spoke = Promise.withResolvers<void>();
  const listening = (async () => {
    for await (const _chunk of link.received) spoke.resolve();
  })();
  listening.catch((cause: unknown) => spoke.reject(cause));
  const wait = await within(clock, spoke.promise, { timeoutMs: 10_000 });
  if (wait.kind === 'timed-out') throw new Error('the emulated board said nothing for ten seconds after its boot');
  await clock.sleep(settleMs);
}

/** Each 20 ms a new position for each of four servos: more than the arm ever asks for. */
async function moveServos(link: ByteLink, durationMs: number): Promise<void> {
  const startMs = clock.nowMs();
  for (let frame = 0; frame * frameMs < durationMs; frame += 1) {
    const us = 1000 + ((frame * 5) % 1000);
    await link.send(Uint8Array.from(servoPins.flatMap((pin) => [0xe0 + pin, us & 0x7f, us >> 7])));
    await clock.sleep(Math.max(0, startMs + (frame + 1) * frameMs - clock.nowMs()));
  }
}

/** The whole process: the board's thread, the serial port's, and ours, which sends the positions. */
async function watched(
  uno: Uno,
  work: () => Promise<void>,
): Promise<{ readonly corePercent: number; readonly lostMs: number }> {
  const lostBeforeMs = uno.lostRealTimeMs();
  const startMs = clock.nowMs();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  const corePercent = (user + system) / 10 / (clock.nowMs() - startMs);
  return { corePercent, lostMs: uno.lostRealTimeMs() - lostBeforeMs };
}
