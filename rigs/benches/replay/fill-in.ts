/** Text of a record in which hidden places were filled in. */
export interface Whole {
  readonly text: string;
  /** Places that the record hides. */
  readonly hiddenCount: number;
  /** Whether what the record shows is what the made-up text has there too. */
  readonly isConsistent: boolean;
}

/**
 * Puts what somebody made up into the places that a record hides (`*`); what the record shows stays as it is.
 *
 * @returns undefined when the record hides something and nothing as long was made up
 */
export function filledIn(recorded: string, madeUp: string | undefined): Whole | undefined {
  const hiddenCount = recorded.length - recorded.replaceAll('*', '').length;
  if (hiddenCount === 0) return { text: recorded, hiddenCount, isConsistent: true };
  if (madeUp?.length !== recorded.length) return undefined;
  let isConsistent = true;
  const text = Array.from(recorded, (character, place) => {
    const other = madeUp[place] ?? '';
    if (character === '*') return other;
    if (character !== other) isConsistent = false;
    return character;
  });
  return { text: text.join(''), hiddenCount, isConsistent };
}
