import { expect, test } from 'vitest';
import { loadCatalogue } from '#reports/requirements/catalogue.ts';
import { loadChecks, loadScenarios } from '../library.ts';

test('every requirement that a scenario or a check names is in the catalogue', async () => {
  const known = new Set(loadCatalogue().map(({ id }) => id));
  const named = [...(await loadScenarios()), ...(await loadChecks())].flatMap(({ proves }) => proves);
  expect(named.filter((id) => !known.has(id))).toEqual([]);
});

test('every scenario has a name of its own and claims at least one requirement', async () => {
  const scenarios = await loadScenarios();
  expect(scenarios.length).toBeGreaterThanOrEqual(16);
  expect(new Set(scenarios.map(({ slug }) => slug)).size).toBe(scenarios.length);
  expect(scenarios.filter(({ proves }) => proves.length === 0)).toEqual([]);
});
