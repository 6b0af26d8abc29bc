/**
 * The benchmark: how fast, beside what. Every number is measured now, together with its baseline.
 *
 *   npm run bench                      all of it, about a minute
 *   npm run bench -- --only frames     some of it, names with commas between them
 *   npm run bench -- --quick           a short form: orders of magnitude
 *   npm run bench -- --out FILE        where the JSON goes, instead of runs/bench-<time>.json
 *
 * Exits 0 when everything could be measured, met or not; 1 when something broke; 2 for wrong usage.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { argv } from 'zx';
import { isoTime } from '#drivers/clock/iso-time.ts';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { within } from '#drivers/ports/deadline.ts';
import { emulatedUno } from './bench/emulated-uno.ts';
import { faultedRuns } from './bench/faulted-runs.ts';
import { frameRoundTrip } from './bench/frame-round-trip.ts';
import { journalWriting } from './bench/journal-writing.ts';
import { kernelTime } from './bench/kernel-time.ts';
import { machineFacts, type MachineFacts } from './bench/machine.ts';
import type { Row, Section } from './bench/measured.ts';
import { saleTime } from './bench/sale-time.ts';
import { salesPerSecond } from './bench/sales-per-second.ts';
import { startUp } from './bench/start-up.ts';
import { renderTable } from './bench/table.ts';
import { tlvParsing } from './bench/tlv-parsing.ts';

const sections: readonly Section[] = [
  frameRoundTrip,
  saleTime,
  salesPerSecond,
  kernelTime,
  tlvParsing,
  faultedRuns,
  emulatedUno,
  journalWriting,
  startUp,
];
/** Several times what the longest section takes: after that something hangs. */
const sectionMsMax = 120_000;
const clock = wallClock();
const startMs = clock.nowMs();

const usage = usageProblem();
if (usage === undefined) await measureAll();
else {
  console.error(`bench: ${usage}; --only takes ${sections.map(({ name }) => name).join(', ')}`);
  process.exitCode = 2;
}

function usageProblem(): string | undefined {
  const { _: rest, only, quick, out, ...others } = argv;
  const unknown = [...Object.keys(others).map((name) => `--${name}`), ...rest];
  if (unknown.length > 0) return `there is no ${unknown.join(' ')}`;
  if (quick !== undefined && quick !== true) return '--quick takes no value';
  if (out !== undefined && typeof out !== 'string') return '--out needs the path of a file';
  if (only !== undefined && typeof only !== 'string') return '--only needs a name';
  const missing = namesOf(only).filter((name) => !sections.some((section) => section.name === name));
  return missing.length > 0 ? `nothing is named ${missing.join(', ')}` : undefined;
}

function namesOf(only: unknown): readonly string[] {
  return typeof only === 'string' ? only.split(',') : sections.map(({ name }) => name);
}

async function measureAll(): Promise<void> {
  const machine = machineFacts();
  const effort = argv['quick'] === true ? 'quick' : 'full';
  printMachine(machine);
  const rows: Row[] = [];
  const broken: { readonly section: string; readonly message: string }[] = [];
  const names = namesOf(argv['only']);
  for (const { name, about, measure } of sections.filter((section) => names.includes(section.name))) {
    console.error(`measuring ${name}: ${about}`);
    try {
      const wait = await within(clock, measure(effort), { timeoutMs: sectionMsMax });
      if (wait.kind === 'timed-out') throw new Error(`it hung: nothing was measured in ${sectionMsMax / 1000} s`);
      rows.push(...wait.value.map((row) => ({ section: name, ...row })));
    } catch (error) {
      console.error(error);
      broken.push({ section: name, message: Error.isError(error) ? error.message : String(error) });
    }
  }
  const tookMs = Math.round(clock.nowMs() - startMs);
  console.log(`\n${renderTable(rows)}`);
  const path = writeResult({ startedAtIso: isoTime(startMs), effort, tookMs, machine, rows, broken });
  for (const { section, message } of broken) console.log(`BROKEN: ${section}: ${message}`);
  console.log(`${(tookMs / 1000).toFixed(0)} s, ${effort}; all numbers in ${path}`);
  // What hangs would keep the process alive.
  if (broken.length > 0) process.exit(1);
}

function printMachine({ cores, model, memoryMb, system, node, loadBefore }: MachineFacts): void {
  console.log(
    `${cores} cores (${model}), ${memoryMb} MB, ${system}, Node ${node}, load before ${loadBefore.toFixed(2)}`,
  );
}

function writeResult(result: { readonly startedAtIso: string } & Record<string, unknown>): string {
  const stamp = result.startedAtIso.slice(0, 19).replaceAll(/[-:]/gu, '').replace('T', '-');
  const path: string =
    typeof argv['out'] === 'string'
      ? resolve(argv['out'])
      : fileURLToPath(new URL(`../runs/bench-${stamp}.json`, import.meta.url));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(result, undefined, 2)}\n`);
  return path;
}
