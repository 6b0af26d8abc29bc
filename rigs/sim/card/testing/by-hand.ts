/*
 * What a terminal would do with the card's answers, for the tests of this folder: written from the books and with
 * nothing of the card's own code, so that a mistake cannot agree with itself. RSA is schoolbook arithmetic.
 */

/** A BER-TLV object as it was found. */
export interface Found {
  readonly tag: string;
  readonly valueHex: string;
}

const templates = new Set(['6F', 'A5', 'BF0C', '61', '70', '77']);

/** All primitive objects in hexadecimal text, in order, whatever template they are in. */
export function walk(hex: string): readonly Found[] {
  const found: Found[] = [];
  for (let at = 0; at < hex.length;) {
    const isLong = (Number.parseInt(hex.slice(at, at + 2), 16) & 31) === 31;
    const tagLength = !isLong ? 2 : Number.parseInt(hex.slice(at + 2, at + 4), 16) < 0x80 ? 4 : 6;
    const tag = hex.slice(at, at + tagLength);
    at += tagLength;
    let length = Number.parseInt(hex.slice(at, at + 2), 16);
    at += 2;
    if (length === 0x81) {
      length = Number.parseInt(hex.slice(at, at + 2), 16);
      at += 2;
    }
    const valueHex = hex.slice(at, at + length * 2);
    if (valueHex.length !== length * 2) throw new Error(`the object ${tag} ends too early`);
    at += length * 2;
    found.push(...(templates.has(tag) ? walk(valueHex) : [{ tag, valueHex }]));
  }
  return found;
}

/** The value of one tag in an answer; an error when it is not there exactly once. */
export function pick(hex: string, tag: string): string {
  const values = walk(hex).filter((one) => one.tag === tag);
  const [only] = values;
  if (only === undefined || values.length > 1) throw new Error(`tag ${tag} is there ${values.length} times`);
  return only.valueHex;
}

/** Plain RSA public operation, as long as the modulus. */
export function recover(key: {
  readonly modulusHex: string;
  readonly exponentHex: string;
  readonly signatureHex: string;
}): string {
  const modulus = BigInt(`0x${key.modulusHex}`);
  let base = BigInt(`0x${key.signatureHex}`) % modulus;
  let result = 1n;
  for (let exponent = BigInt(`0x${key.exponentHex}`); exponent > 0n; exponent >>= 1n) {
    if ((exponent & 1n) === 1n) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return result.toString(16).toUpperCase().padStart(key.modulusHex.length, '0');
}
