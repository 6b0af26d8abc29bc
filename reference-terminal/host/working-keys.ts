import { createDecipheriv, createSecretKey } from 'node:crypto';
import { fromHex, toHex } from '../kernel/bytes.ts';
import { aesCmac, encipherTdes } from '../kernel/pin/block-ciphers.ts';

/** Keys of a zone that took the place of those of the configuration. */
export interface WorkingKeys {
  /** For codes over messages. */
  readonly codesHex?: string;
  readonly pinsHex?: string;
}

/** The cipher of the keys, and of the one that they come under. */
export type KeyCipher = 'tdes' | 'aes';

/** Bytes of a check value. */
const checkBytes = 3;
const uses: Readonly<Record<number, keyof WorkingKeys>> = { 0x4d: 'codesHex', 0x50: 'pinsHex' };

/**
 * New working keys as a host sends them: for each its use (M codes over messages, P PINs), the length of what follows but the
 * check value, the key under the key-encrypting key, and its check value.
 *
 * @returns undefined when anything is not right: a use twice or unknown, a wrong length, a check value of another key
 * @clause ANSI X9.17, 7.5 (a pair of keys under a pair); RFC 3394, 2.2.2 (AES); ANSI X9.24-1:2017, Annex A (check values)
 */
export function readWorkingKeys(
  dataHex: string,
  under: { readonly cipher: KeyCipher; readonly keyEncryptingKeyHex: string },
): WorkingKeys | undefined {
  const found: { codesHex?: string; pinsHex?: string } = {};
  let rest = fromHex(dataHex);
  while (rest.length > 0) {
    const [use = 0, length = 0] = rest;
    const name = uses[use];
    const whole = rest.subarray(2, 2 + length);
    const check = rest.subarray(2 + length, 2 + length + checkBytes);
    if (name === undefined || found[name] !== undefined || check.length < checkBytes) return undefined;
    const key = deciphered(whole, under);
    if (key === undefined || toHex(checkValue(key, under.cipher)) !== toHex(check)) return undefined;
    found[name] = toHex(key);
    rest = rest.subarray(2 + length + checkBytes);
  }
  return found.codesHex === undefined && found.pinsHex === undefined ? undefined : found;
}

/** The first bytes of zeros under the key: enciphered by TDES, a CMAC over a block by AES. */
function checkValue(key: Uint8Array, cipher: KeyCipher): Uint8Array {
  const whole = cipher === 'aes' ? aesCmac(key, new Uint8Array(16)) : encipherTdes(key, new Uint8Array(8));
  return whole.subarray(0, checkBytes);
}

function deciphered(
  enciphered: Uint8Array,
  { cipher, keyEncryptingKeyHex }: { readonly cipher: KeyCipher; readonly keyEncryptingKeyHex: string },
): Uint8Array | undefined {
  const under = fromHex(keyEncryptingKeyHex);
  const lawful = cipher === 'aes' ? [24, 32, 40] : [16, 24];
  if (!lawful.includes(enciphered.length)) return undefined;
  if (cipher === 'aes') return unwrapped(enciphered, under);
  const method = under.length === 24 ? 'des-ede3-ecb' : 'des-ede-ecb';
  const open = createDecipheriv(method, createSecretKey(under), null).setAutoPadding(false);
  return Uint8Array.from(Buffer.concat([open.update(enciphered), open.final()]));
}

const wrapStart = Uint8Array.from({ length: 8 }, () => 0xa6);

/** A wrapped key that was altered does not open at all. */
function unwrapped(wrapped: Uint8Array, under: Uint8Array): Uint8Array | undefined {
  try {
    const open = createDecipheriv(`id-aes${under.length * 8}-wrap`, createSecretKey(under), wrapStart);
    return Uint8Array.from(Buffer.concat([open.update(wrapped), open.final()]));
  } catch (error) {
    if (Error.isError(error)) return undefined;
    throw error;
  }
}
