import { describe, expect, test } from 'vitest';
import { loadScenarios } from '#scenarios/library.ts';
import { chooseScenarios } from './choose-scenarios.ts';

describe('an expression of scenarios', async () => {
  const all = await loadScenarios();
  const slugs = (expression: string): readonly string[] => chooseScenarios(all, expression).map(({ slug }) => slug);

  test('means one by its name, several by their area or a star', () => {
    expect(slugs('two-cards')).toEqual(['two-cards']);
    expect(slugs('power')).toEqual(expect.arrayContaining(['battery-low', 'brown-out', 'reader-unplugged']));
    expect(slugs('presented-too-*')).toEqual(['presented-too-far-aside', 'presented-too-high']);
  });

  test('means those that prove a requirement', () => {
    expect(slugs('ISO8583-LATE-1')).toContain('late-answer');
    expect(slugs('ISO8583-LATE-1')).not.toContain('two-cards');
  });

  test('takes away what stands behind an exclamation mark', () => {
    expect(slugs('brown-out,battery-low,!brown-out')).toEqual(['battery-low']);
  });

  test('says what there is when a term means nothing', () => {
    expect(() => slugs('two-crads')).toThrow(
      "no scenario, area or requirement is named 'two-crads'; did you mean two-cards?",
    );
    expect(() => slugs('nosuch')).toThrow(/there are \d+, in the areas attacks, .*, verification$/u);
    expect(() => slugs('decl')).toThrow(/did you mean (?:[a-z0-9-]+, ){5}[a-z0-9-]+ \(and \d+ more\)\?$/u);
    expect(() => slugs('power,!power')).toThrow('leaves no scenario');
    expect(() => slugs('')).toThrow("'' names no scenario");
    expect(() => slugs(' , ')).toThrow('names no scenario');
  });
});
