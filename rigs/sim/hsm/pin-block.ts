import { fromHex, toHex, xor } from './bytes.ts';
import { aes, tripleDes } from './ciphers.ts';

/** The formats that are bound to an account number: the only ones that go over a network here. */
export type BoundFormat = 0 | 3 | 4;

/** A PIN block that was opened. Lives inside the module alone. */
export interface OpenedBlock {
  readonly format: BoundFormat;
  readonly pin: string;
  /** What stands behind the PIN by chance, hexadecimal text: fill digits in format 3, the tail in format 4, else empty. */
  readonly chanceHex: string;
}

/**
 * Opens an enciphered block; undefined when it is none of a known format for this account under this key.
 *
 * @param block  8 bytes under triple DES, 16 under AES
 * @clause ISO 9564-1:2017, 9.3.2 (format 0), 9.3.5 (format 3), 9.4.2 (format 4)
 */
export function openBlock(block: Uint8Array, key: Uint8Array, pan: string): OpenedBlock | undefined {
  if (block.length === 16) return openLong(block, key, pan);
  const field = toHex(xor(tripleDes.decipher(key, block), shortAccount(pan)));
  const format = field.startsWith('0') ? 0 : field.startsWith('3') ? 3 : undefined;
  const pin = pinIn(field);
  if (format === undefined || pin === undefined) return undefined;
  const fill = field.slice(2 + pin.length);
  // Fill of F alone is lawful in format 3, if unlikely: whoever sees many of them judges that.
  if (!(format === 0 ? /^F*$/u : /^[A-F]*$/u).test(fill)) return undefined;
  return { format, pin, chanceHex: format === 3 ? fill : '' };
}

function openLong(block: Uint8Array, key: Uint8Array, pan: string): OpenedBlock | undefined {
  const field = toHex(aes.decipher(key, xor(aes.decipher(key, block), longAccount(pan))));
  const pin = pinIn(field.slice(0, 16));
  if (!field.startsWith('4') || pin === undefined || !/^A*$/u.test(field.slice(2 + pin.length, 16))) return undefined;
  return { format: 4, pin, chanceHex: field.slice(16) };
}

/**
 * Encloses a PIN once more, for another key.
 *
 * @param chance  10 bytes, for the fill
 */
export function closeBlock(
  opened: Pick<OpenedBlock, 'pin'>,
  terms: {
    readonly format: BoundFormat;
    readonly key: Uint8Array;
    readonly pan: string;
    readonly chance: Uint8Array;
  },
): Uint8Array {
  const { format, key, pan, chance } = terms;
  const head = `${format}${opened.pin.length.toString(16)}${opened.pin}`;
  if (format === 4) {
    const field = fromHex(head.padEnd(16, 'A') + toHex(chance).slice(0, 16));
    return aes.encipher(key, xor(aes.encipher(key, field), longAccount(pan)));
  }
  const fill = format === 0 ? 'F'.repeat(14) : [...chance].map((byte) => 'ABCDEF'[byte % 6]).join('');
  return tripleDes.encipher(key, xor(fromHex((head + fill).slice(0, 16)), shortAccount(pan)));
}

function pinIn(fieldHex: string): string | undefined {
  const length = Number.parseInt(fieldHex[1] ?? '', 16);
  const pin = fieldHex.slice(2, 2 + length);
  return length >= 4 && length <= 12 && /^\d+$/u.test(pin) ? pin : undefined;
}

/** The twelve digits before the check digit, behind two bytes of zero. */
function shortAccount(pan: string): Uint8Array {
  return fromHex(pan.slice(0, -1).slice(-12).padStart(16, '0'));
}

/** How many digits beyond twelve, the digits, zeros up to 16 bytes. */
function longAccount(pan: string): Uint8Array {
  return fromHex(`${Math.max(0, pan.length - 12)}${pan.padStart(12, '0')}`.padEnd(32, '0'));
}
