import { createCipheriv, createDecipheriv, createECDH, createHash } from 'node:crypto';
import { judgeLocally } from './by-hand-curves.ts';
import { walk } from './by-hand.ts';

/*
 * Kernel 8 by hand, from Book E 1.1 as github.com/Digrol/Denom cites it (EmvCrypt; facts only): numbers and texts, and nothing of
 * the card's own channel.
 */

/** A private key that others published (RFC 6979, A.2.5): every talk by hand has the same channel key of the terminal. */
const secretHex = 'C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721';
/** What the terminal says of itself and of the purchase, 12.50 EUR; it offers signature, no CVM and device verification. */
const own: Readonly<Record<string, string>> = {
  '9F2B': '02800010FFFF0000',
  '9F02': '000000001250',
  '9F1A': '0276',
  '95': '0000008081',
  '5F2A': '0978',
  '9A': '261122',
  '9F37': 'A1B2C3D4',
  '9F33': '002C10',
  '9F1D': '2C00000000000000',
};
const offered = 0x2c;
const offers: Readonly<Record<string, number>> = { '00': 0x08, '01': 0x20, '02': 0x40, '03': 0x04 };

/** Runs one transaction of kernel 8 to its cryptogram, and tells what is odd. `need` stops at a card that refuses. */
export function runInChannel(
  selection: ReadonlyMap<string, string>,
  need: (where: string, commandHex: string) => string,
): { readonly objects: ReadonlyMap<string, string>; readonly findings: readonly string[] } {
  const side = createECDH('prime256v1');
  side.setPrivateKey(secretHex, 'hex');
  const objects = new Map(selection);
  const findings: string[] = [];
  const keep = (hex: string): void => {
    for (const { tag, valueHex } of walk(hex)) if (!objects.has(tag)) objects.set(tag, valueHex);
  };
  const values = { ...own, '9E': upper(side.getPublicKey('hex').slice(2)) };
  const first = valuesFor(objects.get('9F38') ?? '', values);
  keep(need('options', command('80A80000', `83${byteText(first.length / 2)}${first}`)));
  const keyData = objects.get('9F8103') ?? '';
  if (keyData.length !== 128) return { objects, findings: ['options: no key'] };
  const blindedHex = keyData.slice(0, 64);
  const shared = upper(side.computeSecret(`02${blindedHex}`, 'hex').toString('hex'));
  const derivation = cmac('00'.repeat(16), shared);
  const [secrecy = '', integrity = ''] = ['01', '02'].map((purpose) =>
    block(derivation, `${purpose}010054334A325957773DA5A5A50180`),
  );
  let counter = 0x8000;
  const decipher = (hex: string): string => counterMode(secrecy, counter++, hex);
  const factorHex = decipher(keyData.slice(64));
  let staticHex = '';
  for (const { at, header, isSigned } of placesIn(objects.get('94') ?? '')) {
    const answer = need(`record ${at}`, header);
    const content = answer.slice(answer.startsWith('81', 2) ? 6 : 4);
    if (!answer.startsWith('DA')) findings.push(`record ${at}: in the clear`);
    const record = answer.startsWith('DA') ? decipher(content) : content;
    keep(record);
    if (isSigned) staticHex += record;
  }
  const relay = (Number.parseInt(objects.get('82') ?? '', 16) & 1) === 0 ? '' : need('relay', '80EA0000040102030400');
  const second = valuesFor(objects.get('8C') ?? '', values);
  const answer = need('generate', command('80AE8000', second));
  keep(answer);
  const value = (tag: string): string => objects.get(tag) ?? '';
  const shown = walk(answer).filter(({ tag }) => tag !== '9F26' && tag !== '9F8105');
  const said = shown.map(({ tag, valueHex }) => tag + byteText(valueHex.length / 2) + valueHex).join('');
  const exchange = relay === '' ? '' : `01020304${relay.slice(4)}`;
  staticHex += value('82');
  const code = cmacPlus(integrity, `0000${first}${second}${exchange}${said}${sha256(staticHex)}`);
  const last = cmac(integrity, `0000${value('9F26')}${code}`).slice(0, 16);
  if (value('9F8105') !== last) findings.push('enhanced MAC: wrong');
  if (((offers[value('9F8102')] ?? offered) & offered) === 0) findings.push('verification: not offered');
  const isLocal = value('82').startsWith('01');
  if (isLocal) findings.push(...judgeLocally({ objects, staticHex }, { blindedHex, factorHex }));
  // As the host gets them: the code where the card wants it, and the results as the card found them.
  const offset = [undefined, 48, Number.parseInt(value('9F8107'), 16) * 2][(Number.parseInt(value('82'), 16) >> 1) & 3];
  if (offset !== undefined) {
    const data = value('9F10');
    objects.set('9F10', data.slice(0, offset) + code + data.slice(offset + code.length));
  }
  objects.set('95', value('9F8104'));
  return { objects, findings };
}

