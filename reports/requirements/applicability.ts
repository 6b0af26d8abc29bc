/** A boolean expression over the abilities of the thing under test, such as `contactless && (online || saf)`. */
export type Applicability =
  | { readonly kind: 'ability'; readonly name: string }
  | { readonly kind: 'not'; readonly of: Applicability }
  | { readonly kind: 'and' | 'or'; readonly left: Applicability; readonly right: Applicability };

/** What reading an expression gave. */
export type ParsedApplicability =
  | { readonly kind: 'parsed'; readonly expression: Applicability }
  | { readonly kind: 'malformed'; readonly expected: string; readonly found: string };

/** Whether an expression holds, and if not, the part of it that decided. */
export type Applies = { readonly applies: true } | { readonly applies: false; readonly failingTerm: string };

const TOKEN = /\s*(&&|\|\||[!()]|[A-Za-z][A-Za-z0-9.-]*|\S)/gu;
const ABILITY = /^[A-Za-z][A-Za-z0-9.-]*$/u;

/** Reads an expression of abilities, `&&`, `||`, `!` and parentheses; `always` holds for everything. */
export function parseApplicability(text: string): ParsedApplicability {
  const tokens = [...text.matchAll(TOKEN)].map((match) => match[1] ?? '');
  try {
    const reader = { tokens, next: 0 };
    const expression = readOr(reader);
    if (reader.next < tokens.length) throw new Malformed('&&, || or the end', tokens[reader.next] ?? '');
    return { kind: 'parsed', expression };
  } catch (error) {
    if (error instanceof Malformed) return { kind: 'malformed', expected: error.expected, found: error.found };
    throw error;
  }
}

/** Evaluates an expression over the abilities that the thing under test has. */
export function applies(expression: Applicability, abilities: ReadonlySet<string>): Applies {
  switch (expression.kind) {
    case 'ability':
      if (expression.name === 'always' || abilities.has(expression.name)) return { applies: true };
      return { applies: false, failingTerm: expression.name };
    case 'not':
      return applies(expression.of, abilities).applies
        ? { applies: false, failingTerm: `!${wordsOf(expression.of)}` }
        : { applies: true };
    case 'and': {
      const left = applies(expression.left, abilities);
      return left.applies ? applies(expression.right, abilities) : left;
    }
    case 'or': {
      const isMet = applies(expression.left, abilities).applies || applies(expression.right, abilities).applies;
      return isMet ? { applies: true } : { applies: false, failingTerm: wordsOf(expression) };
    }
    default:
      return expression satisfies never;
  }
}

interface TokenReader {
  readonly tokens: readonly string[];
  next: number;
}

class Malformed extends Error {
  readonly expected: string;
  readonly found: string;
  constructor(expected: string, found: string) {
    super(`expected ${expected}, found ${found}`);
    this.expected = expected;
    this.found = found;
  }
}

function readOr(reader: TokenReader): Applicability {
  let left = readAnd(reader);
  while (take(reader, '||')) left = { kind: 'or', left, right: readAnd(reader) };
  return left;
}

function readAnd(reader: TokenReader): Applicability {
  let left = readTerm(reader);
  while (take(reader, '&&')) left = { kind: 'and', left, right: readTerm(reader) };
  return left;
}

function readTerm(reader: TokenReader): Applicability {
  if (take(reader, '!')) return { kind: 'not', of: readTerm(reader) };
  if (take(reader, '(')) {
    const inner = readOr(reader);
    if (!take(reader, ')')) throw new Malformed('a closing parenthesis', reader.tokens[reader.next] ?? 'the end');
    return inner;
  }
  const name = reader.tokens[reader.next] ?? 'the end';
  if (!ABILITY.test(name) || name === 'the end') throw new Malformed('an ability, ! or (', name);
  reader.next += 1;
  return { kind: 'ability', name };
}

function take(reader: TokenReader, token: string): boolean {
  if (reader.tokens[reader.next] !== token) return false;
  reader.next += 1;
  return true;
}

function wordsOf(expression: Applicability): string {
  switch (expression.kind) {
    case 'ability':
      return expression.name;
    case 'not':
      return `!${wordsOf(expression.of)}`;
    case 'and':
      return `(${wordsOf(expression.left)} && ${wordsOf(expression.right)})`;
    case 'or':
      return `(${wordsOf(expression.left)} || ${wordsOf(expression.right)})`;
    default:
      return expression satisfies never;
  }
}
