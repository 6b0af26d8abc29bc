import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkManifest, readRun } from '#reports/evidence/run-folder.ts';
import { renderSummary } from '#reports/formats/summary.ts';
import { exitCodeOf, exitCodes } from './exit-codes.ts';
import { pathInWords } from './path-in-words.ts';
import { runFolderOf } from './run-folders.ts';
import { isRendered, writeReports } from './write-reports.ts';

/**
 * Renders the reports of a run again, also of one that was cut short. Refuses when evidence was changed after it was
 * sealed: new reports come with a new seal, which would cover the change up.
 *
 * @returns the exit code of its verdict
 */
export async function report(run: string | undefined, options: { readonly allure: boolean }): Promise<number> {
  const folder = runFolderOf(run);
  const changed = changedEvidence(folder);
  if (changed.length > 0) {
    for (const { file, problem } of changed) process.stdout.write(`${file}: ${problem}\n`);
    process.stderr.write(
      `touchstone: the evidence in ${pathInWords(folder)} is not as it was sealed, so no report is made of it; restore the files above, or run again\n`,
    );
    return exitCodes.verdictAgainst;
  }
  const record = readRun(folder);
  const written = await writeReports(folder, record, {
    note: (text) => void process.stdout.write(`${text}\n`),
    withAllure: options.allure,
  });
  process.stdout.write(renderSummary(record, { reportPath: pathInWords(written.page) }));
  return exitCodeOf(record.verdict);
}

/** Reports may be missing or torn: to mend them is what this is for. */
function changedEvidence(folder: string): ReturnType<typeof checkManifest> {
  if (!existsSync(join(folder, 'manifest.json'))) return [];
  return checkManifest(folder).filter(({ file }) => !isRendered(file));
}
