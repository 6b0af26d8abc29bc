import { RigFailure } from '#drivers/ports/failure.ts';

/** A card file that cannot be used: which file, which line, what was expected there. */
export function cardFileError(place: {
  readonly file: string;
  readonly line: number;
  readonly what: string;
  readonly expected: string;
  readonly found: string;
}): RigFailure {
  const { file, line, what, expected, found } = place;
  return new RigFailure({
    code: 'CARD_FILE_INVALID',
    blame: 'scenario',
    message: `${file}:${line}: ${what}: expected ${expected}, found ${found}`,
  });
}
