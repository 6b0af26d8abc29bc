import { createCipheriv, createDecipheriv, createECDH, createHash } from 'node:crypto';
import type { ECDH } from 'node:crypto';

/*
 * Numbers behind the card of kernel 8 in the kernel's tests: node:crypto and big integers, nothing of the kernel. All values are
 * hexadecimal text.
 */

/** What both sides of a channel share. */
export interface SessionKeys {
  readonly confidentiality: string;
  readonly integrity: string;
}

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const prime = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const curve = 'prime256v1';

/** EC-SDSA: hash over x of a random point and the message, and the sum of its number and hash times key. */
export function signature(key: ECDH, messageHex: string): string {
  const nonce = createECDH(curve);
  nonce.generateKeys();
  const hash = sha256(xOf(nonce) + messageHex);
  const sum = (secretOf(nonce) + (BigInt(`0x${hash}`) % order) * secretOf(key)) % order;
  return hash + hex(sum);
}

/** A key whose point has the lower of the two y. */
export function lowKey(): ECDH {
  for (;;) {
    const key = createECDH(curve);
    key.generateKeys();
    if (BigInt(`0x${coordinates(key).slice(64)}`) < prime / 2n) return key;
  }
}

/** The key times a factor. */
export function scaled(key: ECDH, factor: bigint): ECDH {
  const product = createECDH(curve);
  product.setPrivateKey(hex((secretOf(key) * factor) % order), 'hex');
  return product;
}

/** x of the key's point times a factor, or of another point times the key. */
export function times(key: ECDH, factor: bigint | undefined, pointHex?: string): string {
  if (factor === undefined)
    return key
      .computeSecret(pointHex ?? '', 'hex')
      .toString('hex')
      .toUpperCase();
  return xOf(scaled(key, factor));
}

/** Keys of a channel from what both sides know. */
export function sessionKeys(sharedHex: string): SessionKeys {
  const derivation = cmac('00'.repeat(16), sharedHex);
  const tail = '010054334A325957773DA5A5A50180';
  return { confidentiality: aes(derivation, `01${tail}`), integrity: aes(derivation, `02${tail}`) };
}

/** RFC 4493, with the whole message as a number. */
export function cmac(keyHex: string, messageHex: string): string {
  const double = (text: string): string => {
    const value = BigInt(`0x${text}`) << 1n;
    return (value >> 128n === 1n ? (value ^ 0x87n) & ((1n << 128n) - 1n) : value).toString(16).padStart(32, '0');
  };
  const first = double(aes(keyHex, '00'.repeat(16)));
  const isWhole = messageHex.length > 0 && messageHex.length % 32 === 0;
  const padded = isWhole ? messageHex : `${messageHex}80`.padEnd(Math.ceil((messageHex.length + 2) / 32) * 32, '0');
  const last = exclusiveOr(padded.slice(-32), isWhole ? first : double(first));
  const cipher = createCipheriv('aes-128-cbc', Buffer.from(keyHex, 'hex'), Buffer.alloc(16));
  cipher.setAutoPadding(false);
  return cipher
    .update(padded.slice(0, -32) + last, 'hex')
    .subarray(-16)
    .toString('hex')
    .toUpperCase();
}

/** The code, and its decipherment added to it: Book E 8.6.5. First eight bytes. */
export function cmacPlus(keyHex: string, messageHex: string): string {
  const code = cmac(keyHex, messageHex);
  const decipher = createDecipheriv('aes-128-ecb', Buffer.from(keyHex, 'hex'), null);
  decipher.setAutoPadding(false);
  return exclusiveOr(code, decipher.update(code, 'hex').toString('hex')).slice(0, 16);
}

function exclusiveOr(left: string, right: string): string {
  return (BigInt(`0x${left}`) ^ BigInt(`0x${right}`)).toString(16).toUpperCase().padStart(left.length, '0');
}

function aes(keyHex: string, blockHex: string): string {
  const cipher = createCipheriv('aes-128-ecb', Buffer.from(keyHex, 'hex'), null);
  cipher.setAutoPadding(false);
  return cipher.update(blockHex, 'hex').toString('hex').toUpperCase();
}

/** AES in counter mode, the counter in the first two bytes. */
export function counterMode(keyHex: string, counter: number, textHex: string): string {
  const start = counter.toString(16).padStart(4, '0').padEnd(32, '0');
  const cipher = createCipheriv('aes-128-ctr', Buffer.from(keyHex, 'hex'), Buffer.from(start, 'hex'));
  return cipher.update(textHex, 'hex').toString('hex').toUpperCase();
}

/** Objects one after the other; those without a value are left out. */
export function tlvs(objects: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(objects)
    .map(([tag, value]) => (value === undefined ? '' : template(tag, value)))
    .join('');
}

/** One object. */
export function template(tag: string, value: string): string {
  const length = value.length / 2;
  return tag + (length > 127 ? '81' : '') + length.toString(16).toUpperCase().padStart(2, '0') + value;
}

/** SHA-256. */
export function sha256(hexText: string): string {
  return createHash('sha256').update(Buffer.from(hexText, 'hex')).digest('hex').toUpperCase();
}

/** x and y. */
export function coordinates(key: ECDH): string {
  return key.getPublicKey('hex').slice(2).toUpperCase();
}

/** x. */
export function xOf(key: ECDH): string {
  return coordinates(key).slice(0, 64);
}

function secretOf(key: ECDH): bigint {
  return BigInt(`0x${key.getPrivateKey('hex')}`);
}

/** A number as long as a coordinate. */
export function hex(value: bigint): string {
  return value.toString(16).toUpperCase().padStart(64, '0');
}
