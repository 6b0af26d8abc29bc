import { expect, test } from 'vitest';
import type { TerminalConfiguration } from '../configuration.ts';
import { lintBattery } from './lint-battery.ts';

type Charges = Pick<
  TerminalConfiguration,
  'batteryRefusePercent' | 'batteryResumePercent' | 'batteryWarnPercent' | 'batterySwitchOffPercent'
>;

test.each<readonly [Charges, readonly string[]]>([
  [{ batteryRefusePercent: 5 }, []],
  [{ batteryRefusePercent: 5, batteryResumePercent: 5, batteryWarnPercent: 5 }, []],
  [{ batteryRefusePercent: 5, batteryResumePercent: 4 }, ['batteryResumePercent: 4 percent']],
  [{ batteryRefusePercent: 5, batteryWarnPercent: 3 }, ['batteryWarnPercent: 3 percent']],
  [{ batteryRefusePercent: 5, batterySwitchOffPercent: 5 }, []],
  [{ batteryRefusePercent: 5, batterySwitchOffPercent: 6 }, ['batterySwitchOffPercent: 6 percent']],
])('charges in an order that makes sense are accepted, others refused: %j', (charges, problems) => {
  const found = lintBattery(charges as TerminalConfiguration);
  expect(found.map(({ path, found: percent }) => `${path.join('.')}: ${percent}`)).toEqual(problems);
  expect(found.every(({ weight }) => weight === 'refused')).toBe(true);
});
