import { RigFailure } from '#drivers/ports/failure.ts';

/**
 * Holds an option of a fault to whole numbers within bounds.
 *
 * @throws {RigFailure} code FAULT_OPTION, which says what was expected and what was found
 */
export function wholeNumber(
  option: { readonly fault: string; readonly name: string; readonly value: unknown },
  [least, most]: readonly [number, number],
): number {
  const { value } = option;
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw faultOption(option, `a whole number from ${least} to ${most}`);
}

/**
 * Holds an option of a fault to one of some words.
 *
 * @throws {RigFailure} code FAULT_OPTION, which says what was expected and what was found
 */
export function oneOf<Word extends string>(
  option: { readonly fault: string; readonly name: string; readonly value: unknown },
  words: readonly Word[],
): Word {
  const found = words.find((word) => word === option.value);
  if (found !== undefined) return found;
  throw faultOption(option, `one of ${words.map((word) => `'${word}'`).join(', ')}`);
}

/** An option that no fault can have. */
export function faultOption(
  { fault, name, value }: { readonly fault: string; readonly name: string; readonly value: unknown },
  expected: string,
): RigFailure {
  return new RigFailure({
    code: 'FAULT_OPTION',
    blame: 'scenario',
    message: `${name} of fault ${fault} must be ${expected}, found ${JSON.stringify(value) ?? 'nothing'}; mend the scenario`,
    facts: { fault, option: name },
  });
}
