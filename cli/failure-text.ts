import { RigFailure } from '#drivers/ports/failure.ts';
import { exitCodes } from './exit-codes.ts';
import { coloured } from './terminal-text.ts';
import { UsageError } from './usage-error.ts';

/** What a person is told of a command that could not do its work, and the exit code that goes with it. */
export function explainFailure(error: unknown): { readonly text: string; readonly exitCode: number } {
  const head = coloured('red', 'touchstone:', process.stderr);
  if (error instanceof UsageError) return { text: `${head} ${error.message}`, exitCode: exitCodes.usage };
  if (error instanceof RigFailure) {
    return { text: `${head} ${error.message} (${error.code})`, exitCode: exitCodes.benchFailed };
  }
  const what = Error.isError(error) ? error.message : 'something that is not an error was thrown';
  const where = process.env['TOUCHSTONE_DEBUG'] !== undefined && Error.isError(error) ? `\n${error.stack ?? ''}` : '';
  return {
    text: `${head} a defect of Touchstone itself: ${what}; set TOUCHSTONE_DEBUG=1 to see where, and report it${where}`,
    exitCode: exitCodes.benchFailed,
  };
}
