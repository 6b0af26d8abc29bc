/** How a data element lies on the wire. Lengths are digits for n and z, characters for an and ans, bytes for b. */
export interface FieldLayout {
  /** n digits, z track digits with the D separator, an letters and digits, ans printable text, b bytes. */
  readonly content: 'n' | 'z' | 'an' | 'ans' | 'b';
  /** Digits of the length before the data; 0 for a fixed length. */
  readonly lengthDigits: 0 | 2 | 3;
  /** The length, or for a variable one the longest lawful. */
  readonly length: number;
}

const fixed = (content: FieldLayout['content'], length: number): FieldLayout => ({ content, lengthDigits: 0, length });
const upTo = (content: FieldLayout['content'], lengthDigits: 2 | 3, length: number): FieldLayout => ({
  content,
  lengthDigits,
  length,
});

/** The data elements of the dialect "touchstone-1987". A bit for any other element is malformed. */
const layouts1987: ReadonlyMap<number, FieldLayout> = new Map([
  [2, upTo('n', 2, 19)],
  [3, fixed('n', 6)],
  [4, fixed('n', 12)],
  [7, fixed('n', 10)],
  [11, fixed('n', 6)],
  [12, fixed('n', 6)],
  [13, fixed('n', 4)],
  [14, fixed('n', 4)],
  [22, fixed('n', 3)],
  [23, fixed('n', 3)],
  [25, fixed('n', 2)],
  [32, upTo('n', 2, 11)],
  [35, upTo('z', 2, 37)],
  [37, fixed('an', 12)],
  [38, fixed('an', 6)],
  [39, fixed('an', 2)],
  [41, fixed('ans', 8)],
  [42, fixed('ans', 15)],
  [48, upTo('b', 3, 255)],
  [49, fixed('n', 3)],
  [52, fixed('b', 8)],
  [53, upTo('b', 2, 48)],
  [55, upTo('b', 3, 999)],
  [60, upTo('ans', 3, 999)],
  [61, upTo('ans', 3, 999)],
  [62, upTo('ans', 3, 999)],
  [66, fixed('n', 1)],
  [64, fixed('b', 8)],
  [70, fixed('n', 3)],
  [74, fixed('n', 10)],
  [75, fixed('n', 10)],
  [76, fixed('n', 10)],
  [77, fixed('n', 10)],
  [86, fixed('n', 16)],
  [87, fixed('n', 16)],
  [88, fixed('n', 16)],
  [89, fixed('n', 16)],
  [90, fixed('n', 42)],
  [95, fixed('an', 42)],
  [97, fixed('an', 17)],
  [120, upTo('b', 3, 16)],
  [128, fixed('b', 8)],
]);

/** The data elements of the dialect "touchstone-1993". */
const layouts1993: ReadonlyMap<number, FieldLayout> = new Map([
  [2, upTo('n', 2, 19)],
  [3, fixed('n', 6)],
  [4, fixed('n', 12)],
  [7, fixed('n', 10)],
  [11, fixed('n', 6)],
  [12, fixed('n', 12)],
  [14, fixed('n', 4)],
  [22, fixed('an', 12)],
  [23, fixed('n', 3)],
  [24, fixed('n', 3)],
  [25, fixed('n', 4)],
  [30, fixed('n', 24)],
  [32, upTo('n', 2, 11)],
  [35, upTo('z', 2, 37)],
  [37, fixed('an', 12)],
  [38, fixed('an', 6)],
  [39, fixed('n', 3)],
  [41, fixed('ans', 8)],
  [42, fixed('ans', 15)],
  [49, fixed('an', 3)],
  [52, fixed('b', 8)],
  [53, upTo('b', 2, 48)],
  [55, upTo('b', 3, 999)],
  [56, upTo('n', 2, 35)],
  [60, upTo('ans', 3, 999)],
  [61, upTo('ans', 3, 999)],
  [64, fixed('b', 8)],
  [74, fixed('n', 10)],
  [75, fixed('n', 10)],
  [76, fixed('n', 10)],
  [77, fixed('n', 10)],
  [86, fixed('n', 16)],
  [87, fixed('n', 16)],
  [88, fixed('n', 16)],
  [89, fixed('n', 16)],
  [96, upTo('b', 3, 255)],
  [97, fixed('an', 17)],
  [120, upTo('b', 3, 16)],
  [128, fixed('b', 8)],
]);

/** The data elements of each dialect, by the edition that it is of. */
export const fieldLayouts = { '1987': layouts1987, '1993': layouts1993 } as const;
