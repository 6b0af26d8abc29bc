import { text } from 'node:stream/consumers';
import { createMask } from '#rigs/mask.ts';
import { exitCodes } from './exit-codes.ts';
import { UsageError } from './usage-error.ts';
import { vectorKinds, type VectorKind } from './vectors/kinds.table.ts';
import { parseInOrder, type OrderedObject } from './vectors/ordered-json.ts';
import { StepByStep } from './vectors/step-by-step.ts';
import { VectorProblem } from './vectors/vector-problem.ts';

/** What one case was answered with. */
export type VectorAnswer =
  | { readonly result: unknown; readonly intermediate?: Readonly<Record<string, unknown>> }
  | { readonly error: string };

/** Answers the cases on standard input, a JSON array, with a JSON array of the same length. @returns 0 */
export async function vector(kindName: string): Promise<number> {
  const kind = await kindOf(kindName);
  const answers = await answerVectors(kind, await text(process.stdin));
  await new Promise((resolve) => process.stdout.write(`${JSON.stringify(answers, undefined, 1)}\n`, resolve));
  return exitCodes.ok;
}

/** The kind of this name. @throws {UsageError} when there is none */
export function kindOf(name: string): Promise<VectorKind> {
  const load = Object.hasOwn(vectorKinds, name) ? vectorKinds[name] : undefined;
  if (load === undefined) {
    throw new UsageError(`there is no kind '${name}' of vectors; there are ${Object.keys(vectorKinds).join(', ')}`);
  }
  return load();
}

/**
 * Answers every case; one that can't be answered doesn't stop the others.
 *
 * @throws {UsageError} when the text is no JSON array
 */
export async function answerVectors(kind: VectorKind, jsonText: string): Promise<readonly VectorAnswer[]> {
  const { cases, inOrder } = parseCases(jsonText);
  const answers: VectorAnswer[] = [];
  for (const [index, each] of cases.entries()) answers.push(await answer(kind, each, inOrder[index] ?? {}));
  return answers;
}

function parseCases(jsonText: string): { readonly cases: readonly unknown[]; readonly inOrder: OrderedObject[] } {
  let cases: unknown;
  try {
    cases = JSON.parse(jsonText);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(
      'standard input is not JSON; give it an array of cases, each shaped as in the file of its kind',
    );
  }
  if (!Array.isArray(cases)) throw new UsageError('standard input is JSON but no array; put the cases into [ ]');
  return { cases, inOrder: parseInOrder(jsonText) as OrderedObject[] };
}

async function answer(kind: VectorKind, input: unknown, inOrder: OrderedObject): Promise<VectorAnswer> {
  try {
    const result = await kind(input, inOrder);
    return result instanceof StepByStep ? { result: result.result, intermediate: result.intermediate } : { result };
  } catch (error) {
    if (error instanceof VectorProblem) return { error: `${error.code}: ${error.message}` };
    // Nobody has looked at these words: they may hold what they must not.
    const words = createMask().text(Error.isError(error) ? error.message : 'something that is not an error was thrown');
    return { error: `UNFORESEEN: ${words.replaceAll(/\s+/gu, ' ')}` };
  }
}
