import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { texts } from './texts.table.ts';

const folder = new URL('../', import.meta.url);

/** Texts that the terminal's sources hand to a display, in capitals between quotes. */
function textsIn(path: string): readonly string[] {
  const source = readFileSync(new URL(path, folder), 'utf8');
  return [...source.matchAll(/(?:display\(|text: |', |: |\? )'([A-Z][A-Z ,-]{4,})'/gu)].map(([, text]) => text ?? '');
}

test('every text of the display is there in every language', () => {
  const files = [
    'merchant/display-text.ts',
    'kernel/contactless/user-interface.ts',
    ...readdirSync(new URL('kernel/contact/', folder))
      .filter((name) => name.endsWith('.ts') && !/test|fixture|replay|recording/u.test(name))
      .map((name) => `kernel/contact/${name}`),
  ];
  const used = new Set(files.flatMap(textsIn));
  expect(used.size).toBeGreaterThan(25);
  expect([...used].filter((text) => !texts.has(text))).toEqual([]);
});

test('no text needs more than the common character set', () => {
  const all = [...texts].flatMap(([english, { de, fr }]) => [english, de, fr]);
  expect(all.filter((text) => !/^[ -~]+$/u.test(text))).toEqual([]);
});
