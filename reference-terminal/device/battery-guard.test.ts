import { expect, test } from 'vitest';
import { batteryGuard } from './battery-guard.ts';

const settings = {
  batteryRefusePercent: 5,
  batteryResumePercent: 10,
  batteryWarnPercent: 15,
  batterySwitchOffPercent: 4,
};

function guarded(changes: Partial<typeof settings> = {}) {
  const state = { chargePercent: 50, isCharging: false };
  const guard = batteryGuard(
    { ...settings, ...changes },
    { chargePercent: () => state.chargePercent, voltageMv: () => 3700, isCharging: () => state.isCharging },
  );
  return { state, guard };
}

test('sells down to its limit, refuses below it, and sells again only from the higher one on', () => {
  const { state, guard } = guarded();
  const told = [50, 5, 4.99, 5, 9.99, 10, 7, 4].map((chargePercent) => {
    state.chargePercent = chargePercent;
    return guard.refusal();
  });
  const low = 'battery-low';
  expect(told).toEqual([undefined, undefined, low, low, low, undefined, undefined, low]);
});

test('says that it is being charged while it still refuses', () => {
  const { state, guard } = guarded();
  state.chargePercent = 3;
  const before = guard.refusal();
  state.isCharging = true;
  expect([before, guard.refusal()]).toEqual(['battery-low', 'battery-charging']);
});

test.each([
  [15, false, undefined],
  [14.9, false, 'BATTERY LOW'],
  [14.9, true, undefined],
])('warns at %d percent (in the cradle: %s): %s', (chargePercent, isCharging, warning) => {
  const { state, guard } = guarded();
  Object.assign(state, { chargePercent, isCharging });
  expect(guard.warning()).toBe(warning);
});

test.each([
  [4, false, false],
  [3.9, false, true],
  [3.9, true, false],
])('at %d percent (in the cradle: %s) it is exhausted: %s', (chargePercent, isCharging, isExhausted) => {
  const { state, guard } = guarded();
  Object.assign(state, { chargePercent, isCharging });
  expect(guard.isExhausted()).toBe(isExhausted);
});

test('without words about it sells again at the limit and never warns or switches off', () => {
  const gauge = { percent: 4 };
  const guard = batteryGuard(
    { batteryRefusePercent: 5 },
    { chargePercent: () => gauge.percent, voltageMv: () => 3700 },
  );
  const before = guard.refusal();
  gauge.percent = 5;
  const after = [guard.refusal(), guard.warning(), guard.isExhausted()];
  expect([before, ...after]).toEqual(['battery-low', undefined, undefined, false]);
});
