import { LineCounter, parseDocument } from 'yaml';
import type { Document, Node } from 'yaml';
import type { TerminalConfiguration } from '../configuration.ts';
import type { ConfigurationProblem, ConfigurationRead, PlacedProblem } from './configuration-problem.ts';
import { lintConfiguration } from './lint.ts';
import { terminalConfigurationSchema } from './schema.ts';

/** Members whose values are never shown: exception files hold account numbers, and keys are secret. */
const hiddenMembers: ReadonlySet<PropertyKey> = new Set(['exceptionFile', 'keyHex']);
const shownCharactersMax = 60;

/**
 * Reads a terminal configuration from YAML: its form first, then what goes together.
 *
 * @param options.today  YYMMDD, for the expiry of keys
 * @returns every problem that the text has, in the order of its lines; advice alone does not refuse
 */
export function readTerminalConfiguration(
  text: string,
  options: { readonly today: string },
): ConfigurationRead<TerminalConfiguration> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [syntax] = document.errors;
  if (syntax !== undefined) {
    const { line } = lines.linePos(syntax.pos[0]);
    return refusal([{ weight: 'refused', path: [], expected: 'YAML', found: oneLine(syntax.message), line }]);
  }
  const place = (problem: ConfigurationProblem): PlacedProblem => ({
    ...problem,
    path: problem.path.map((part) => (typeof part === 'number' ? part : withoutAccounts(part))),
    found: withoutAccounts(problem.found),
    line: lineOf(document, lines, problem.path),
  });
  const value = valueOf(document);
  if (value.kind === 'unresolved') {
    return refusal([
      {
        weight: 'refused',
        path: [],
        expected: 'aliases (*name) of anchors (&name) that are there',
        found: value.why,
        line: 1,
      },
    ]);
  }
  const formed = terminalConfigurationSchema.safeParse(value.value, { reportInput: true });
  if (!formed.success) return refusal(formed.error.issues.flatMap(formProblems).map(place));
  const problems = lintConfiguration(formed.data, options).map(place).sort(byLine);
  if (problems.some(({ weight }) => weight === 'refused')) return refusal(problems);
  return { kind: 'read', configuration: formed.data, advice: problems };
}

function refusal(problems: readonly PlacedProblem[]): {
  readonly kind: 'refused';
  readonly problems: readonly PlacedProblem[];
} {
  return { kind: 'refused', problems: problems.toSorted(byLine) };
}

function byLine(left: PlacedProblem, right: PlacedProblem): number {
  return left.line - right.line;
}

/** Aliases are bounded by the library, so that a few bytes can't become gigabytes; it throws ReferenceError for both. */
function valueOf(
  document: Document,
): { readonly kind: 'plain'; readonly value: unknown } | { readonly kind: 'unresolved'; readonly why: string } {
  try {
    return { kind: 'plain', value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    if (error instanceof ReferenceError) return { kind: 'unresolved', why: oneLine(error.message) };
    throw error;
  }
}

interface FormIssue {
  readonly code: string;
  readonly message: string;
  readonly path: readonly PropertyKey[];
  readonly input?: unknown;
  readonly keys?: readonly string[];
}

/** A member that nobody knows stands on a line of its own, and is told by its name. */
function formProblems(issue: FormIssue): readonly ConfigurationProblem[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code === 'unrecognized_keys' && issue.keys !== undefined) {
    return issue.keys.map((key) => ({
      weight: 'refused',
      path: [...path, key],
      expected: 'no member of this name (is it misspelt?)',
      found: `"${key}"`,
    }));
  }
  const expected = issue.input === undefined ? `a value (${oneLine(issue.message)})` : oneLine(issue.message);
  return [
    {
      weight: 'refused',
      path,
      expected,
      found: path.some((part) => hiddenMembers.has(part)) ? 'something else' : shown(issue.input),
    },
  ];
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'a map';
  const text = JSON.stringify(value);
  return text.length > shownCharactersMax ? `${text.slice(0, shownCharactersMax)}…` : text;
}

/** An account number in the wrong place, as a member's name or another member's value, is not shown either. */
function withoutAccounts(text: string): string {
  return text.replaceAll(/[0-9]{12,}/gu, (digits) => '*'.repeat(digits.length));
}

/** Line of the deepest part of the path that the text has. */
function lineOf(document: Document, lines: LineCounter, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true) as Partial<Node> | undefined;
    const start = node?.range?.[0];
    if (start !== undefined) return lines.linePos(start).line;
  }
  return 1;
}

function oneLine(text: string): string {
  return (text.split('\n')[0] ?? '')
    .replace(/^Invalid input: expected /u, '')
    .replace(/, received .*$/u, '')
    .trim();
}
