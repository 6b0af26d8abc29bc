import type { Masked } from '#drivers/ports/evidence.ts';
import { openElements, openInstructions, openPn532Codes, openTags, templateTags } from './mask.table.ts';

/**
 * The one place where text becomes `Masked`. It fails closed: what it cannot parse, and every data object that nobody
 * has declared harmless, is hidden whole. It remembers the account numbers that it saw, so that one which turns up
 * elsewhere (a card that asks for its own PAN in a DOL) is hidden there too.
 *
 * Hidden nibbles and digits become `*`; lengths stay.
 */
export interface Mask {
  command(bytes: Uint8Array): Masked;
  response(bytes: Uint8Array): Masked;
  /** Bytes of one PN532 HSU frame. */
  pn532Frame(bytes: Uint8Array): Masked;
  /** Bytes that can hold nothing about an account (Firmata). */
  harmless(bytes: Uint8Array): Masked;
  /** One data element of ISO 8583: digits or text, hexadecimal for binary ones. */
  hostField(element: string, value: string): Masked;
  /** A named fact: the name is a tag in hexadecimal text, or a word. */
  fact(name: string, value: string): Masked;
  text(text: string): Masked;
}

/** A mask for one case: what it learns of account numbers is forgotten with it. */
export function createMask(): Mask {
  const pans = new Set<string>();
  const learn = (digits: string): void => {
    if (digits.length >= 12) pans.add(digits);
  };
  const hideKnown = (text: string): string => {
    let hidden = text;
    for (const pan of pans) hidden = hidden.replaceAll(pan, truncatePan(pan));
    return hidePinBlocks(hidden);
  };
  const tlv = (hex: string): string => hideAnchored(hex, maskObjects(hex, learn) ?? hide(hex));
  const finish = (text: string): Masked => hideKnown(text) as Masked;
  return {
    command: (bytes) => finish(maskCommand(toHex(bytes), bytes)),
    response: (bytes) => {
      const hex = toHex(bytes);
      return finish(hex.length <= 4 ? hex : tlv(hex.slice(0, -4)) + hex.slice(-4));
    },
    pn532Frame: (bytes) => finish(maskPn532Frame(bytes)),
    harmless: (bytes) => finish(toHex(bytes)),
    hostField: (element, value) => finish(maskElement(element, value, { learn, tlv })),
    fact: (name, value) => finish(maskFact(name, value, learn)),
    text: (text) => finish(hideDigitRuns(text)),
  };
}

/** A mask that hides all bytes and facts, for runs of which nothing is kept but what was shown and what they came to. */
export function blindMask(): Mask {
  const hidden = '' as Masked;
  return {
    command: () => hidden,
    response: () => hidden,
    pn532Frame: () => hidden,
    harmless: () => hidden,
    hostField: () => hidden,
    fact: () => hidden,
    text: (text) => hideDigitRuns(text) as Masked,
  };
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

function hide(text: string): string {
  return '*'.repeat(text.length);
}

/** First six and last four digits, the others hidden; all hidden when too short for that. */
function truncatePan(digits: string): string {
  if (digits.length < 13) return hide(digits);
  return digits.slice(0, 6) + '*'.repeat(digits.length - 10) + digits.slice(-4);
}

function truncatePanHex(hex: string, learn: (digits: string) => void): string {
  const digits = hex.replace(/F+$/u, '');
  if (!/^\d{13,19}$/u.test(digits)) return hide(hex);
  learn(digits);
  return truncatePan(digits) + hex.slice(digits.length);
}

function maskElement(
  element: string,
  value: string,
  tools: { readonly learn: (digits: string) => void; readonly tlv: (hex: string) => string },
): string {
  if (element === '2') {
    tools.learn(value);
    return truncatePan(value);
  }
  if (element === '55') return tools.tlv(value);
  // A key serial number is no secret. Anything of another length may be a PIN block in the wrong place.
  if (element === '53') return /^(?:[0-9A-F]{20}|[0-9A-F]{24})$/u.test(value) ? value : hide(value);
  const form = openForms.get(element);
  if (form !== undefined) return form.test(value) ? value : hide(value);
  return openElements.has(element) ? value : hide(value);
}

/** Elements that may be read in the one form that they are known to have. */
const openForms: ReadonlyMap<string, RegExp> = new Map([
  ['61', /^\d{1,3}$/u],
  ['95', /^\d{24}(?:[CD]\d{8}){2}$/u],
]);

function maskFact(name: string, value: string, learn: (digits: string) => void): string {
  if (/^(?:[0-9A-F]{2}){1,3}$/u.test(name)) return maskValue(name, value, learn);
  // A fact about a PIN may be a word; digits in it could be the PIN itself.
  if (/pin/iu.test(name) && /\d/u.test(value)) return hide(value);
  // An application identifier is long and all digits but for its first letter.
  return name === 'aid' ? maskValue('4F', value, learn) : hideDigitRuns(value);
}

function maskValue(tag: string, hex: string, learn: (digits: string) => void): string {
  if (tag === '5A') return truncatePanHex(hex, learn);
  if (tag === '57') learn(/^\d{12,19}(?=D)/u.exec(hex)?.[0] ?? '');
  return openTags.has(tag) ? hidePanWindows(hex) : hide(hex);
}

/**
 * A lying card can wrap its PAN in a harmless tag, and a misread length can make one out of an honest record. So every
 * stretch of a value that could be an account number is hidden, at the price of a rare hit in random data.
 */
function hidePanWindows(hex: string): string {
  let masked = hex;
  for (const run of hex.matchAll(/\d{13,}/gu)) {
    for (let start = 0; start + 13 <= run[0].length; start += 1) {
      const length = panLengthAt(run[0].slice(start, start + 19));
      const from = run.index + start;
      if (length > 0) masked = masked.slice(0, from) + '*'.repeat(length) + masked.slice(from + length);
    }
  }
  return masked;
}

/**
 * Account numbers where their tag and length stand before them, wherever that is. A wrong length before them can split
 * them over two objects, of which each looks harmless.
 *
 * @param masked  as long as `hex`
 */
function hideAnchored(hex: string, masked: string): string {
  let hidden = masked;
  for (const anchor of hex.matchAll(/(?<=^(?:..)*)5A0[789A](?=(\d{13,19}))/gu)) {
    const length = panLengthAt(anchor[1] ?? '');
    const from = anchor.index + anchor[0].length;
    if (length > 0) hidden = hidden.slice(0, from + 6) + '*'.repeat(length - 10) + hidden.slice(from + length - 4);
  }
  for (const anchor of hex.matchAll(/(?<=^(?:..)*)57[01][0-9A-F](?=(\d{13,19}D\d{0,17}))/gu)) {
    const from = anchor.index + anchor[0].length;
    const { length } = anchor[1] ?? '';
    hidden = hidden.slice(0, from) + '*'.repeat(length) + hidden.slice(from + length);
  }
  return hidden;
}

/** Length of the longest account number that the digits begin with: a card scheme's first digit and a Luhn check digit. */
function panLengthAt(digits: string): number {
  if (!/^[2-6]/u.test(digits)) return 0;
  for (let length = digits.length; length >= 13; length -= 1) {
    if (hasLuhnDigit(digits.slice(0, length))) return length;
  }
  return 0;
}

/** @clause ISO/IEC 7812-1 annex B */
function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place]);
    const weighted = place % 2 === 1 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

