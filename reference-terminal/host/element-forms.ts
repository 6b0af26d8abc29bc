import { alphanumeric, ascii, asciiLength, binary, fixed, packed, packedLength, variable } from './field-codecs.ts';
import { characters, type Content, type FieldCodec } from './field-codecs.ts';
import type { Dialect } from './message-codec.ts';

/**
 * What a data element is, apart from how it is written: `n` digits, `z` track data with D as separator, `an` letters and
 * digits, `ans` printable text, `b` bytes.
 */
export interface ElementForm {
  readonly content: 'n' | 'z' | 'an' | 'ans' | 'b';
  /** Digits, characters or bytes; of a variable element the most there may be. */
  readonly length: number;
  /** Digits of the length before the data, 0 for a fixed one. */
  readonly lengthDigits: 0 | 2 | 3;
}

type Elements = Pick<Dialect, 'mti' | 'fields'>;

const packedDigits = packed({ padSide: 'left', padNibble: '0' });
const packedToTheLeft = packed({ padSide: 'right', padNibble: 'F' });
const packedTrack = packed({ padSide: 'right', padNibble: 'F', hasSeparator: true });
const digitCharacters = characters(/^\d*$/, 'a digit');
const trackCharacters = characters(/^[\dD]*$/, 'a digit or the separator');
const hexCharacters = characters(/^(?:[0-9A-F]{2})*$/, 'hexadecimal text of whole bytes');

/** Two digits a byte, lengths too; bytes as they are. */
export function packedElements(elements: ReadonlyMap<number, ElementForm>): Elements {
  return { mti: fixed(packedDigits, 4), fields: mapped(elements, packedForm) };
}

function packedForm({ content, length, lengthDigits }: ElementForm): FieldCodec {
  if (lengthDigits > 0) {
    const contents = { n: packedToTheLeft, z: packedTrack, an: alphanumeric, ans: ascii, b: binary };
    return variable(packedLength(lengthDigits), contents[content], length);
  }
  const contents = { n: packedDigits, z: packedTrack, an: alphanumeric, ans: ascii, b: binary };
  return fixed(contents[content], length, fillOf(content));
}

/** One character a digit, lengths too; bytes as hexadecimal text, whose characters the length counts. */
export function characterElements(elements: ReadonlyMap<number, ElementForm>): Elements {
  return { mti: fixed(digitCharacters, 4), fields: mapped(elements, characterForm) };
}

function characterForm({ content, length, lengthDigits }: ElementForm): FieldCodec {
  const contents: Readonly<Record<ElementForm['content'], Content>> = {
    n: digitCharacters,
    z: trackCharacters,
    an: alphanumeric,
    ans: ascii,
    b: hexCharacters,
  };
  const count = content === 'b' ? Math.min(length * 2, lengthDigits === 3 ? 999 : length * 2) : length;
  return lengthDigits > 0
    ? variable(asciiLength(lengthDigits), contents[content], count)
    : fixed(contents[content], count, fillOf(content));
}

function fillOf(content: ElementForm['content']): string | undefined {
  return content === 'an' || content === 'ans' ? ' ' : undefined;
}

function mapped(
  elements: ReadonlyMap<number, ElementForm>,
  form: (element: ElementForm) => FieldCodec,
): ReadonlyMap<number, FieldCodec> {
  return new Map([...elements].map(([number, element]) => [number, form(element)]));
}
