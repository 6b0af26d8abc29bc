import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { HostDirection } from '#drivers/ports/evidence.ts';
import { openSweepWorld } from '#rigs/benches/sweep-world.ts';
import { decodeForTrace } from '#rigs/sim/acquirer/message-codec.ts';
import { parseFault } from '#rigs/faults/opportunity.ts';
import { runWithFaults } from '#scenarios/sweep/faulted-run.ts';
import { journeys } from '#scenarios/sweep/journeys.table.ts';
import { newFolder } from './cli.fixture.ts';

const hasTshark = spawnSync('tshark', ['--version']).status === 0;
const port = 8583;
/** How the dissector is told to read. */
const reading = ['-d', `tcp.port==${port},iso8583`, '-o', 'iso8583.len_endian:Big endian'];
/** The dissector’s packed form is not everybody’s; printable characters are read alike by all. */
const hostMessages = { dialect: 'touchstone-1987-characters' } as const;

/** Journeys and faults that bring every type of message onto the wire. */
const trips: readonly (readonly [journey: string, fault?: string])[] = [
  ['purchase'],
  ['chip-purchase'],
  ['day'],
  ['offline', 'from-host#1:lost'],
  ['pre-authorization', 'from-host#2:lost'],
  ['purchase', 'from-host#1:lost:lasting'],
  ['void', 'from-host#2:lost:lasting'],
  ['partial'],
  ['rest-reversed'],
  ['signing-on'],
];
/** What no journey has: a terminal that signs on first. */
const signingOn = {
  ...journeys[0],
  name: 'signing-on',
  title: 'a sale after a sign-on',
  profile: 'signs-on-late',
  act: journeys[0]?.act ?? (() => Promise.resolve()),
};
const types = '0100 0110 0200 0202 0210 0212 0220 0221 0230 0400 0401 0410 0420 0421 0430 0500 0510 0800 0810'.split(
  ' ',
);

interface Message {
  readonly direction: HostDirection;
  readonly bytes: Uint8Array;
}

async function overheard(): Promise<readonly Message[]> {
  const world = openSweepWorld();
  const messages: Message[] = [];
  const onBytes = (direction: HostDirection, bytes: Uint8Array): void => void messages.push({ direction, bytes });
  for (const [name, text] of trips) {
    const journey = [...journeys, signingOn].find((each) => each.name === name);
    const fault = text === undefined ? undefined : parseFault(text);
    if (journey === undefined || (text !== undefined && fault === undefined))
      throw new Error(`no ${name} with ${text}`);
    await runWithFaults(
      { journey, openRig: (options) => world.openRig({ ...options, onBytes, hostMessages }), seed: '7' },
      fault === undefined ? [] : [fault],
    );
  }
  return messages;
}

/** A capture file with one TCP segment a message, as from a terminal's network. */
function capture(messages: readonly Message[]): string {
  const folder = newFolder();
  const dump = messages.map(({ bytes }) => {
    const lines = Array.from({ length: Math.ceil(bytes.length / 16) }, (_, row) => {
      const part = Buffer.from(bytes.subarray(row * 16, row * 16 + 16)).toString('hex');
      return `${(row * 16).toString(16).padStart(6, '0')} ${part.match(/../gu)?.join(' ') ?? ''}`;
    });
    return `${lines.join('\n')}\n\n`;
  });
  writeFileSync(join(folder, 'dump.txt'), dump.join(''));
  execFileSync('text2pcap', ['-q', '-T', `40000,${port}`, join(folder, 'dump.txt'), join(folder, 'wire.pcap')]);
  return join(folder, 'wire.pcap');
}

function dissected(path: string, fields: readonly string[]): readonly (readonly string[])[] {
  const out = execFileSync(
    'tshark',
    ['-r', path, ...reading, '-T', 'fields', ...fields.flatMap((field) => ['-e', field])],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return out
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
}

/** Elements that have 15 digits in this dissector and 16 in ISO 8583:1987, table 1, and what stands behind them. */
const misplaced = new Set([86, 87, 88, 89, 90, 97]);

describe.skipIf(!hasTshark)('a dissector of other people’s making (skipped without tshark)', () => {
  test(
    'reads every type of message that we send, all elements, and finds none malformed',
    { timeout: 60_000 },
    async () => {
      const messages = await overheard();
      const decoded = messages.map(({ bytes }) => decodeForTrace(bytes.subarray(2), { style: 'characters' }));
      const numbers = [...new Set(decoded.flatMap((each) => Object.keys(each?.fields ?? {})))].map(Number);
      const names = ['iso8583.mti', '_ws.malformed', ...numbers.map((number) => `iso8583.bit${number}`)];
      const rows = dissected(capture(messages), names);
      expect(numbers).toEqual(expect.arrayContaining([61, 95]));
      expect(rows).toHaveLength(messages.length);
      expect(new Set(rows.map(([mti]) => mti))).toEqual(new Set(types));
      expect(rows.filter(([, malformed]) => malformed !== '')).toEqual([]);
      for (const [place, [mti, , ...values]] of rows.entries()) {
        const isReconciliation = mti?.startsWith('05') === true;
        const seen = numbers.flatMap((number, index) => {
          const value = values[index]?.trimEnd() ?? '';
          return value === '' || (isReconciliation && misplaced.has(number)) ? [] : [[String(number), value] as const];
        });
        const ours = Object.entries(decoded[place]?.fields ?? {}).flatMap(([number, value]) =>
          isReconciliation && misplaced.has(Number(number)) ? [] : [[number, value.trimEnd()] as const],
        );
        expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(ours));
      }
    },
  );
});
