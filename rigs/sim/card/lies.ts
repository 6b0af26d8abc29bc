import { concat, fromHex, toHex } from './bytes.ts';
import type { Lie, LieCommand } from './personalisation/card-profile.ts';
import { encodeLength, splitObjects } from './tlv.ts';

/** What an endless liar says: there is more, or ask for another length. */
export const moreDataWord = 0x6110;
/** See above. */
export const wrongLengthWord = 0x6c10;

/** An answer on its way out: data, status word, and how long the card takes. */
export interface Outgoing {
  readonly data: Uint8Array;
  readonly statusWord: number;
  readonly processingMs: number;
}

/** What kind of command a lie would hang on, and which record it reads. */
export interface Occasion {
  readonly command: LieCommand;
  readonly record: string;
  /** How often this kind has come since power-on, from 1. */
  readonly nth: number;
}

/** The answer after all lies that hang on this occasion. */
export function tellLies(honest: Outgoing, lies: readonly Lie[], occasion: Occasion): Outgoing {
  return lies.filter((lie) => hangsOn(lie, occasion)).reduce(tellLie, honest);
}

function hangsOn(lie: Lie, { command, record, nth }: Occasion): boolean {
  const isKind = lie.on === 'any' || lie.on === command;
  return isKind && (lie.record === undefined || lie.record === record) && (lie.nth === undefined || lie.nth === nth);
}

function tellLie(answer: Outgoing, lie: Lie): Outgoing {
  const { data } = answer;
  const value = fromHex(lie.hex);
  switch (lie.deed) {
    case 'status':
      return { ...answer, data: new Uint8Array(), statusWord: Number.parseInt(lie.hex, 16) };
    case 'replace':
      return { ...answer, data: value };
    case 'append':
      return { ...answer, data: concat(data, value) };
    case 'truncate':
      return { ...answer, data: data.slice(0, Math.max(0, data.length - lie.number)) };
    case 'set-byte':
      return { ...answer, data: concat(data.slice(0, lie.number), value, data.slice(lie.number + value.length)) };
    case 'replace-tag':
    case 'remove-tag':
    case 'duplicate-tag':
      return { ...answer, data: rewrite(data, lie) };
    case 'insert':
      return { ...answer, data: insert(data, value) };
    case 'more-data':
      return { ...answer, data: new Uint8Array(), statusWord: moreDataWord };
    case 'wrong-length':
      return { ...answer, data: new Uint8Array(), statusWord: wrongLengthWord };
    case 'delay':
      return { ...answer, processingMs: lie.number };
  }
}

/** Changes every object of the lie's tag, whatever template it is in, and mends the lengths around it. */
function rewrite(data: Uint8Array, lie: Lie): Uint8Array {
  const objects = splitObjects(data);
  if (objects === undefined) return data;
  return concat(
    ...objects.map(({ tag, value, isConstructed }) => {
      const whole = concat(tag, encodeLength(value.length), value);
      if (toHex(tag) !== lie.tagHex) {
        if (!isConstructed) return whole;
        const inner = rewrite(value, lie);
        return concat(tag, encodeLength(inner.length), inner);
      }
      if (lie.deed === 'remove-tag') return new Uint8Array();
      if (lie.deed === 'duplicate-tag') return concat(whole, whole);
      const other = fromHex(lie.hex);
      return concat(tag, encodeLength(other.length), other);
    }),
  );
}

/** Puts bytes at the end of the outermost template. */
function insert(data: Uint8Array, bytes: Uint8Array): Uint8Array {
  const [outer] = splitObjects(data) ?? [];
  if (outer === undefined) return concat(data, bytes);
  const value = concat(outer.value, bytes);
  return concat(outer.tag, encodeLength(value.length), value);
}
