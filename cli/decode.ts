import { text } from 'node:stream/consumers';
import type { Reading } from '#reports/decode/data-object.ts';
import type { Decoded } from '#reports/decode/decoded.ts';
import { describeAs, describeBroken, guessKinds, type BytesKind } from '#reports/decode/guess.ts';
import { findBreak, readTlv } from '#reports/decode/tlv.ts';
import type { TlvNode } from '#reports/decode/tlv.ts';
import { createMask } from '#rigs/mask.ts';
import { exitCodes } from './exit-codes.ts';
import { UsageError } from './usage-error.ts';

/** What a person chose on the command line. */
export interface DecodeChoice {
  readonly as?: string;
  readonly kernel?: string;
  readonly json?: boolean;
}

const objectOf: Readonly<Record<string, string>> = {
  tvr: '95',
  tsi: '9B',
  aip: '82',
  auc: '9F07',
  ctq: '9F6C',
  ttq: '9F66',
  cvm: '8E',
  'cvm-results': '9F34',
  cid: '9F27',
  iad: '9F10',
  afl: '94',
  dol: '9F38',
  capabilities: '9F33',
  'more-capabilities': '9F40',
  ffi: '9F6E',
};

/** The words that `--as` takes, besides any tag. */
export const kindWords: readonly string[] = ['tlv', 'apdu', 'command', 'response', ...Object.keys(objectOf)];

/** Lengths in bytes of what has a fixed one. */
const lengths: Readonly<Record<string, number>> = {
  '95': 5,
  '9B': 2,
  '82': 2,
  '9F07': 2,
  '9F6C': 2,
  '9F66': 4,
  '9F34': 3,
  '9F27': 1,
  '9F33': 3,
  '9F40': 5,
};

const inputBytesMax = 1_000_000;

/** Bytes in plain words, account data hidden. @returns 0 */
export async function decode(words: readonly string[], choice: DecodeChoice): Promise<number> {
  const hex = hexOf(words.length === 0 ? await text(process.stdin) : words.join(''));
  const told = choice.as === undefined ? undefined : kindsOf(choice.as);
  const answers = readings(hex, told ?? guessKinds(hex), readingOf(choice));
  const [best, ...others] = answers;
  if (best === undefined) throw new UsageError(nothingFits(choice.as, hex));
  const isGuess = told === undefined;
  process.stdout.write(choice.json === true ? asJson(best, others, isGuess) : asText(best, others, isGuess));
  return exitCodes.ok;
}

interface Answer {
  readonly name: string;
  readonly decoded: Decoded;
}

function readings(hex: string, kinds: readonly BytesKind[], reading: Reading): readonly Answer[] {
  return kinds.flatMap((kind) => {
    const broken = kind.kind === 'objects' ? brokenAnswer(hex, reading) : undefined;
    const decoded = broken ?? describeAs(kind, masked(kind, hex), reading);
    return decoded === undefined ? [] : [{ name: nameOf(kind), decoded }];
  });
}

/** @throws {UsageError} naming the place, never the text: it may hold an account number */
function hexOf(words: string): string {
  const hex = words.replaceAll(/\s|0x|[:,-]/giu, '').toUpperCase();
  if (hex === '') throw new UsageError('there are no bytes to decode; give hexadecimal text, or pipe it in');
  const wrong = hex.search(/[^0-9A-F]/u);
  if (wrong >= 0) {
    const place = `character ${wrong + 1} is no digit 0-9 or A-F`;
    throw new UsageError(`this is not hexadecimal text: ${place}${otherNotation(words)}`);
  }
  if (hex.length % 2 !== 0) {
    const hint = 'a leading zero was lost, or the last digit was cut off';
    throw new UsageError(`this is not whole bytes: it has ${hex.length} digits, an odd number; ${hint}`);
  }
  if (hex.length > inputBytesMax * 2) throw new UsageError(`this is more than ${inputBytesMax} bytes`);
  return hex;
}

