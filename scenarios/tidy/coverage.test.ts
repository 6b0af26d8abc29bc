import { expect, test } from 'vitest';
import { loadCatalogue } from '#reports/requirements/catalogue.ts';
import { loadChecks, loadScenarios } from '../library.ts';

/**
 * Requirements that a simulated bench could decide and that no scenario or check names yet. The number may only fall:
 * whoever proves one lowers it.
 */
const uncoveredMax = 3;

test('no more requirements than yesterday are without a scenario', async () => {
  const proved = new Set([...(await loadScenarios()), ...(await loadChecks())].flatMap(({ proves }) => proves));
  const decidable = loadCatalogue().filter(({ rig }) => rig === 'sim-and-hw');
  const uncovered = decidable.map(({ id }) => id).filter((id) => !proved.has(id));
  expect(decidable.length).toBeGreaterThan(150);
  expect(uncovered.length, `without a scenario: ${uncovered.join(', ')}`).toBe(uncoveredMax);
});
