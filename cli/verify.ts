import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RigFailure } from '#drivers/ports/failure.ts';
import { checkManifest, readRun } from '#reports/evidence/run-folder.ts';
import type { RunRecord } from '#reports/evidence/run-record.ts';
import { exitCodes } from './exit-codes.ts';
import { pathInWords } from './path-in-words.ts';
import { runFolderOf } from './run-folders.ts';

/** Checks the chain of every journal and the digest of every file. @returns 0 when nothing differs, else 1 */
export function verify(run: string | undefined): number {
  const folder = runFolderOf(run);
  const problems = [...manifestProblems(folder), ...recordProblems(folder)];
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  const name = pathInWords(folder);
  if (problems.length > 0) {
    process.stdout.write(`${name} is not as it was sealed\n`);
    return exitCodes.verdictAgainst;
  }
  process.stdout.write(
    `${name}: every journal and every file is as it was sealed\nevidence ${readRun(folder).journalHash}\n`,
  );
  return exitCodes.ok;
}

function manifestProblems(folder: string): readonly string[] {
  if (!existsSync(join(folder, 'manifest.json'))) {
    return ['manifest.json: missing, so nothing says what the files were; a run that was cut short has none'];
  }
  return checkManifest(folder).map(({ file, problem }) => `${file}: ${problem}`);
}

/** A file that can't be read any more is one more thing to tell, and the manifest has told which. */
function recordProblems(folder: string): readonly string[] {
  try {
    const record = readRun(folder);
    return [...stateProblems(record), ...journalProblems(record)];
  } catch (error) {
    if (!(error instanceof RigFailure)) throw error;
    return [error.message];
  }
}

function stateProblems({ state }: RunRecord): readonly string[] {
  return state === 'cut-short' ? ['run.json: missing, the run was cut short before its end'] : [];
}

function journalProblems({ cases }: RunRecord): readonly string[] {
  return cases
    .filter(({ journalState }) => journalState === 'broken' || journalState === 'cut-short')
    .map(({ journalFile, journalState }) => `${journalFile}: the chain of hashes is ${journalState}`);
}
