import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { latestRun } from '#reports/evidence/run-folder.ts';
import { pathInWords } from './path-in-words.ts';
import { UsageError } from './usage-error.ts';

/** Where runs lie when nobody says otherwise. */
export const runsFolder = fileURLToPath(new URL('../runs', import.meta.url));

/**
 * The folder of a run by its id or path; without either, of the run that began last.
 *
 * @throws {UsageError} when there is no such run
 */
export function runFolderOf(run: string | undefined): string {
  if (run === undefined) {
    const latest = latestRun(runsFolder);
    if (latest === undefined) throw new UsageError('there is no run yet; make one with ./touchstone certify');
    return latest;
  }
  const folder = [join(runsFolder, run), resolve(run)].find((path) => existsSync(join(path, 'plan.json')));
  if (folder === undefined) {
    throw new UsageError(`'${run}' is neither the id of a run in ${pathInWords(runsFolder)} nor the folder of one`);
  }
  return folder;
}
