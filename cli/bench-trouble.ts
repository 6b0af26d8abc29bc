import { RigFailure } from '#drivers/ports/failure.ts';
import { createMask } from '#rigs/mask.ts';

/**
 * What a bench threw, as a failure of the bench. Benches may be anybody's file, so anything can come: what is no
 * `RigFailure` is a mistake in the bench's code, and its words go through the mask.
 */
export function benchTrouble(
  error: unknown,
  options: { readonly bench: string; readonly tried: 'opened' | 'put away' },
): RigFailure {
  if (error instanceof RigFailure) return error;
  const { bench, tried } = options;
  const found = Error.isError(error) ? error.message : 'something that is not an error was thrown';
  const place = Error.isError(error) ? placeOf(error) : '';
  const message = `bench ${bench} could not be ${tried}: ${masked(found)}${place}; this is a mistake in the bench's code, mend it there`;
  return new RigFailure({ code: 'BENCH_DEFECT', blame: 'bench', message }, { cause: error });
}

/** Text of unknown origin, with every run of digits hidden that could be an account number. */
function masked(text: string): string {
  return createMask().text(text.split('\n')[0] ?? '');
}

/** The file and line that threw: what a person who writes a bench needs, without a stack. */
function placeOf(error: Error): string {
  const place = /\(?(?:file:\/\/)?([^\s()]+\.ts:\d+):\d+\)?$/mu.exec(error.stack ?? '')?.[1];
  return place === undefined ? '' : ` (${place})`;
}