/**
 * A PIN as VERIFY carries it, wherever a faulty terminal puts it: control nibble 2, the count of digits, the digits, and
 * F up to eight bytes. Hides a rare honest value of that form, too.
 *
 * @clause ISO 9564-1, format 2
 */
function hidePinBlocks(hex: string): string {
  let hidden = hex;
  for (const { index, 1: block = '' } of hex.matchAll(/(?=(2[4-9A-C][\dF]{14}))/gu)) {
    const count = Number.parseInt(block[1] ?? '', 16);
    if (!/^\d+$/u.test(block.slice(2, 2 + count)) || !/^F*$/u.test(block.slice(2 + count))) continue;
    hidden = hidden.slice(0, index) + hide(block) + hidden.slice(index + block.length);
  }
  return hidden;
}

/** Text from people and programs: any long run of digits is hidden, however it is grouped. */
function hideDigitRuns(text: string): string {
  return text.replaceAll(/(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/gu, (run) => truncatePan(run.replaceAll(/[ -]/gu, '')));
}

function maskCommand(hex: string, bytes: Uint8Array): string {
  const instruction = bytes[1];
  const isOpen = instruction !== undefined && openInstructions.has(instruction);
  return isOpen || hex.length <= 10 ? hex : hex.slice(0, 10) + hide(hex.slice(10));
}

/** @returns undefined when the text is not a whole number of data objects */
function maskObjects(hex: string, learn: (digits: string) => void, depth = 0): string | undefined {
  let masked = '';
  let rest = hex;
  while (rest.length > 0) {
    const object = splitObject(rest);
    if (object === undefined || depth > 6) return undefined;
    const value = templateTags.has(object.tag)
      ? (maskObjects(object.value, learn, depth + 1) ?? hide(object.value))
      : maskValue(object.tag, object.value, learn);
    masked += object.head + value;
    rest = rest.slice(object.head.length + object.value.length);
  }
  return masked;
}

/** Definite lengths of one to three bytes, tags of one to three: all that EMV has. */
function splitObject(hex: string): { readonly tag: string; readonly head: string; readonly value: string } | undefined {
  const tag =
    /^(?:[0-9A-F]1F[0-9A-F]{2}|[13579BDF]F[89A-F][0-9A-F][0-7][0-9A-F]|[13579BDF]F[0-7][0-9A-F]|[0-9A-F]{2})/u.exec(
      hex,
    )?.[0];
  if (tag === undefined) return undefined;
  const length = /^(?:82([0-9A-F]{4})|81([0-9A-F]{2})|([0-7][0-9A-F]))/u.exec(hex.slice(tag.length));
  if (length === null) return undefined;
  const valueLength = Number.parseInt(length[1] ?? length[2] ?? length[3] ?? '', 16) * 2;
  const headLength = tag.length + length[0].length;
  if (hex.length < headLength + valueLength) return undefined;
  return { tag, head: hex.slice(0, headLength), value: hex.slice(headLength, headLength + valueLength) };
}

/** Acknowledgements and the reader's own talk stay readable; what it carries to and from the card does not. */
function maskPn532Frame(bytes: Uint8Array): string {
  const hex = toHex(bytes);
  const short = /^(?:00)*00FF(?:00FF|FF00|01FF7F81)(?:00)?$/u;
  if (short.test(hex)) return hex;
  const head = /^(?:(?:55|00)*)00FF(?:FFFF[0-9A-F]{6}|[0-9A-F]{4})D[45]([0-9A-F]{2})/u.exec(hex);
  if (head === null) return hide(hex);
  const code = Number.parseInt(head[1] ?? '', 16);
  if (openPn532Codes.has(code)) return hex;
  // The checksum would give away one byte of what is hidden, so the tail goes too.
  return head[0] + hide(hex.slice(head[0].length));
}
