import { describe, expect, test } from 'vitest';
import { createCard } from './card.ts';
import { cardLibrary } from './library.ts';
import type { CardImage } from './personalisation/card-image.ts';
import { runByHand } from './testing/by-hand-terminal.ts';
import type { Seen } from './testing/by-hand-terminal.ts';
import { oddities, seenLater } from './testing/oddities.table.ts';
import { countingRng, todayIso } from './testing/tap.ts';

const library = cardLibrary({ todayIso });

function seen(image: CardImage): Seen {
  const profile = image.applications[0]?.profile;
  const offers = Number.parseInt(profile?.interchangeProfileHex.slice(0, 2) ?? '', 16);
  const asked = (offers & 0x80) !== 0 ? '88' : (offers & 1) === 1 ? '90' : '80';
  const through = profile?.interfaces === 'contact' ? 'contact' : 'contactless';
  return runByHand(createCard(image, countingRng(1)), through, asked);
}

describe('the library as a whole', () => {
  test('has at least 60 honest cards and 25 liars, each with a purpose of its own', () => {
    expect(library.filter(({ isLying }) => !isLying).length).toBeGreaterThanOrEqual(60);
    expect(library.filter(({ isLying }) => isLying).length).toBeGreaterThanOrEqual(25);
    expect(new Set(library.map(({ purpose }) => purpose)).size).toBe(library.length);
  });

  test('explains every liar: something is odd at once, or another test shows it later', () => {
    const liars = library.filter(({ isLying }) => isLying).map(({ name }) => name);
    expect(liars.filter((name) => oddities[name] === undefined && !seenLater.includes(name))).toEqual([]);
  });

  test('knows every card that is said to be odd', () => {
    const names = new Set(library.map(({ name }) => name));
    expect([...Object.keys(oddities), ...seenLater].filter((name) => !names.has(name))).toEqual([]);
  });
});

describe('a terminal by hand', () => {
  test.each(library.map((image) => ({ name: image.name, image })))(
    'finds of $name what it is for',
    ({ name, image }) => {
      const { findings, objects } = seen(image);
      expect(findings).toEqual(oddities[name] ?? []);
      if (findings.length > 0) return;
      const cryptogram = objects.get('9F26') ?? objects.get('9F4B') ?? objects.get('9F61');
      expect(cryptogram).toMatch(/^[0-9A-F]+$/u);
    },
  );
});
