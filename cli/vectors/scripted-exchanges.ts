import { openContactSession } from '#terminal/vectors.ts';
import { bytesOf } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';
import { toHex } from '#terminal/vectors.ts';

/** A card that answers what a case wrote down, in order, and nothing else. */
export interface ScriptedCard {
  readonly session: ReturnType<typeof openContactSession>;
  readonly exchanges: readonly (readonly [command: Uint8Array, response: Uint8Array])[];
}

/** Makes a card of `[[command, response], …]`. @throws {VectorProblem} when that is not what the value is */
export function scriptedCard(value: unknown): ScriptedCard {
  const exchanges = exchangesOf(value);
  let index = 0;
  const session = openContactSession(
    {
      transmit: (command) => {
        const [expected, response] = exchanges[index] ?? [];
        index += 1;
        if (expected === undefined || response === undefined || toHex(expected) !== toHex(command)) {
          const wanted = expected === undefined ? 'nothing' : toHex(expected);
          return Promise.reject(
            new VectorProblem('OTHER_COMMAND', `sent ${toHex(command)} where ${wanted} was written, exchange ${index}`),
          );
        }
        return Promise.resolve({ kind: 'answered', response });
      },
    },
    undefined,
  );
  return { session, exchanges };
}

function exchangesOf(value: unknown): readonly (readonly [Uint8Array, Uint8Array])[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new VectorProblem('BAD_INPUT', 'exchanges are no list');
  return value.map((pair: unknown, index) => {
    if (!Array.isArray(pair))
      throw new VectorProblem('BAD_INPUT', `no pair of command and response, exchange ${index + 1}`);
    return [bytesOf(pair[0], `command ${index + 1}`), bytesOf(pair[1], `response ${index + 1}`)] as const;
  });
}
