import { RigFailure } from '#drivers/ports/failure.ts';
import { createMask } from '#rigs/mask.ts';
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
  // Nobody has looked at the words of an error that nobody foresaw: they may hold what they must not.
  const mask = createMask();
  const what = mask.text(Error.isError(error) ? error.message : 'something that is not an error was thrown');
  const isDebugging = process.env['TOUCHSTONE_DEBUG'] !== undefined && Error.isError(error);
  const where = isDebugging ? `\n${mask.text(error.stack ?? '')}` : '';
  return {
    text: `${head} a defect of Touchstone itself: ${what}; set TOUCHSTONE_DEBUG=1 to see where, and report it${where}`,
    exitCode: exitCodes.benchFailed,
  };
}
