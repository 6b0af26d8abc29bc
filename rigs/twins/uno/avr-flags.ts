/**
 * Status flags as tables, so that the generated core needs one load where the formulas need a dozen operations. The
 * values are those of avr8js, with its half carry taken from bit 0: nothing in these firmwares reads it.
 */
const CARRY = 1;
const ZERO = 2;
const NEGATIVE = 4;
const OVERFLOW = 8;
const SIGN = 16;
const HALF_CARRY = 32;

/** Flags of `left + right + carry`, indexed by `carry << 16 | left << 8 | right`. */
export const addFlags: Uint8Array = table(0x20000, (index) => {
  const { left, right, carry } = operands(index);
  const sum = left + right + carry;
  const result = sum & 0xff;
  return flags({
    isZero: result === 0,
    isNegative: (result & 0x80) !== 0,
    isOverflow: ((result ^ right) & (left ^ result) & 0x80) !== 0,
    hasCarry: (sum & 0x100) !== 0,
    hasHalfCarry: (1 & ((left & right) | (right & ~result) | (~result & left))) !== 0,
  });
});

/**
 * Flags of `left - right - carry`, indexed alike. The zero flag is that of the unbounded difference, as in avr8js:
 * 0 - 255 - 1 is not called zero.
 */
export const subtractFlags: Uint8Array = table(0x20000, (index) => {
  const { left, right, carry } = operands(index);
  const result = left - right - carry;
  return flags({
    isZero: result === 0,
    isNegative: (result & 0x80) !== 0,
    isOverflow: ((left ^ right) & (left ^ result) & 0x80) !== 0,
    hasCarry: right + carry > left,
    hasHalfCarry: (1 & ((~left & right) | (right & result) | (result & ~left))) !== 0,
  });
});

/** Flags of a logical result. */
export const logicFlags: Uint8Array = table(0x100, (result) =>
  flags({ isZero: result === 0, isNegative: result > 0x7f }),
);

/** Flags of `value + 1`, indexed by the value before. */
export const incrementFlags: Uint8Array = table(0x100, (value) =>
  flags({ isZero: value === 0xff, isNegative: ((value + 1) & 0x80) !== 0, isOverflow: value === 0x7f }),
);

/** Flags of `value - 1`, indexed by the value before. */
export const decrementFlags: Uint8Array = table(0x100, (value) =>
  flags({ isZero: value === 1, isNegative: ((value - 1) & 0x80) !== 0, isOverflow: value === 0x80 }),
);

/** Flags of `0 - value`, indexed by the value before. avr8js never sets the overflow flag here. */
export const negateFlags: Uint8Array = table(0x100, (value) =>
  flags({
    isZero: value === 0,
    isNegative: (-value & 0x80) !== 0,
    hasCarry: value !== 0,
    hasHalfCarry: (value & 1) !== 0,
  }),
);

/** Flags of a shift to the right, indexed by `bit shifted out << 8 | result`. */
export const shiftFlags: Uint8Array = table(0x200, (index) => {
  const result = index & 0xff;
  const hasCarry = index > 0xff;
  const isNegative = result > 0x7f;
  return flags({ isZero: result === 0, isNegative, hasCarry, isOverflow: isNegative !== hasCarry });
});

interface Flags {
  readonly isZero: boolean;
  readonly isNegative: boolean;
  readonly isOverflow?: boolean;
  readonly hasCarry?: boolean;
  readonly hasHalfCarry?: boolean;
}

function flags({ isZero, isNegative, isOverflow = false, hasCarry = false, hasHalfCarry = false }: Flags): number {
  return (
    (isZero ? ZERO : 0) |
    (isNegative ? NEGATIVE : 0) |
    (isOverflow ? OVERFLOW : 0) |
    (isNegative === isOverflow ? 0 : SIGN) |
    (hasCarry ? CARRY : 0) |
    (hasHalfCarry ? HALF_CARRY : 0)
  );
}

function operands(index: number): { readonly left: number; readonly right: number; readonly carry: number } {
  return { left: (index >> 8) & 0xff, right: index & 0xff, carry: index >> 16 };
}

function table(length: number, valueAt: (index: number) => number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => valueAt(index));
}
