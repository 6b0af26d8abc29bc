import { readFileSync } from 'node:fs';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { isoTime } from '#drivers/clock/iso-time.ts';
import { problemInWords, readTerminalConfiguration } from '#terminal';
import { exitCodes } from './exit-codes.ts';
import { UsageError } from './usage-error.ts';

/**
 * Checks a terminal's configuration file and prints every problem with its line.
 *
 * @returns 0 when the terminal would start with it, 2 when it would not
 */
export function checkConfiguration(file: string, options: { readonly json?: boolean }): number {
  const read = readTerminalConfiguration(textOf(file), { today: todayDigits() });
  const problems = read.kind === 'read' ? read.advice : read.problems;
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify({ file, accepted: read.kind === 'read', problems }, undefined, 2)}\n`);
    return read.kind === 'read' ? exitCodes.ok : exitCodes.usage;
  }
  for (const problem of problems) {
    process.stdout.write(`${problem.weight === 'advice' ? 'advice' : 'refused'}: ${problemInWords(file, problem)}\n`);
  }
  if (read.kind === 'refused') {
    process.stdout.write(`${file}: the terminal would not start with it\n`);
    return exitCodes.usage;
  }
  const { applications, contact, certificationAuthorityKeys } = read.configuration;
  process.stdout.write(
    `${file}: good: ${applications.length} contactless and ${contact?.applications.length ?? 0} contact applications, ` +
      `${certificationAuthorityKeys.length} CA keys\n`,
  );
  return exitCodes.ok;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = Error.isError(error) && 'code' in error ? String(error.code) : 'unknown';
    throw new UsageError(`could not read the configuration ${file}: ${why}; name a YAML file`);
  }
}

/** Today as YYMMDD in UTC, which is the terminal's own time. */
function todayDigits(): string {
  return isoTime(wallClock().nowMs()).slice(2, 10).replaceAll('-', '');
}
