import { createDecipheriv, createSecretKey } from 'node:crypto';
import { exclusiveOr, fromHex, joinBytes, toHex } from './bytes.ts';

/** A PIN as the acquirer hands it on: a block of format 0 or 3 (8 bytes) or 4 (16 bytes), under a key of their zone. */
export interface EncipheredPin {
  readonly block: Uint8Array;
}

/** Keys under which PINs come to the issuer: one a cipher, as no key serves two. */
export interface PinKeys {
  /** 16 or 24 bytes, for 8-byte blocks. */
  readonly tripleDes?: Uint8Array;
  /** 16, 24 or 32 bytes, for format 4. */
  readonly aes?: Uint8Array;
}

/** The PIN that was entered, or what stood in the way of reading it. */
export type ReadPin =
  | { readonly kind: 'read'; readonly pin: string; readonly format: 0 | 3 | 4 }
  | { readonly kind: 'unreadable'; readonly why: 'no-key' | 'block-malformed' };

/**
 * Deciphers a PIN block and takes it apart. A wrong key, a wrong account number and a damaged block look alike: noise.
 *
 * @clause ISO 9564-1, 9.3.2 (format 0), 9.3.5 (format 3), 9.4.2 (format 4)
 */
export function readPin({ block }: EncipheredPin, pan: string, keys: PinKeys): ReadPin {
  const isLong = block.length === 16;
  const key = isLong ? keys.aes : keys.tripleDes;
  if (key === undefined) return { kind: 'unreadable', why: 'no-key' };
  const found = isLong ? readFormat4(block, pan, key) : readShort(block, pan, key);
  return found ?? { kind: 'unreadable', why: 'block-malformed' };
}

function readShort(block: Uint8Array, pan: string, key: Uint8Array): ReadPin | undefined {
  if (block.length !== 8 || ![16, 24].includes(key.length)) return undefined;
  const clear = decipher(key.length === 16 ? 'des-ede' : 'des-ede3', key, block);
  const field = toHex(exclusiveOr(clear, fromHex(accountDigits(pan).padStart(16, '0'))));
  const format = field.startsWith('0') ? 0 : field.startsWith('3') ? 3 : undefined;
  const length = Number.parseInt(field[1] ?? '', 16);
  const pin = field.slice(2, 2 + length);
  const filler = format === 0 ? /^F*$/u : /^[A-F]*$/u;
  const isSound = length >= 4 && length <= 12 && /^\d+$/u.test(pin) && filler.test(field.slice(2 + length));
  return format !== undefined && isSound ? { kind: 'read', pin, format } : undefined;
}

function readFormat4(block: Uint8Array, pan: string, key: Uint8Array): ReadPin | undefined {
  const method = `aes-${key.length * 8}-ecb`;
  const digits = `${Math.max(0, pan.length - 12)}${pan.padStart(12, '0')}`.padEnd(32, '0');
  const middle = exclusiveOr(decipher(method, key, block), fromHex(digits));
  const field = toHex(decipher(method, key, middle));
  const length = Number.parseInt(field[1] ?? '', 16);
  const pin = field.slice(2, 2 + length);
  const isSound =
    field.startsWith('4') &&
    length >= 4 &&
    length <= 12 &&
    /^\d+$/u.test(pin) &&
    /^A*$/u.test(field.slice(2 + length, 16));
  return isSound ? { kind: 'read', pin, format: 4 } : undefined;
}

/** The twelve digits before the check digit. */
function accountDigits(pan: string): string {
  return pan.slice(0, -1).slice(-12).padStart(12, '0');
}

function decipher(method: string, key: Uint8Array, block: Uint8Array): Uint8Array {
  const cipher = createDecipheriv(method, createSecretKey(key), null);
  cipher.setAutoPadding(false);
  return joinBytes([cipher.update(block), cipher.final()]);
}
