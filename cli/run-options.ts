import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { freshSeed } from '#drivers/clock/seeded-rng.ts';
import { writing } from '#reports/evidence/unwritable.ts';
import type { Bench, BenchOptions } from '#rigs/rig.ts';
import { UsageError } from './usage-error.ts';

/** Devices that a person named on the command line. */
export interface DeviceWords {
  readonly port: readonly string[];
  readonly firmware?: string | undefined;
  readonly allowUnknownFirmware?: boolean | undefined;
}

/** A real one for an ATmega328P has under 100 kB of text; more is some other file. */
const firmwareBytesMax = 1_048_576;

/**
 * Says what the benches are to be opened with.
 *
 * @throws {UsageError} when a word has no meaning, or no bench of the run has a place for it
 */
export function deviceOptions(words: DeviceWords, benches: readonly Bench[]): Omit<BenchOptions, 'signal'> {
  const ports = parsePorts(words.port);
  const isGiven = words.port.length > 0 || words.firmware !== undefined || words.allowUnknownFirmware === true;
  if (isGiven && benches.every(isSimulated)) {
    const names = benches.map(({ description }) => description.name).join(', ');
    throw new UsageError(
      `--port and --firmware name devices, but bench ${names} is simulated and has none; add --bench loopback, or leave them out`,
    );
  }
  const { allowUnknownFirmware } = words;
  return {
    ports,
    ...(words.firmware === undefined ? {} : { firmwarePath: firmwareFile(words.firmware) }),
    ...(allowUnknownFirmware === undefined ? {} : { allowUnknownFirmware }),
  };
}

/** The same words again, for the command that repeats a case. */
export function deviceWords(words: DeviceWords, bench: Bench): readonly string[] {
  if (isSimulated(bench)) return [];
  return [
    ...words.port.flatMap((port) => ['--port', port]),
    ...(words.firmware === undefined ? [] : ['--firmware', words.firmware]),
    ...(words.allowUnknownFirmware === true ? ['--allow-unknown-firmware'] : []),
  ];
}

/** The seed as given, or a fresh one. @throws {UsageError} when it can't stand in a command line as it is */
export function seedOf(seed: string | undefined): string {
  if (seed === undefined) return freshSeed();
  if (!/^[\w.-]{1,64}$/u.test(seed)) {
    throw new UsageError(`--seed '${seed}' must be 1 to 64 letters, digits, '.', '_' or '-'`);
  }
  return seed;
}

/**
 * Where the person wants the evidence. It must be a place of its own, as the manifest of a run covers all that lies
 * there.
 *
 * @throws {UsageError} when something is there already
 * @throws {RigFailure} code RUN_FOLDER_UNWRITABLE when one may not even look
 */
export function outFolder(out: string): string {
  const path = resolve(out);
  const found = writing(path, () => statSync(path, { throwIfNoEntry: false }));
  if (found === undefined) return path;
  if (!found.isDirectory()) throw new UsageError(`--out ${out} is a file; give the path of a folder`);
  if (existsSync(resolve(path, 'plan.json'))) {
    throw new UsageError(`--out ${out} holds a run already, and evidence is not written over; give another folder`);
  }
  // A run that could not even write its plan leaves half of it; a mounted disk has a folder of its own.
  const foreign = writing(path, () => readdirSync(path)).filter(
    (name) => !['plan.json.half', 'lost+found'].includes(name),
  );
  if (foreign.length > 0) {
    throw new UsageError(`--out ${out} is not empty (${foreign[0]} lies there); give a new or empty folder`);
  }
  return path;
}

/**
 * Finds out that a folder can't be made before anything is begun: what the system says when it is made, all missing
 * parts at once, does not name the reason.
 *
 * @throws {RigFailure} code RUN_FOLDER_UNWRITABLE
 */
export function checkWritable(path: string): void {
  let place = path;
  while (!existsSync(place) && dirname(place) !== place) place = dirname(place);
  writing(path, () => accessSync(place, constants.W_OK));
}

function parsePorts(words: readonly string[]): Readonly<Record<string, string>> {
  const ports = new Map<string, string>();
  for (const word of words) {
    const [, role, path] = /^(reader|arm)=(.+)$/u.exec(word) ?? [];
    if (role === undefined || path === undefined) {
      throw new UsageError(`--port '${word}' must be reader=PATH or arm=PATH, such as --port reader=/dev/ttyUSB0`);
    }
    if (ports.has(role)) throw new UsageError(`--port names the ${role} twice; give each device once`);
    ports.set(role, path);
  }
  return Object.fromEntries(ports);
}

function firmwareFile(file: string): string {
  const path = resolve(file);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`--firmware ${file} is not there; give the path of an Intel HEX file`);
  if (!found.isFile() || found.size > firmwareBytesMax) {
    throw new UsageError(
      `--firmware ${file} is no file of at most ${firmwareBytesMax} bytes; give the path of an Intel HEX file`,
    );
  }
  return path;
}

function isSimulated({ description }: Bench): boolean {
  return description.nature === 'simulated';
}
