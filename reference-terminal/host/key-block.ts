import { createDecipheriv, createSecretKey, timingSafeEqual } from 'node:crypto';
import { concatBytes, fromHex, toHex } from '../kernel/bytes.ts';
import { aesCmac, tdesCmac } from '../kernel/pin/block-ciphers.ts';
import type { KeyCipher, WorkingKeys } from './working-keys.ts';

/** A key that came in a block, with what it may be used for. */
interface BlockKey {
  /** Usage, algorithm and mode of use: `P0TE`. */
  readonly purpose: string;
  readonly key: Uint8Array;
}

/** What the working keys of this terminal are for: PINs, enciphered only; codes over messages, made and verified. */
const purposes: Readonly<Record<KeyCipher, Readonly<Record<string, keyof WorkingKeys>>>> = {
  tdes: { P0TE: 'pinsHex', M3TC: 'codesHex' },
  aes: { P0AE: 'pinsHex', M6AC: 'codesHex' },
};

/** Version, length, usage, algorithm, mode, version of the key, exportability, optional blocks, reserved. */
const headerForm = /^(?<version>[BD])(?<length>\d{4})(?<purpose>[A-Z0-9]{2}[AT][A-Z])[\dA-Z]{2}[ENS]0000$/u;
const headerLength = 16;

/**
 * New working keys in key blocks, one after the other.
 *
 * @param dataHex  characters of the blocks, as hexadecimal text
 * @returns undefined when anything is not right: a code over a block, a purpose twice or unknown, a length
 * @clause ANSI X9.143 (TR-31:2018), 4 to 6: versions B (TDES) and D (AES), by derivation; no optional blocks
 */
export function readKeyBlocks(
  dataHex: string,
  under: { readonly cipher: KeyCipher; readonly keyEncryptingKeyHex: string },
): WorkingKeys | undefined {
  const found: { codesHex?: string; pinsHex?: string } = {};
  let rest = Buffer.from(dataHex, 'hex').toString('latin1');
  while (rest.length > 0) {
    const length = Number(headerForm.exec(rest.slice(0, headerLength))?.groups?.['length'] ?? 0);
    const opened =
      length > headerLength && length <= rest.length ? openKeyBlock(rest.slice(0, length), under) : undefined;
    const name = opened === undefined ? undefined : purposes[under.cipher][opened.purpose];
    if (opened === undefined || name === undefined || found[name] !== undefined) return undefined;
    found[name] = toHex(opened.key);
    rest = rest.slice(length);
  }
  return found.codesHex === undefined && found.pinsHex === undefined ? undefined : found;
}

/** One block; undefined unless its code is right under the key that it is protected by. */
export function openKeyBlock(
  block: string,
  under: { readonly cipher: KeyCipher; readonly keyEncryptingKeyHex: string },
): BlockKey | undefined {
  const isAes = under.cipher === 'aes';
  const groups = headerForm.exec(block.slice(0, headerLength))?.groups;
  const codeHexLength = isAes ? 32 : 16;
  const body = block.slice(headerLength);
  if (groups === undefined || groups['version'] !== (isAes ? 'D' : 'B') || !/^(?:[\dA-F]{2})+$/u.test(body))
    return undefined;
  const enciphered = fromHex(body.slice(0, -codeHexLength));
  const code = fromHex(body.slice(-codeHexLength));
  if (enciphered.length === 0 || enciphered.length % (isAes ? 16 : 8) !== 0) return undefined;
  const protection = fromHex(under.keyEncryptingKeyHex);
  const plain = deciphered(enciphered, { isAes, key: derived(protection, { isAes, use: 'encryption' }), code });
  const header = Uint8Array.from(Buffer.from(block.slice(0, headerLength), 'latin1'));
  const codeKey = derived(protection, { isAes, use: 'code' });
  const right = (isAes ? aesCmac : tdesCmac)(codeKey, concatBytes([header, plain]));
  if (code.length !== right.length || !timingSafeEqual(right, code)) return undefined;
  const keyBits = ((plain[0] ?? 0) << 8) | (plain[1] ?? 0);
  const keyBytes = keyBits / 8;
  const isWhole = [16, 24, 32].includes(keyBytes) && 2 + keyBytes <= plain.length && (isAes || keyBytes < 32);
  return isWhole ? { purpose: groups['purpose'] ?? '', key: plain.slice(2, 2 + keyBytes) } : undefined;
}

/** By length in bytes: the algorithm that the key is derived for. */
const algorithms = {
  tdes: new Map([
    [16, 0],
    [24, 1],
  ]),
  aes: new Map([
    [16, 2],
    [24, 3],
    [32, 4],
  ]),
};

/** A counter, the use, the algorithm and the length in bits, under CMAC; as many blocks as the key has. */
function derived(
  protection: Uint8Array,
  { isAes, use }: { readonly isAes: boolean; readonly use: 'encryption' | 'code' },
): Uint8Array {
  const { length } = protection;
  const algorithm = (isAes ? algorithms.aes : algorithms.tdes).get(length) ?? 0;
  const count = Math.ceil(length / (isAes ? 16 : 8));
  const blocks = Array.from({ length: count }, (_, place) => {
    const input = Uint8Array.of(
      place + 1,
      0,
      use === 'code' ? 1 : 0,
      0,
      0,
      algorithm,
      (length * 8) >> 8,
      (length * 8) & 0xff,
    );
    return (isAes ? aesCmac : tdesCmac)(protection, input);
  });
  return concatBytes(blocks).slice(0, length);
}

/** The code over a block is what its chaining starts from. */
function deciphered(
  enciphered: Uint8Array,
  { isAes, key, code }: { readonly isAes: boolean; readonly key: Uint8Array; readonly code: Uint8Array },
): Uint8Array {
  const tdes = key.length === 24 ? 'des-ede3-cbc' : 'des-ede-cbc';
  const open = createDecipheriv(isAes ? `aes-${key.length * 8}-cbc` : tdes, createSecretKey(key), code).setAutoPadding(
    false,
  );
  return concatBytes([open.update(enciphered), open.final()]);
}
