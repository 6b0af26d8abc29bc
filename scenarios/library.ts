import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Check } from './check.ts';
import type { Scenario } from './scenario.ts';

/** A scenario with the short name that its file gives it. */
export interface NamedScenario extends Scenario {
  readonly slug: string;
  /** Path from the project's root, with slashes. */
  readonly file: string;
}

const here = fileURLToPath(new URL('.', import.meta.url));

/** All scenarios of the library, in the order of their file names. One file is one scenario: there is no list to keep. */
export async function loadScenarios(): Promise<readonly NamedScenario[]> {
  const files = await filesEnding('.scenario.ts');
  return Promise.all(
    files.map(async (file): Promise<NamedScenario> => {
      const loaded: { readonly scenario?: Scenario } = await import(pathToFileURL(join(here, file)).href);
      if (loaded.scenario === undefined) throw missingExport(file, 'scenario');
      const slug = (file.split('/').at(-1) ?? file).replace('.scenario.ts', '');
      return { ...loaded.scenario, slug, file: `scenarios/${file}` };
    }),
  );
}

/** All checks, in the order of their file names. */
export async function loadChecks(): Promise<readonly Check[]> {
  const files = await filesEnding('.check.ts');
  return Promise.all(
    files.map(async (file): Promise<Check> => {
      const loaded: { readonly check?: Check } = await import(pathToFileURL(join(here, file)).href);
      if (loaded.check === undefined) throw missingExport(file, 'check');
      return loaded.check;
    }),
  );
}

async function filesEnding(ending: string): Promise<readonly string[]> {
  const entries = await readdir(here, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(here, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted();
}

function missingExport(file: string, name: string): RigFailure {
  return new RigFailure({
    code: 'EXPORT_MISSING',
    blame: 'scenario',
    message: `scenarios/${file} does not export \`${name}\`; a file of this kind exports exactly that constant`,
    facts: { file },
  });
}
