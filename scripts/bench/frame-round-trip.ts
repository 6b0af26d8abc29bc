import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { autoDetect } from '@serialport/bindings-cpp';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import type { ContactlessField } from '#drivers/ports/contactless-field.ts';
import type { ByteLink } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { chipCommand } from '#drivers/readers/pn532/chip-commands.ts';
import { quickCommand, startChip } from '#drivers/readers/pn532/start-chip.ts';
import { serialOpener } from '#drivers/serial/serial-opener.ts';
import { createPn532Twin } from '#rigs/twins/pn532/pn532-twin.ts';
import { openPty, type Pty } from '#rigs/wires/pty.ts';
import { percentile, summarize, type Section } from './measured.ts';

const clock = wallClock();
const baudRate = 115_200;
const ratioMax = 1.5;
const warmUpCount = 50;

/** GetFirmwareVersion as it goes over the line: nine bytes out, six and thirteen back. */
const command = Buffer.from('0000FF02FED4022A00', 'hex');
const acknowledge = Buffer.from('0000FF00FF00', 'hex');
const response = Buffer.from('0000FF06FAD50332010607E800', 'hex');
const answerLength = acknowledge.length + response.length;
/** What brings the sleeping twin to listen: wake-up, zeros, SAMConfiguration; ACK and response take 15 bytes. */
const wakeUp = Buffer.from('55550000000000000000000000000000FF05FBD4140114010200', 'hex');
const wokenLength = 15;

/** The driver's cost for one command and its response, beside the same bytes over the same wire without a driver. */
export const frameRoundTrip: Section = {
  name: 'frames',
  about: 'GetFirmwareVersion through the PN532 driver, beside the same bytes bare on the same pseudo-terminal',
  measure: async (effort) => {
    const [rounds, perRound] = effort === 'full' ? [10, 400] : [4, 150];
    const directory = mkdtempSync(join(tmpdir(), 'touchstone-bench-'));
    await using owned = new AsyncDisposableStack();
    owned.defer(() => rmSync(directory, { recursive: true }));
    const pty = owned.use(openPty({ directory, name: 'ttyFRAMES' }));
    const samples = { echo: [] as number[], twin: [] as number[], driver: [] as number[] };
    // Interleaved, so that a noisy minute of the machine hits all three.
    for (let round = 0; round < rounds; round += 1) {
      samples.echo.push(...(await bareEcho(pty, perRound)));
      samples.twin.push(...(await bareTwin(pty, perRound)));
      samples.driver.push(...(await throughDriver(pty, perRound)));
    }
    const ratio = percentile(samples.driver, 0.5) / percentile(samples.echo, 0.5);
    return [
      {
        what: 'command and response by the driver',
        unit: 'ms',
        ...summarize(samples.driver),
        baseline: { what: 'bare echo of as many bytes', ...summarize(samples.echo) },
        ratio,
        target: { text: `<= ${ratioMax}`, isMet: ratio <= ratioMax },
      },
      {
        what: 'command and response by the driver',
        unit: 'ms',
        ...summarize(samples.driver),
        baseline: { what: 'same bytes bare to the same twin', ...summarize(samples.twin) },
        ratio: percentile(samples.driver, 0.5) / percentile(samples.twin, 0.5),
      },
    ];
  },
};

/**
 * The twin's delays (bytes on the line, ACK, the chip's own time) are all sleeps on its clock: on one that never sleeps
 * what is left is its computing and its two writes.
 */
const withoutDelays: Clock = {
  nowMs: () => clock.nowMs(),
  sleep: async (_delayMs, signal) => signal?.throwIfAborted(),
  drive: (work) => work,
};

const emptyField: ContactlessField = {
  powered: () => [],
  onChange: () => ({ [Symbol.dispose]: () => undefined }),
};

async function bareEcho(pty: Pty, count: number): Promise<readonly number[]> {
  await using link = pty.link(clock);
  const serving = echo(link);
  const samples = await spokenBare(pty, count);
  await link[Symbol.asyncDispose]();
  await serving;
  return samples;
}

/** As many bytes in as many pieces as the chip sends, without looking at what came. */
async function echo(link: ByteLink): Promise<void> {
  let waiting = 0;
  for await (const { bytes } of link.received) {
    for (waiting += bytes.length; waiting >= command.length; waiting -= command.length) {
      await link.send(acknowledge);
      await link.send(response);
    }
  }
}

async function bareTwin(pty: Pty, count: number): Promise<readonly number[]> {
  await using _twin = createPn532Twin({ link: pty.link(clock), field: emptyField, clock: withoutDelays });
  return await spokenBare(pty, count, { wakes: true });
}

/** Write, then read until all is there: the least that any program does. */
async function spokenBare(pty: Pty, count: number, { wakes = false } = {}): Promise<readonly number[]> {
  const port = await autoDetect().open({ path: pty.path, baudRate, lock: true, hupcl: false });
  const buffer = Buffer.alloc(4096);
  const say = async (bytes: Buffer, length: number): Promise<void> => {
    await port.write(bytes);
    let got = 0;
    while (got < length) got += (await port.read(buffer, got, length - got)).bytesRead;
  };
  if (wakes) await say(wakeUp, wokenLength);
  const samples = await timed(count, () => say(command, answerLength));
  await port.close();
  return samples;
}

async function throughDriver(pty: Pty, count: number): Promise<readonly number[]> {
  await using _twin = createPn532Twin({ link: pty.link(clock), field: emptyField, clock: withoutDelays });
  const { conversation } = await startChip(serialOpener({ path: pty.path, baudRate, clock }), { clock });
  await using _conversation = conversation;
  return await timed(count, async () => {
    const answer = await conversation.command({ code: chipCommand.getFirmwareVersion, data: [], ...quickCommand });
    if (answer.kind !== 'answered') throw new Error('the twin left a command unanswered, so its time means nothing');
  });
}

async function timed(count: number, work: () => Promise<void>): Promise<readonly number[]> {
  for (let index = 0; index < warmUpCount; index += 1) await work();
  const samples: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const startMs = clock.nowMs();
    await work();
    samples.push(clock.nowMs() - startMs);
  }
  return samples;
}
