import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkManifest, latestRun, readRun } from '#reports/evidence/run-folder.ts';
import { renderSummary } from '#reports/formats/summary.ts';
import { runsFolder } from './certify.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { pathInWords } from './path-in-words.ts';
import { UsageError } from './usage-error.ts';
import { writeReports } from './write-reports.ts';

/** Renders the reports of a run again, also of one that was cut short. @returns the exit code of its verdict */
export async function report(run: string | undefined, options: { readonly allure: boolean }): Promise<number> {
  const folder = runFolderOf(run);
  const record = readRun(folder);
  const written = await writeReports(folder, record, {
    note: (text) => void process.stdout.write(`${text}\n`),
    withAllure: options.allure,
  });
  process.stdout.write(renderSummary(record, { reportPath: pathInWords(written.page) }));
  return exitCodeOf(record.verdict);
}

/** Checks the chain of every journal and the digest of every file. @returns 0 when nothing differs, else 1 */
export function verify(run: string | undefined): number {
  const folder = runFolderOf(run);
  const record = readRun(folder);
  const broken = record.cases.filter(({ journalState }) => journalState === 'broken' || journalState === 'cut-short');
  const changed = checkManifest(folder);
  for (const each of broken) process.stdout.write(`${each.journalFile}: the chain of hashes is ${each.journalState}\n`);
  for (const { file, problem } of changed) process.stdout.write(`${file}: ${problem}\n`);
  const isGood = broken.length === 0 && changed.length === 0;
  process.stdout.write(
    isGood
      ? `run ${record.id}: every journal and every file is as it was sealed\nevidence ${record.journalHash}\n`
      : `run ${record.id} is not as it was sealed\n`,
  );
  return isGood ? exitCodes.ok : exitCodes.verdictAgainst;
}

function runFolderOf(run: string | undefined): string {
  if (run === undefined) {
    const latest = latestRun(runsFolder);
    if (latest === undefined) throw new UsageError('there is no run yet; make one with ./touchstone certify');
    return latest;
  }
  const folder = [join(runsFolder, run), resolve(run)].find((path) => existsSync(join(path, 'plan.json')));
  if (folder === undefined)
    throw new UsageError(`'${run}' is neither the id of a run in ${pathInWords(runsFolder)} nor the folder of one`);
  return folder;
}
