/** A key serial number taken apart. */
export interface KeySerialNumber {
  /** The initial key: everything before the counter, hexadecimal text. */
  readonly device: string;
  readonly counter: number;
  /** How many bits of the counter are set, and how many may be. */
  readonly ones: number;
  readonly onesMax: number;
}

const counterBitsTripleDes = 21n;

/**
 * Reads DE 53 as a masked trace has it.
 *
 * @returns undefined when it has not the length of a serial number, which the mask hides then
 * @clause ANSI X9.24-1:2009, A.1: 80 bits, the last 21 of them the counter, at most ten set; X9.24-3:2017, 6.2: 96 bits, the
 *   last 32 of them the counter, at most sixteen set
 */
export function keySerialNumberOf(element: string | undefined): KeySerialNumber | undefined {
  if (element === undefined || !/^(?:[0-9A-F]{20}|[0-9A-F]{24})$/u.test(element)) return undefined;
  const isAes = element.length === 24;
  const counterBits = isAes ? 32n : counterBitsTripleDes;
  const value = BigInt(`0x${element}`);
  const counter = value & ((1n << counterBits) - 1n);
  return {
    device: `${(value >> counterBits).toString(16)}/${element.length}`,
    counter: Number(counter),
    ones: counter.toString(2).replaceAll('0', '').length,
    onesMax: isAes ? 16 : 10,
  };
}