function placesIn(locator: string): readonly { at: string; header: string; isSigned: boolean }[] {
  return (locator.match(/.{8}/gu) ?? []).flatMap((entry) => {
    const [file = 0, from = 0, to = 0, signed = 0] = Buffer.from(entry, 'hex');
    return Array.from({ length: to - from + 1 }, (_, index) => ({
      at: `${file >> 3}.${from + index}`,
      header: `00B2${byteText(from + index)}${byteText(file | 4)}00`,
      isSigned: index < signed,
    }));
  });
}

function valuesFor(listHex: string, values: Readonly<Record<string, string>>): string {
  let found = '';
  for (let at = 0; at < listHex.length;) {
    const tag = listHex.slice(at, at + ((Number.parseInt(listHex.slice(at, at + 2), 16) & 31) === 31 ? 4 : 2));
    const length = Number.parseInt(listHex.slice(at + tag.length, at + tag.length + 2), 16) * 2;
    found += (values[tag] ?? '').padEnd(length, '0').slice(0, length);
    at += tag.length + 2;
  }
  return found;
}

/** RFC 4493 with blocks as numbers. */
function cmac(keyHex: string, messageHex: string): string {
  const mask = (1n << 128n) - 1n;
  const doubled = (number: bigint): bigint => (number >> 127n === 0n ? number << 1n : ((number << 1n) ^ 0x87n) & mask);
  const zero = BigInt(`0x${block(keyHex, '00'.repeat(16))}`);
  const isWhole = messageHex !== '' && messageHex.length % 32 === 0;
  const padded = isWhole ? messageHex : `${messageHex}80`;
  const blocks = padded.match(/.{1,32}/gu) ?? [];
  return blocks.reduce((chain, part, index) => {
    const key = index < blocks.length - 1 ? 0n : isWhole ? doubled(zero) : doubled(doubled(zero));
    return block(keyHex, number32(BigInt(`0x${chain}`) ^ BigInt(`0x${part.padEnd(32, '0')}`) ^ key));
  }, '00'.repeat(16));
}

function cmacPlus(keyHex: string, messageHex: string): string {
  const code = cmac(keyHex, messageHex);
  const decipher = createDecipheriv('aes-128-ecb', Buffer.from(keyHex, 'hex'), null).setAutoPadding(false);
  return number32(BigInt(`0x${code}`) ^ BigInt(`0x${decipher.update(code, 'hex', 'hex')}`)).slice(0, 16);
}

function block(keyHex: string, hex: string): string {
  const cipher = createCipheriv('aes-128-ecb', Buffer.from(keyHex, 'hex'), null).setAutoPadding(false);
  return upper(cipher.update(hex, 'hex', 'hex'));
}

function counterMode(keyHex: string, counter: number, hex: string): string {
  const start = Buffer.from(counter.toString(16).padEnd(32, '0'), 'hex');
  return upper(createCipheriv('aes-128-ctr', Buffer.from(keyHex, 'hex'), start).update(hex, 'hex', 'hex'));
}

function sha256(hex: string): string {
  return upper(createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex'));
}

function command(header: string, data: string): string {
  return `${header}${byteText(data.length / 2)}${data}00`;
}

const number32 = (number: bigint): string => upper(number.toString(16).padStart(32, '0'));
const upper = (hex: string): string => hex.toUpperCase();

function byteText(byte: number): string {
  return byte.toString(16).padStart(2, '0').toUpperCase();
}
