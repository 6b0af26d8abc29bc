import { exitCodes } from './exit-codes.ts';

/**
 * Goes on when nobody reads what we print any more (`| head -1`, a closed window): the evidence is in the run's folder
 * and the answer is the exit code. Output that can't be written for another reason, such as a full disk, ends the
 * program.
 */
export function withoutReaders(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || error.code === 'EIO') return;
      if (stream === process.stdout) {
        process.stderr.write(`touchstone: could not write to standard output (${error.code ?? error.message})\n`);
      }
      process.exit(exitCodes.benchFailed);
    });
  }
}
