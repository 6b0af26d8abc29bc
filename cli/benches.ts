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
  if (!isBench(loaded.bench)) {
    throw new UsageError(
      `bench file ${fileURLToPath(url)} does not export a bench; it needs \`export const bench: Bench = { description, open }\`, as rigs/benches/sim.bench.ts has`,
    );
  }
  return loaded.bench;
}

function ownFile(path: string): URL {
  return pathToFileURL(isAbsolute(path) ? path : resolve(path));
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
    const reason = Error.isError(error) ? error.message.split('\n')[0] : 'unknown reason';
    throw new UsageError(`bench '${name}' could not be loaded from ${fileURLToPath(url)}: ${reason}`, { cause: error });
  }
}

function isBench(value: unknown): value is Bench {
  if (typeof value !== 'object' || value === null || !('open' in value) || !('description' in value)) return false;
  const { description } = value;
  return (
    typeof value.open === 'function' && typeof description === 'object' && description !== null && 'name' in description
  );
}
