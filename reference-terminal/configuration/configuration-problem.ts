/** One thing that is wrong in a configuration file. */
export interface ConfigurationProblem {
  /** `refused`: the terminal does not start with it. `advice`: it starts, but somebody should look. */
  readonly weight: 'refused' | 'advice';
  /** Where in the file, members and indices (counted from 0) from the root. */
  readonly path: readonly (string | number)[];
  /** What was expected there. */
  readonly expected: string;
  /** What was found. Never an account number. */
  readonly found: string;
}

/** The same with its place in the text. */
export interface PlacedProblem extends ConfigurationProblem {
  /** Counted from 1. */
  readonly line: number;
}

/** What a file gave: a configuration the terminal can start with, or why there is none. */
export type ConfigurationRead<Configuration> =
  | { readonly kind: 'read'; readonly configuration: Configuration; readonly advice: readonly PlacedProblem[] }
  | { readonly kind: 'refused'; readonly problems: readonly PlacedProblem[] };

/** A problem that keeps the terminal from starting, where there is one. */
export function refusedIf(
  isBroken: boolean,
  problem: Omit<ConfigurationProblem, 'weight'>,
): readonly ConfigurationProblem[] {
  return isBroken ? [{ weight: 'refused', ...problem }] : [];
}

/** `file, line 7, applications[0].aidHex: expected …, found …`. */
export function problemInWords(fileName: string, { line, path, expected, found }: PlacedProblem): string {
  const place = path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? part : `${text}.${part}`;
  }, '');
  return `${fileName}, line ${line}${place === '' ? '' : `, ${place}`}: expected ${expected}, found ${found}`;
}
