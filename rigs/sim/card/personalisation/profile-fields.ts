import type { Field } from './card-file.ts';
import { layersOver, listOf } from './card-file.ts';
import { flawParts, flawPlaces, lieCommands, lieDeeds, quirks } from './card-profile.ts';
import type { Flaw, Lie, Quirk } from './card-profile.ts';

/** Text that matches a pattern, described in words for whoever wrote something else. */
export function text(pattern: RegExp, expected: string): Field<string> {
  return (value) => (value.text !== undefined && pattern.test(value.text) ? value.text : value.refuse(expected));
}

/** Whole bytes of hexadecimal text, in upper case. */
export function hex(lengths: { readonly min: number; readonly max: number }): Field<string> {
  const { min, max } = lengths;
  const expected = `${min === max ? min : `${min} to ${max}`} bytes of hexadecimal text`;
  return (value) => {
    const found = (value.text ?? '-').replaceAll(' ', '').toUpperCase();
    const isFit = /^(?:[0-9A-F]{2})*$/u.test(found) && found.length >= min * 2 && found.length <= max * 2;
    return isFit ? found : value.refuse(expected);
  };
}

/** A whole number. */
export function integer(limits: { readonly min: number; readonly max: number }): Field<number> {
  return (value) => {
    const number = /^-?\d+$/u.test(value.text ?? '') ? Number(value.text) : Number.NaN;
    if (number >= limits.min && number <= limits.max) return number;
    return value.refuse(`a whole number from ${limits.min} to ${limits.max}`);
  };
}

/** One of a few words. */
export function oneOf<const T extends string>(words: readonly T[]): Field<T> {
  return (value) => words.find((word) => word === value.text) ?? value.refuse(`one of ${words.join(', ')}`);
}

/** `yes` or `no`. */
export const flag: Field<boolean> = (value) => oneOf(['yes', 'no'])(value) === 'yes';

/** A PAN with a valid check digit inside a range that is published for tests. */
export const testPan: Field<string> = (value) => {
  const pan = value.text ?? '';
  const isTest = /^(?:541333|535331|476173|37424|6011|65100|1234|62|222300)/u.test(pan) && /^\d{13,19}$/u.test(pan);
  if (!isTest) return value.refuse('13 to 19 digits of a test range');
  return hasCheckDigit(pan) ? pan : value.refuse('a number whose check digit is right');
};

/** Tags and their values, both in hexadecimal text; an empty value where `removes` allows to take an object away. */
export const tagged: Field<ReadonlyMap<string, string>> = (value) =>
  new Map(
    [...layersOver(value).entries()].map(([tag, one]) => {
      if (!/^[0-9A-F]{2}(?:[0-9A-F]{2}){0,2}$/u.test(tag)) return one.refuse('a tag in upper case hexadecimal text');
      return [tag, hex({ min: 0, max: 252 })(one)];
    }),
  );

/** Names of quirks. */
export const quirkList: Field<readonly Quirk[]> = listOf(oneOf(Object.keys(quirks) as Quirk[]));

/** Flaws, each a place and a part: `icc-certificate trailer`. */
export const flawList: Field<readonly Flaw[]> = listOf((value) => {
  const [placeText, partText] = (value.text ?? '').split(' ');
  const place = flawPlaces.find((one) => one === placeText);
  const part = flawParts.find((one) => one === partText);
  if (place !== undefined && part !== undefined) return { place, part };
  return value.refuse(`one of ${flawPlaces.join(', ')} and one of ${flawParts.join(', ')}`);
});

/** Lies of a card's answers. */
export const lieList: Field<readonly Lie[]> = listOf((value) => {
  const map = layersOver(value);
  const record = map.take('record', text(/^\d{1,2}\.\d{1,3}$/u, 'file and record such as 2.1'), '');
  const nth = map.take('nth', integer({ min: 1, max: 1000 }), 0);
  const lie: Lie = {
    on: map.take('on', oneOf(lieCommands)),
    deed: map.take('do', oneOf(lieDeeds)),
    hex: map.take('hex', hex({ min: 0, max: 400 }), ''),
    tagHex: map.take('tag', hex({ min: 1, max: 3 }), ''),
    number: map.take('number', integer({ min: 0, max: 1_000_000_000 }), 0),
    ...(record !== '' && { record }),
    ...(nth > 0 && { nth }),
  };
  map.finish();
  return lie;
});

function hasCheckDigit(pan: string): boolean {
  const sum = Array.from(pan, Number)
    .reverse()
    .reduce((total, digit, index) => total + (index % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)), 0);
  return sum % 10 === 0;
}
