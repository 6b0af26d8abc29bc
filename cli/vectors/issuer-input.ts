import { textIn, bytesIn, type VectorInput } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';

/** Bytes of one of these lengths. @throws {VectorProblem} */
export function sizedIn(input: VectorInput, key: string, lengths: readonly number[]): Uint8Array {
  const bytes = bytesIn(input, key);
  if (!lengths.includes(bytes.length)) {
    throw new VectorProblem('BAD_LENGTH', `${bytes.length} bytes instead of ${lengths.join(' or ')}, at '${key}'`);
  }
  return bytes;
}

/** Bytes under a key that may be absent or null. */
export function optionalBytesIn(input: VectorInput, key: string): Uint8Array | undefined {
  return input[key] === undefined || input[key] === null ? undefined : bytesIn(input, key);
}

/** A whole number under a key. */
export function numberIn(input: VectorInput, key: string, otherwise?: number): number {
  const value = input[key] ?? otherwise;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new VectorProblem('BAD_INPUT', `no whole number, at '${key}'`);
  }
  return value;
}

/** PAN (trailing F of its packed form dropped) and sequence number, 00 when there is none. */
export function cardIn(input: VectorInput): { readonly pan: string; readonly panSequenceNumber: string } {
  const pan = textIn(input, 'pan').replace(/F+$/iu, '');
  const panSequenceNumber = (input['psn'] ?? '00') === '' ? '00' : (input['psn'] ?? '00');
  if (!/^\d{1,30}$/u.test(pan)) throw new VectorProblem('BAD_VALUE', "not digits only, at 'pan'");
  if (typeof panSequenceNumber !== 'string' || !/^\d{2}$/u.test(panSequenceNumber)) {
    throw new VectorProblem('BAD_VALUE', "not two digits, at 'psn'");
  }
  return { pan, panSequenceNumber };
}

/** A PIN of 4 to 12 digits. */
export function pinIn(input: VectorInput, key: string): string {
  const pin = textIn(input, key);
  if (!/^\d{4,12}$/u.test(pin)) throw new VectorProblem('BAD_VALUE', `a PIN has 4 to 12 digits, at '${key}'`);
  return pin;
}

/** A PIN that may be absent or null. */
export function optionalPinIn(input: VectorInput, key: string): string | undefined {
  return input[key] === undefined || input[key] === null ? undefined : pinIn(input, key);
}
