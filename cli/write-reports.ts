import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { $ } from 'zx';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { RunRecord } from '#reports/evidence/run-record.ts';
import { writeManifest } from '#reports/evidence/run-folder.ts';
import { renderAllure } from '#reports/formats/allure.ts';
import { renderJunit } from '#reports/formats/junit.ts';
import { renderReportPage } from '#reports/site/report-page.ts';
import { ensureProgram, javaRuntime } from './system-packages.ts';

/** Where the reports of a run lie. */
export interface WrittenReports {
  readonly page: string;
  readonly junit: string;
  readonly allureResults: string;
  /** What became of the Allure report: its path, or why there is none. */
  readonly allure: { readonly path: string } | { readonly notRun: string };
}

/** How reports are written. */
export interface ReportOptions {
  readonly note: (text: string) => void;
  readonly withAllure: boolean;
  readonly signal?: AbortSignal;
}

/** Whether a file of a run's folder is rendered from the others, and can be again. */
export function isRendered(file: string): boolean {
  return /^(?:report\.html$|junit\.xml$|allure-results\/|allure-report\/)/u.test(file);
}

/**
 * Renders every format of a run into its folder and seals the folder with a manifest.
 *
 * @throws {RigFailure} code RUN_FOLDER_UNWRITABLE
 */
export async function writeReports(folder: string, run: RunRecord, options: ReportOptions): Promise<WrittenReports> {
  const page = join(folder, 'report.html');
  const junit = join(folder, 'junit.xml');
  const allureResults = join(folder, 'allure-results');
  write(page, renderReportPage(run));
  write(junit, renderJunit(run));
  for (const { fileName, text } of renderAllure(run)) write(join(allureResults, fileName), text);
  const allure = await generateAllure(folder, allureResults, options);
  writeManifest(folder);
  return { page, junit, allureResults, allure };
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch (error) {
    throw new RigFailure(
      {
        code: 'RUN_FOLDER_UNWRITABLE',
        blame: 'bench',
        message: `could not write ${path}; check free space and permissions, then render again with ./touchstone report`,
        facts: { path },
      },
      { cause: error },
    );
  }
}

async function generateAllure(
  folder: string,
  results: string,
  options: ReportOptions,
): Promise<WrittenReports['allure']> {
  if (!options.withAllure) return { notRun: 'left out as asked' };
  if (options.signal?.aborted === true) return { notRun: 'the run was interrupted' };
  const java = await ensureProgram(javaRuntime, options.note);
  if (!java.isThere) return { notRun: java.advice };
  const target = join(folder, 'allure-report');
  const command = join(
    dirname(createRequire(import.meta.url).resolve('allure-commandline/package.json')),
    'bin',
    'allure',
  );
  const result = await $({
    nothrow: true,
    quiet: true,
    timeout: '120s',
  })`${process.execPath} ${command} generate --clean ${results} --output ${target}`;
  if (result.exitCode === 0) return { path: join(target, 'index.html') };
  return { notRun: `allure ended with ${result.exitCode}: ${result.stderr.trim().split('\n').at(-1) ?? ''}` };
}
