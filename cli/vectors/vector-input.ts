import { VectorProblem } from './vector-problem.ts';

/** An object of a case, whatever it holds. */
export type VectorInput = Readonly<Record<string, unknown>>;

/** The value as an object with keys. @throws {VectorProblem} when it is something else */
export function objectOf(value: unknown, where = 'the case'): VectorInput {
  if (!isObject(value)) throw new VectorProblem('BAD_INPUT', `not an object with keys, ${where}`);
  return value;
}

/** The text under a key. @throws {VectorProblem} when there is none */
export function textIn(input: VectorInput, key: string): string {
  const value = input[key];
  if (typeof value !== 'string') throw new VectorProblem('BAD_INPUT', `no text, at '${key}'`);
  return value;
}

/** The bytes under a key, from hexadecimal text. @throws {VectorProblem} when there are none */
export function bytesIn(input: VectorInput, key: string): Uint8Array {
  return bytesOf(textIn(input, key), `at '${key}'`);
}

/** Bytes of hexadecimal text; blanks between bytes are passed over. */
export function bytesOf(hexText: unknown, where: string): Uint8Array {
  const hex = typeof hexText === 'string' ? hexText.replaceAll(/\s/gu, '') : undefined;
  if (hex === undefined || !/^(?:[0-9A-Fa-f]{2})*$/u.test(hex)) {
    throw new VectorProblem('BAD_HEX', `not whole bytes of hexadecimal text, ${where}`);
  }
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}

/** Whether a value is an object with keys, no list. */
export function isObject(value: unknown): value is VectorInput {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
