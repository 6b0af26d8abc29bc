import { createDecipheriv } from 'node:crypto';
import { exclusiveOr, fromHex, joinBytes, toHex } from './bytes.ts';
import { aesDukptPinKey, tripleDesDukptPinKey } from './dukpt.ts';

/** A PIN as it comes in a message: a block of format 0 or 3 (8 bytes) or 4 (16 bytes), enciphered. */
export interface EncipheredPin {
  readonly block: Uint8Array;
  /** Key serial number of DUKPT, 10 bytes for triple DES and 12 for AES; undefined under a zone key. */
  readonly keySerialNumber?: Uint8Array | undefined;
}

/** Keys under which PINs come to the issuer. */
export interface PinKeys {
  /** 16 or 24 bytes for 8-byte blocks; also 16, 24 or 32 for format 4. */
  readonly zone?: Uint8Array;
  /** Base derivation key, 16 bytes. */
  readonly tripleDesBase?: Uint8Array;
  /** Base derivation key, 16, 24 or 32 bytes. */
  readonly aesBase?: Uint8Array;
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
export function readPin(enciphered: EncipheredPin, pan: string, keys: PinKeys): ReadPin {
  const key = keyFor(enciphered, keys);
  if (key === undefined) return { kind: 'unreadable', why: 'no-key' };
  const found =
    enciphered.block.length === 16 ? readFormat4(enciphered.block, pan, key) : readShort(enciphered, pan, key);
  return found ?? { kind: 'unreadable', why: 'block-malformed' };
}

function keyFor({ block, keySerialNumber }: EncipheredPin, keys: PinKeys): Uint8Array | undefined {
  if (keySerialNumber === undefined) return keys.zone;
  if (keySerialNumber.length === 10 && block.length === 8) {
    return keys.tripleDesBase && tripleDesDukptPinKey(keys.tripleDesBase, keySerialNumber);
  }
  if (keySerialNumber.length !== 12) return undefined;
  // A 16-byte block is enciphered with AES; an 8-byte one under a key for triple DES that AES DUKPT derived.
  return keys.aesBase && aesDukptPinKey(keys.aesBase, keySerialNumber, block.length === 16 ? 'aes' : 'triple-des');
}

function readShort({ block }: EncipheredPin, pan: string, key: Uint8Array): ReadPin | undefined {
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
  const cipher = createDecipheriv(method, key, null);
  cipher.setAutoPadding(false);
  return joinBytes([cipher.update(block), cipher.final()]);
}
