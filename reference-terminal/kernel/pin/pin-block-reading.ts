import { concatBytes, toHex } from '../bytes.ts';
import { combined, panField, UnlawfulPin } from './pin-blocks.ts';

/**
 * Reads a PIN out of a clear block of format 0, 1, 2 or 3. The terminal itself never does: this is for tests and for
 * `touchstone vector`.
 *
 * @param block  8 bytes
 * @param pan  for formats 0 and 3
 * @throws {UnlawfulPin} naming the rule that the block breaks
 * @clause ISO 9564-1, formats 0 to 3
 */
export function readPinBlock(format: 0 | 1 | 2 | 3, block: Uint8Array, pan?: string): string {
  if (block.length !== 8) throw new UnlawfulPin('a PIN block has 8 bytes');
  const isBound = format === 0 || format === 3;
  const field = isBound ? combined(block, panField(pan ?? '')) : block;
  const fill = { 0: /^F*$/u, 1: /^[0-9A-F]*$/u, 2: /^F*$/u, 3: /^[A-F]*$/u }[format];
  return pinOf(toHex(field), { control: String(format), fill });
}

/**
 * Reads a PIN out of the clear PIN field of format 4.
 *
 * @param field  16 bytes
 * @throws {UnlawfulPin} naming the rule that the field breaks
 * @clause ISO 9564-1, format 4
 */
export function readPinFieldFormat4(field: Uint8Array): string {
  if (field.length !== 16) throw new UnlawfulPin('a PIN field of format 4 has 16 bytes');
  return pinOf(toHex(concatBytes([field.subarray(0, 8)])), { control: '4', fill: /^A*$/u });
}

function pinOf(hex: string, rules: { readonly control: string; readonly fill: RegExp }): string {
  if (hex[0] !== rules.control) throw new UnlawfulPin(`the control field is not ${rules.control}`);
  const length = Number.parseInt(hex[1] ?? '', 16);
  if (length < 4 || length > 12) throw new UnlawfulPin('a PIN has 4 to 12 digits');
  const pin = hex.slice(2, 2 + length);
  if (!/^[0-9]+$/u.test(pin)) throw new UnlawfulPin('the PIN is not numeric');
  if (!rules.fill.test(hex.slice(2 + length))) throw new UnlawfulPin('the fill digits are not those of the format');
  return pin;
}