/** What the text may be instead, and how to make bytes of it. */
function otherNotation(words: string): string {
  const given = words.trim();
  if (/^[[{"]/u.test(given)) return '; it looks like JSON: give the value of its field with the bytes alone';
  if (given.startsWith('-----BEGIN'))
    return '; it looks like PEM, which holds base64: base64 -d | xxd -p makes hexadecimal text of it';
  if (/\*/u.test(given))
    return '; * hides account data in our reports, and what is hidden can’t be decoded: leave those objects away';
  const isBase64 = /^[A-Za-z0-9+/_-]+={0,2}$/u.test(given) && given.length % 4 === 0 && given.length >= 4;
  return isBase64 ? '; it looks like base64: echo TEXT | base64 -d | xxd -p makes hexadecimal text of it' : '';
}

function kindsOf(word: string): readonly BytesKind[] {
  if (word === 'tlv') return [{ kind: 'objects' }];
  if (word === 'apdu') return [{ kind: 'command' }, { kind: 'response' }];
  if (word === 'command' || word === 'response') return [{ kind: word }];
  const tagHex = Object.hasOwn(objectOf, word) ? objectOf[word] : word.toUpperCase();
  if (tagHex !== undefined && /^(?:[0-9A-F]{2}){1,3}$/u.test(tagHex)) return [{ kind: 'value', tagHex }];
  throw new UsageError(`--as takes a tag or one of ${kindWords.join(', ')}; '${word}' is neither`);
}

function readingOf({ kernel }: DecodeChoice): Reading {
  if (kernel === undefined) return {};
  if (kernel === 'contact') return { kernelId: kernel };
  if (!/^[1-8]$/u.test(kernel)) {
    throw new UsageError(`--kernel takes a number from 1 to 8, or 'contact' for the chip slot, not '${kernel}'`);
  }
  return { kernelId: Number(kernel) };
}

/** The same mask as over every journal: what it can't parse and what nobody declared harmless is hidden. */
function masked(kind: BytesKind, hex: string): string {
  const mask = createMask();
  const bytes = Uint8Array.from(Buffer.from(hex, 'hex'));
  switch (kind.kind) {
    case 'command':
      return mask.command(bytes);
    case 'response':
      return mask.response(bytes);
    case 'objects':
      return mask.response(Buffer.concat([bytes, Uint8Array.of(0x90, 0)])).slice(0, -4);
    case 'value':
      return mask.fact(kind.tagHex, hex);
    case 'tag':
      return hex;
  }
}

/** Objects that break off: what is whole is masked as always, of the broken one nothing but its tag is kept. */
function brokenAnswer(hex: string, reading: Reading): Decoded | undefined {
  const broken = findBreak(hex);
  if (broken === undefined) return undefined;
  const mask = createMask();
  const whole = broken.whole.flatMap((node) => readTlv(mask.response(encoded(node)).slice(0, -4)) ?? []);
  return describeBroken({ ...broken, whole }, reading);
}

/** One object with the status word that the mask expects behind it. */
function encoded({ tagHex, valueHex }: TlvNode): Uint8Array {
  const length = valueHex.length / 2;
  const prefix = length > 0xff ? '82' : length > 0x7f ? '81' : '';
  const lengthHex = prefix + length.toString(16).padStart(length > 0xff ? 4 : 2, '0');
  return Uint8Array.from(Buffer.from(`${tagHex}${lengthHex}${valueHex}9000`, 'hex'));
}

function nothingFits(word: string | undefined, hex: string): string {
  const length = hex.length / 2;
  const wanted = lengths[objectOf[word ?? ''] ?? (word ?? '').toUpperCase()];
  if (wanted !== undefined && wanted !== length) {
    return `${word ?? ''} has ${wanted} bytes, these are ${length}; leave --as away to have it guessed`;
  }
  if (word !== undefined) return `these ${length} bytes can’t be read as ${word}; leave --as away to have it guessed`;
  if (/^0[12]\d\d/u.test(hex) && length > 12) {
    return 'these bytes may be a message of ISO 8583; only its chip data (DE 55) can be decoded here: give those alone';
  }
  return `nothing known fits these bytes; say what they are with --as: a tag, or ${kindWords.join(', ')}`;
}

const nameOf = (kind: BytesKind): string => (kind.kind === 'value' ? kind.tagHex : kind.kind);

function asJson(best: Answer, others: readonly Answer[], isGuess: boolean): string {
  const also = others.map(({ name, decoded }) => ({ kind: name, ...decoded }));
  return `${JSON.stringify({ kind: best.name, guessed: isGuess, ...best.decoded, alternatives: also }, undefined, 2)}\n`;
}

function asText(best: Answer, others: readonly Answer[], isGuess: boolean): string {
  const lines = [best.decoded.title, ...rowLines(best.decoded)];
  if (isGuess && others.length > 0) {
    lines.push('', 'These bytes could also be (choose with --as):');
    for (const { name, decoded } of others) lines.push(`  ${name.padEnd(9)} ${decoded.title}: ${inOneLine(decoded)}`);
  }
  return `${lines.join('\n')}\n`;
}

function rowLines({ rows }: Decoded): readonly string[] {
  return rows.map(({ depth, label, value, meaning }) => {
    const parts = [label, value, meaning === '' ? '' : `· ${meaning}`].filter((part) => part !== '');
    return `${'  '.repeat(depth + 1)}${parts.join('  ')}`;
  });
}

function inOneLine({ rows }: Decoded): string {
  const words = rows.map(({ meaning }) => meaning).filter((meaning) => meaning !== '');
  return words.join('; ');
}
