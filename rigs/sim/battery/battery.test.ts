import { describe, expect, test } from 'vitest';
import { brownOutMv, createBattery } from './battery.ts';
import type { Battery } from './battery.ts';
import { lithiumCell } from './cell-curves.table.ts';

function open(changes: { readonly chargePercent?: number; readonly temperatureC?: number } = {}): Battery {
  return createBattery({ name: 'cell', chargePercent: 50, temperatureC: 25, ...changes });
}

/** The functions that Chen and Rincón-Mora published, in millivolt and milliohm. */
function publishedCurves(chargePercent: number): { readonly openCircuitMv: number; readonly resistanceMohm: number } {
  const s = chargePercent / 100;
  return {
    openCircuitMv: 1000 * (-1.031 * Math.exp(-35 * s) + 3.685 + 0.2156 * s - 0.1178 * s ** 2 + 0.3201 * s ** 3),
    resistanceMohm: 1000 * (0.1562 * Math.exp(-24.37 * s) + 0.07446),
  };
}

describe('the curves of the cell', () => {
  test.each(lithiumCell)('lie on the published functions at $chargePercent percent', (point) => {
    const published = publishedCurves(point.chargePercent);
    expect(Math.abs(point.openCircuitMv - published.openCircuitMv)).toBeLessThan(1);
    expect(Math.abs(point.resistanceMohm - published.resistanceMohm)).toBeLessThan(1);
  });
});

describe('a battery', () => {
  test('gives its open-circuit voltage without load, also between the points of the table', async () => {
    const battery = open();
    expect(battery.reading()).toEqual({ voltageMv: 3803, chargePercent: 50 });
    await battery.setChargePercent(45);
    expect(battery.reading()).toEqual({ voltageMv: 3788, chargePercent: 45 });
  });

  test('drops by load times resistance', () => {
    const battery = open();
    battery.setLoadMa(1000);
    expect(battery.reading().voltageMv).toBe(3803 - 74);
  });

  test('drops by 2.28 times as much at freezing point', () => {
    const battery = open({ temperatureC: 0 });
    battery.setLoadMa(1000);
    expect(3803 - battery.reading().voltageMv).toBe(Math.round(74 * 2.28));
  });

  test('at three percent and 0 degrees is alive at rest and browns out when 250 mA of field come on', () => {
    const battery = open({ chargePercent: 3, temperatureC: 0 });
    expect(battery.reading().voltageMv).toBeGreaterThan(brownOutMv);
    battery.setLoadMa(250);
    expect(battery.reading().voltageMv).toBe(3245);
    expect(battery.reading().voltageMv).toBeLessThan(brownOutMv);
  });

  test('at five percent and 0 degrees carries the same field', () => {
    const battery = open({ chargePercent: 5, temperatureC: 0 });
    battery.setLoadMa(250);
    expect(battery.reading().voltageMv).toBeGreaterThan(brownOutMv);
  });

  test('refuses a charge that no battery can have', () => {
    expect(() => open({ chargePercent: 101 })).toThrow('charge in percent lies between 0 and 100');
  });
});

describe('a watch on the voltage', () => {
  test('calls once for each fall below its threshold', () => {
    const battery = open();
    const seenMv: number[] = [];
    battery.onBelow(3700, (reading) => seenMv.push(reading.voltageMv));
    for (const loadMa of [100, 2000, 3000, 0, 2000]) battery.setLoadMa(loadMa);
    expect(seenMv).toEqual([3655, 3655]);
  });

  test('calls at once when the voltage is below already', () => {
    const seenMv: number[] = [];
    open({ chargePercent: 0 }).onBelow(brownOutMv, (reading) => seenMv.push(reading.voltageMv));
    expect(seenMv).toEqual([2654]);
  });

  test('does not call when the voltage only reaches its threshold', () => {
    const seenMv: number[] = [];
    open().onBelow(3803, (reading) => seenMv.push(reading.voltageMv));
    expect(seenMv).toEqual([]);
  });

  test('is silent after it was disposed of', () => {
    const battery = open();
    const seenMv: number[] = [];
    battery.onBelow(3700, (reading) => seenMv.push(reading.voltageMv))[Symbol.dispose]();
    battery.setLoadMa(3000);
    expect(seenMv).toEqual([]);
  });

  test('may switch the load off when it is called, as a terminal that loses power does', () => {
    const battery = open({ chargePercent: 3, temperatureC: 0 });
    battery.onBelow(brownOutMv, () => battery.setLoadMa(0));
    battery.setLoadMa(250);
    expect(battery.reading().voltageMv).toBe(3331);
  });
});

describe('a sag from outside', () => {
  test('lasts as long as its handle, and the lowest one counts', () => {
    const battery = open();
    const shallow = battery.sagTo(3000);
    const deep = battery.sagTo(1000);
    expect(battery.reading().voltageMv).toBe(1000);
    deep[Symbol.dispose]();
    expect(battery.reading().voltageMv).toBe(3000);
    shallow[Symbol.dispose]();
    expect(battery.reading().voltageMv).toBe(3803);
  });

  test('is seen by a watch', () => {
    const battery = open();
    const seenMv: number[] = [];
    battery.onBelow(brownOutMv, (reading) => seenMv.push(reading.voltageMv));
    using _dip = battery.sagTo(2000);
    expect(seenMv).toEqual([2000]);
  });

  test('never lifts the voltage', () => {
    using battery = new DisposableStack();
    const cell = open({ chargePercent: 0 });
    battery.use(cell.sagTo(4000));
    expect(cell.reading().voltageMv).toBe(2654);
  });
});
