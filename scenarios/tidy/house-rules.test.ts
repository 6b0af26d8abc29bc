import { describe, expect, test } from 'vitest';
import { projectPaths, projectText, sourceFiles } from './tree.ts';

const files = sourceFiles();
const isTest = (path: string): boolean => /\.(test|contract)\.ts$/u.test(path);
const list = (found: readonly (string | undefined)[]): readonly string[] =>
  found.filter((entry) => entry !== undefined);

describe('the rules of the house', () => {
  test('leave time and chance to drivers/clock', () => {
    const banned =
      /\b(setTimeout|setInterval|setImmediate|Date\.now|new Date|performance\.|Math\.random|randomBytes|hrtime)\b/u;
    const found = files
      .filter(
        ({ path }) => !/^(drivers\/clock|scripts|scenarios\/tidy)\//u.test(path) && !path.includes('/site/page-script'),
      )
      .flatMap(({ path, text }) => linesMatching(path, text, banned));
    expect(found).toEqual([]);
  });

  test('keep files small enough to hold in the head', () => {
    const tooLong = files
      .filter(({ path }) => !path.endsWith('.table.ts'))
      .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
      .filter(({ lines }) => lines > 401);
    expect(tooLong).toEqual([]);
  });

  test('give every export a doc comment', () => {
    const bare = files
      .filter(({ path }) => !isTest(path) && !/\.(scenario|check|bench)\.ts$/u.test(path))
      .flatMap(({ path, text }) => undocumentedExports(text).map((name) => `${path}: ${name}`));
    expect(bare).toEqual([]);
  });

  test('name things for what they are', () => {
    const vague = /\b(?:class|interface|type|function|const)\s+\w*(?:Manager|Helper|Util|Impl)\b/u;
    expect(
      files
        .filter(({ path }) => !path.startsWith('scenarios/tidy/'))
        .flatMap(({ path, text }) => linesMatching(path, text, vague)),
    ).toEqual([]);
  });

  test('leave nothing for later and switch no test off', () => {
    const later = /\b(TODO|FIXME|XXX|HACK)\b|\b(?:test|it|describe)\.(?:only|todo)\(/u;
    expect(
      files
        .filter(({ path }) => !path.startsWith('scenarios/tidy/'))
        .flatMap(({ path, text }) => linesMatching(path, text, later)),
    ).toEqual([]);
  });

  test('never swallow an error', () => {
    const found = files
      .filter(({ path }) => !path.startsWith('scenarios/tidy/'))
      .flatMap(({ path, text }) => linesMatching(path, text, /catch\s*(\([^)]*\))?\s*\{\s*\}/u));
    expect(found).toEqual([]);
  });

  test('carry no path of one machine', () => {
    const paths = projectPaths(
      '{README.md,*.json,*.ts,{cli,drivers,reference-terminal,reports,rigs,scenarios,scripts}/**/*.{ts,md,yaml,json}}',
    );
    const found = paths
      .filter((path) => !path.startsWith('scenarios/tidy/') && path !== 'package-lock.json')
      .flatMap((path) => linesMatching(path, projectText(path), /["'`( ]\/(?:home|root|work)\/[a-z]|\.\.\/shared\b/u));
    expect(found).toEqual([]);
  });

  test('pin every dependency to one exact version', () => {
    const manifest: Readonly<Record<'dependencies' | 'devDependencies', Readonly<Record<string, string>>>> = JSON.parse(
      projectText('package.json'),
    );
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/u.test(version),
    );
    expect(loose).toEqual([]);
  });

  test('give every room a README with its decisions', () => {
    const rooms = new Set(files.map(({ path }) => path.split('/')[0] ?? '').filter((room) => room !== ''));
    const silent = [...rooms].map((room) => (projectPaths(`${room}/README.md`).length === 0 ? room : undefined));
    expect(list(silent)).toEqual([]);
  });
});

function linesMatching(path: string, text: string, pattern: RegExp): readonly string[] {
  return text.split('\n').flatMap((line, index) => {
    const isComment = /^\s*(\*|\/\/|\/\*)/u.test(line);
    return !isComment && pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [];
  });
}

function undocumentedExports(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const name = /^export (?:async )?(?:abstract )?(?:function\*?|class|const|interface|type) (\w+)/u.exec(line)?.[1];
    if (name === undefined) return [];
    const above = lines[index - 1]?.trim() ?? '';
    return above.endsWith('*/') ? [] : [name];
  });
}
