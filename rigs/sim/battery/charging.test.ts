import { describe, expect, test } from 'vitest';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import { brownOutMv, createBattery } from './battery.ts';
import { lithiumCell } from './cell-curves.table.ts';
import { chargedFor, chargingState } from './charging.ts';

const minuteMs = 60_000;
const warmC = 25;

test('the slow resistances lie on the published functions', () => {
  for (const { chargePercent, slowResistanceMohm } of lithiumCell) {
    const s = chargePercent / 100;
    const short = 0.3208 * Math.exp(-29.14 * s) + 0.04669;
    const long = 6.603 * Math.exp(-155.2 * s) + 0.04984;
    expect(Math.abs(slowResistanceMohm - 1000 * (short + long)), `${chargePercent} %`).toBeLessThan(1);
  }
});

describe('in the cradle', () => {
  test('half of the capacity flows in an hour while the current is constant', () => {
    expect(chargedFor(20, { elapsedMs: 60 * minuteMs, temperatureC: warmC })).toBeCloseTo(70, 6);
  });

  test('the current falls when 4.10 V are reached, which the voltage never leaves', () => {
    const states = [50, 85, 93, 95, 97].map((percent) => chargingState(percent, warmC));
    expect(states.map(({ voltageMv }) => voltageMv).slice(2)).toEqual([4100, 4100, 4100]);
    expect(states.map(({ currentMa }) => currentMa).slice(0, 2)).toEqual([425, 425]);
    // 4100 less 4058 mV at 95 percent over 74 and 97 milliohm.
    expect(states[3]?.currentMa).toBeCloseTo(42 / 0.171, 0);
    for (const { voltageMv } of states) expect(voltageMv).toBeLessThanOrEqual(4100);
  });

  test('it is complete when a tenth of the current is left', () => {
    const full = chargedFor(20, { elapsedMs: 600 * minuteMs, temperatureC: warmC });
    expect(full).toBeGreaterThan(98);
    expect(chargingState(full, warmC).currentMa).toBe(0);
    expect(chargedFor(full, { elapsedMs: 600 * minuteMs, temperatureC: warmC })).toBe(full);
  });

  test('an empty cell is woken up by a tenth of the current', () => {
    expect(chargingState(0, warmC).currentMa).toBeCloseTo(42.5, 6);
    expect(chargingState(3, warmC).currentMa).toBe(425);
  });

  test.each([
    [-1, 0],
    [0, 85],
    [9.9, 85],
    [10, 425],
    [44.9, 425],
    [60, 0],
  ])('at %d degrees %d mA flow', (temperatureC, currentMa) => {
    expect(chargingState(30, temperatureC).currentMa).toBe(currentMa);
  });

  test('a hot cell is kept 0.1 V lower', () => {
    expect(chargingState(85, 50).voltageMv).toBe(4000);
    expect(chargingState(95, 50).currentMa).toBe(0);
  });
});

describe('a battery in its cradle', () => {
  const open = (chargePercent: number) => {
    const clock = virtualClock({ startMs: 0 });
    return { clock, battery: createBattery({ name: 'cell', chargePercent, temperatureC: warmC, clock }) };
  };

  test('gains with time, and only while it is there', async () => {
    const { clock, battery } = open(20);
    await battery.setDocked(true);
    await clock.drive(clock.sleep(6 * minuteMs));
    await battery.setDocked(false);
    await clock.drive(clock.sleep(60 * minuteMs));
    expect(battery.reading().chargePercent).toBe(25);
  });

  test('carries the load of the terminal, and says that it is docked', async () => {
    const { battery } = open(3);
    await battery.setTemperatureC(0);
    battery.setLoadMa(250);
    expect(battery.reading().voltageMv).toBeLessThan(brownOutMv);
    await battery.setDocked(true);
    expect(battery.reading()).toMatchObject({ isDocked: true });
    expect(battery.reading().voltageMv).toBeGreaterThan(brownOutMv);
  });

  test('charges at what the temperature of each time allows', async () => {
    const { clock, battery } = open(20);
    await battery.setDocked(true);
    await battery.setTemperatureC(-5);
    await clock.drive(clock.sleep(60 * minuteMs));
    await battery.setTemperatureC(5);
    await clock.drive(clock.sleep(60 * minuteMs));
    expect(battery.reading().chargePercent).toBe(30);
  });

  test('has none without a clock', () => {
    const battery = createBattery({ name: 'cell', chargePercent: 50, temperatureC: warmC });
    expect(() => battery.setDocked(true)).toThrow('has a clock');
  });
});
