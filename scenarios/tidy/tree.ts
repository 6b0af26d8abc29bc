import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A source file of the project, as the house rules see it. */
export interface SourceFile {
  /** From the project's root, with slashes. */
  readonly path: string;
  readonly text: string;
  /** Every module that it imports, as written. */
  readonly imports: readonly string[];
}

const root = fileURLToPath(new URL('../../', import.meta.url));

/** All TypeScript files of the project. The rules assert that they saw the tree: a rule that saw nothing proves nothing. */
export function sourceFiles(): readonly SourceFile[] {
  return globSync('{cli,drivers,reference-terminal,reports,rigs,scenarios,scripts}/**/*.ts', { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted()
    .map((path) => {
      const text = projectText(path);
      return { path, text, imports: importsOf(text) };
    });
}

/** Text of any file of the project. */
export function projectText(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** Paths in the project that match a pattern, sorted. */
export function projectPaths(pattern: string): readonly string[] {
  return globSync(pattern, { cwd: root }).toSorted();
}

function importsOf(text: string): readonly string[] {
  const patterns = [/\bfrom\s+'([^']+)'/gu, /\bimport\s+'([^']+)'/gu, /\bimport\(\s*'([^']+)'/gu];
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].flatMap(([, specifier]) => specifier ?? []));
}
