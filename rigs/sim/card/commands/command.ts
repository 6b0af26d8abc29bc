/** A command APDU taken apart. */
export interface Command {
  readonly instructionClass: number;
  readonly instruction: number;
  readonly parameter1: number;
  readonly parameter2: number;
  readonly data: Uint8Array;
  /** Whether the command asks for all response data with Le = 00. */
  readonly wantsAll: boolean;
  /** Response bytes asked for, 256 for Le = 00; undefined without Le. */
  readonly expectedLength: number | undefined;
}

/**
 * Takes a short command APDU apart.
 *
 * @returns undefined when its length fits none of the four cases
 * @clause ISO/IEC 7816-3, 12.1.3
 */
export function parseCommand(bytes: Uint8Array): Command | undefined {
  const [instructionClass, instruction, parameter1, parameter2, third = 0] = bytes;
  if (instructionClass === undefined || instruction === undefined) return undefined;
  if (parameter1 === undefined || parameter2 === undefined) return undefined;
  const head = { instructionClass, instruction, parameter1, parameter2 };
  if (bytes.length === 4) return { ...head, data: new Uint8Array(), wantsAll: false, expectedLength: undefined };
  if (bytes.length === 5) return { ...head, data: new Uint8Array(), ...expected(third) };
  const data = bytes.slice(5, 5 + third);
  if (third === 0 || data.length < third) return undefined;
  if (bytes.length === 5 + third) return { ...head, data, wantsAll: false, expectedLength: undefined };
  return bytes.length === 6 + third ? { ...head, data, ...expected(bytes.at(-1) ?? 0) } : undefined;
}

function expected(last: number): Pick<Command, 'wantsAll' | 'expectedLength'> {
  return { wantsAll: last === 0, expectedLength: last === 0 ? 256 : last };
}
