import type { NamedScenario } from '#scenarios/library.ts';
import { UsageError } from './usage-error.ts';

/**
 * The scenarios that an expression means: terms separated by commas, each the short name, the area or a requirement id
 * of scenarios, with `*` for anything; a term that begins with `!` takes away.
 *
 * @throws {UsageError} when a term means no scenario at all, or nothing is left
 */
export function chooseScenarios(
  all: readonly NamedScenario[],
  expression: string | undefined,
): readonly NamedScenario[] {
  if (expression === undefined) return all;
  const terms = expression
    .split(',')
    .map((term) => term.trim())
    .filter((term) => term !== '');
  if (terms.length === 0) {
    throw new UsageError(
      `'${expression}' names no scenario; give a name, an area or a requirement, or leave --only out for all`,
    );
  }
  const wanted = terms.filter((term) => !term.startsWith('!'));
  const unwanted = terms.filter((term) => term.startsWith('!')).map((term) => term.slice(1));
  for (const term of [...wanted, ...unwanted]) {
    if (!all.some((scenario) => means(term, scenario))) throw unknownTerm(term, all);
  }
  const chosen = all.filter(
    (scenario) =>
      (wanted.length === 0 || wanted.some((term) => means(term, scenario))) &&
      !unwanted.some((term) => means(term, scenario)),
  );
  if (chosen.length === 0) throw new UsageError(`'${expression}' leaves no scenario to run`);
  return chosen;
}

function means(term: string, scenario: NamedScenario): boolean {
  const pattern = new RegExp(
    `^${term
      .split('*')
      .map((part) => RegExp.escape(part))
      .join('.*')}$`,
    'iu',
  );
  const area = areaOf(scenario);
  return [scenario.slug, area, ...scenario.proves].some((name) => pattern.test(name));
}

/** Names that one takes in at a glance. */
const nearMax = 6;

function areaOf({ file }: NamedScenario): string {
  return file.split('/')[1] ?? '';
}

function areasOf(all: readonly NamedScenario[]): readonly string[] {
  return [...new Set(all.map(areaOf))].toSorted();
}

function unknownTerm(term: string, all: readonly NamedScenario[]): UsageError {
  const near = all.filter(({ slug }) => slug.includes(term.replaceAll('*', '').slice(0, 4))).map(({ slug }) => slug);
  const more = near.length > nearMax ? ` (and ${near.length - nearMax} more)` : '';
  const hint =
    near.length > 0
      ? `did you mean ${near.slice(0, nearMax).join(', ')}${more}?`
      : `there are ${all.length}, in the areas ${areasOf(all).join(', ')}`;
  return new UsageError(`no scenario, area or requirement is named '${term}'; ${hint}`);
}
