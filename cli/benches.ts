import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Bench } from '#rigs/rig.ts';
import { UsageError } from './usage-error.ts';

const builtIn = new URL('../rigs/benches/', import.meta.url);
const ending = '.bench.ts';

/** Names of the benches that come with the project, sorted. */
export async function benchNames(): Promise<readonly string[]> {
  const files = await readdir(builtIn);
  return files
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .toSorted();
}

/**
 * A bench by its name, or by the path of a file of one's own.
 *
 * @throws {UsageError} when there is none, when the file does not load, or does not export a bench
 */
export async function loadBench(nameOrPath: string): Promise<Bench> {
  const url = nameOrPath.endsWith('.ts') ? ownFile(nameOrPath) : await builtInFile(nameOrPath);
  const loaded = await importBench(nameOrPath, url);
  const flaw = flawOf(loaded.bench);
  if (flaw !== undefined) {
    throw new UsageError(
      `bench file ${fileURLToPath(url)} does not export a bench: ${flaw}; it needs \`export const bench: Bench = { description, open }\`, as rigs/benches/sim.bench.ts has`,
    );
  }
  return loaded.bench as Bench;
}

/**
 * Several benches for one run. Cases are filed under the name of their bench, so no two may share one.
 *
 * @throws {UsageError} as {@link loadBench}, and when two have the same name
 */
export async function loadBenches(namesOrPaths: readonly string[]): Promise<readonly Bench[]> {
  const benches = await Promise.all(namesOrPaths.map(loadBench));
  const names = benches.map(({ description }) => description.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) {
    throw new UsageError(
      `--bench ${namesOrPaths.join(',')} means two benches named '${twice}'; give each once, and a bench of your own a name of its own`,
    );
  }
  return benches;
}

function ownFile(path: string): URL {
  const whole = isAbsolute(path) ? path : resolve(path);
  if (!existsSync(whole)) {
    throw new UsageError(`there is no bench file ${whole}; check the path, or give a bench by its name`);
  }
  return pathToFileURL(whole);
}

async function builtInFile(name: string): Promise<URL> {
  const names = await benchNames();
  if (!names.includes(name)) {
    throw new UsageError(
      `no bench is named '${name}'; there are ${names.join(', ')}, or give the path of a file that ends in ${ending}`,
    );
  }
  return new URL(`${name}${ending}`, builtIn);
}

async function importBench(name: string, url: URL): Promise<{ readonly bench?: unknown }> {
  try {
    return await import(url.href);
  } catch (error) {
    const reason = Error.isError(error) ? error.message.split('\n')[0] : 'something that is not an error was thrown';
    throw new UsageError(
      `bench '${name}' could not be loaded from ${fileURLToPath(url)}: ${reason}; mend the file (tsc finds the place)`,
      { cause: error },
    );
  }
}

const natures: readonly unknown[] = ['simulated', 'loopback', 'physical'];
/** It becomes a folder of the run and a word of a command line. */
const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]*$/u;

/** What keeps a value from being a bench; undefined when nothing does. The file may be anybody's, unseen by tsc. */
function flawOf(value: unknown): string | undefined {
  if (!isObject(value)) return '`bench` is missing or no object';
  if (typeof value['open'] !== 'function') return '`open` is no function';
  const { description } = value;
  if (!isObject(description)) return '`description` is missing or no object';
  const { name, nature, summary, simulated, real, abilities } = description;
  if (typeof name !== 'string' || !namePattern.test(name)) {
    return "`description.name` must be letters, digits, '.', '_' or '-'";
  }
  if (!natures.includes(nature)) return `\`description.nature\` must be one of ${natures.join(', ')}`;
  if (typeof summary !== 'string') return '`description.summary` is no text';
  if (!isListOfText(simulated) || !isListOfText(real)) {
    return '`description.simulated` and `description.real` must be lists of text';
  }
  return abilities instanceof Set ? undefined : '`description.abilities` is no Set';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isListOfText(value: unknown): boolean {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
