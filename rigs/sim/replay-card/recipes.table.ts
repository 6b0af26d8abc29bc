/** How a cryptogram version makes its cryptogram: which key, over what, padded how. */
export interface Recipe {
  readonly name: string;
  /** The card's own key, or one from the counter, or from counter and unpredictable number. */
  readonly key: 'own' | 'counter' | 'counter-and-number';
  /** `minimum`: amount, unpredictable number, counter and a byte; else all of the book's inputs and counter. */
  readonly inputs: 'all' | 'minimum';
  /** [start, end] pairs of the issuer application data that go in last. */
  readonly issuerParts: readonly (readonly [start: number, end: number])[];
  readonly padding: 'zeros' | '80';
}

const whole = [[0, 32]] as const;
const mChipResults = [2, 8] as const;
const mChipCounters = [10, 18] as const;

/**
 * Versions by layout of tag 9F10 and number: `visa` has its length first and the number third, `visa-2` begins with 1F and
 * `m-chip` with a key index; both have the number second. The same facts as the card's and the issuer's tables, from
 * knovichikhin/pyemv (MIT) and jPOS (facts only), written once more.
 */
export const recipes: Readonly<Record<string, Recipe>> = {
  'visa 0A': { name: '10', key: 'own', inputs: 'all', issuerParts: [[3, 7]], padding: 'zeros' },
  'visa 11': { name: '17', key: 'own', inputs: 'minimum', issuerParts: [[4, 5]], padding: 'zeros' },
  'visa 12': { name: '18', key: 'counter', inputs: 'all', issuerParts: whole, padding: '80' },
  'visa 22': { name: '22', key: 'counter', inputs: 'all', issuerParts: whole, padding: '80' },
  'visa-2 22': { name: '22', key: 'counter', inputs: 'all', issuerParts: whole, padding: '80' },
  'm-chip 10': { name: '16', key: 'counter-and-number', inputs: 'all', issuerParts: [mChipResults], padding: '80' },
  'm-chip 11': {
    name: '17 (M/Chip)',
    key: 'counter-and-number',
    inputs: 'all',
    issuerParts: [mChipResults, mChipCounters],
    padding: '80',
  },
  'm-chip 14': { name: '14', key: 'counter', inputs: 'all', issuerParts: [mChipResults], padding: '80' },
  'm-chip 15': { name: '15', key: 'counter', inputs: 'all', issuerParts: [mChipResults, mChipCounters], padding: '80' },
};

/** Which recipe these issuer application data (tag 9F10) name; undefined for a version that is not known here. */
export function recipeOf(issuerData: Uint8Array): Recipe | undefined {
  const [first = 0, second = 0, third = 0] = issuerData;
  const byte = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0');
  if (first === 0x1f && issuerData.length === 32) return recipes[`visa-2 ${byte(second)}`];
  const isVisa = first >= 6 && first + 1 <= issuerData.length && recipes[`visa ${byte(third)}`] !== undefined;
  return isVisa ? recipes[`visa ${byte(third)}`] : recipes[`m-chip ${byte(second)}`];
}
