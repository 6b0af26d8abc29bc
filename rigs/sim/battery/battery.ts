import assert from 'node:assert/strict';
import type { PowerSupply, SupplyReading } from '#drivers/ports/power-supply.ts';
import { lithiumCell } from './cell-curves.table.ts';
import type { CurvePoint } from './cell-curves.table.ts';

/** Below this a terminal's regulator lets go and its processor resets. Typical of a 3.0 V rail behind a regulator. */
export const brownOutMv = 3300;

/** A simulated single lithium cell. All of it happens at once: charge does not run down by itself. */
export interface Battery extends PowerSupply {
  /** What the device draws now, 0 or more. */
  setLoadMa(loadMa: number): void;
  setTemperatureC(temperatureC: number): void;
  /**
   * Calls back each time the voltage falls below `thresholdMv`, and at once when it is below already. It has to rise to
   * the threshold again before it can call a second time.
   */
  onBelow(thresholdMv: number, listener: (reading: SupplyReading) => void): Disposable;
  /**
   * Pulls the terminals down to `voltageMv` from outside for as long as the handle lives, as a bad contact does. Never
   * lifts them above what the cell gives; of several the lowest counts.
   */
  sagTo(voltageMv: number): Disposable;
}

/**
 * A battery in the given state, without load.
 *
 * @param options.chargePercent  0 to 100
 * @param options.temperatureC  degrees Celsius, -20 to 60
 */
export function createBattery(options: {
  readonly name: string;
  readonly chargePercent: number;
  readonly temperatureC: number;
}): Battery {
  return new LithiumBattery(options);
}

interface Watch {
  readonly thresholdMv: number;
  readonly listener: (reading: SupplyReading) => void;
  isBelow: boolean;
}

class LithiumBattery implements Battery {
  readonly name: string;
  #chargePercent: number;
  #temperatureC: number;
  #loadMa = 0;
  readonly #sags = new Set<{ readonly voltageMv: number }>();
  readonly #watches = new Set<Watch>();

  constructor(options: { readonly name: string; readonly chargePercent: number; readonly temperatureC: number }) {
    assertWithin('charge in percent', options.chargePercent, [0, 100]);
    assertWithin('temperature in degrees Celsius', options.temperatureC, [-20, 60]);
    this.name = options.name;
    this.#chargePercent = options.chargePercent;
    this.#temperatureC = options.temperatureC;
  }

  setChargePercent(chargePercent: number): Promise<void> {
    assertWithin('charge in percent', chargePercent, [0, 100]);
    this.#chargePercent = chargePercent;
    this.#notify();
    return Promise.resolve();
  }

  setLoadMa(loadMa: number): void {
    assertWithin('load in milliampere', loadMa, [0, 5000]);
    this.#loadMa = loadMa;
    this.#notify();
  }

  setTemperatureC(temperatureC: number): void {
    assertWithin('temperature in degrees Celsius', temperatureC, [-20, 60]);
    this.#temperatureC = temperatureC;
    this.#notify();
  }

  reading(): SupplyReading {
    const { openCircuitMv, resistanceMohm } = pointAt(this.#chargePercent);
    const dropMv = (this.#loadMa * resistanceMohm * coldFactor(this.#temperatureC)) / 1000;
    const cellMv = Math.max(0, Math.round(openCircuitMv - dropMv));
    const voltageMv = Math.min(cellMv, ...[...this.#sags].map((sag) => sag.voltageMv));
    return { voltageMv, chargePercent: this.#chargePercent };
  }

  onBelow(thresholdMv: number, listener: (reading: SupplyReading) => void): Disposable {
    const watch: Watch = { thresholdMv, listener, isBelow: false };
    this.#watches.add(watch);
    notifyOne(watch, this.reading());
    return { [Symbol.dispose]: () => void this.#watches.delete(watch) };
  }

  sagTo(voltageMv: number): Disposable {
    assertWithin('voltage in millivolt', voltageMv, [0, 5000]);
    const sag = { voltageMv };
    this.#sags.add(sag);
    this.#notify();
    return {
      [Symbol.dispose]: () => {
        this.#sags.delete(sag);
        this.#notify();
      },
    };
  }

  /** A listener may change the load or dispose of a watch: each one gets the reading of its own moment. */
  #notify(): void {
    for (const watch of this.#watches) notifyOne(watch, this.reading());
  }
}

function notifyOne(watch: Watch, reading: SupplyReading): void {
  const wasBelow = watch.isBelow;
  watch.isBelow = reading.voltageMv < watch.thresholdMv;
  if (watch.isBelow && !wasBelow) watch.listener(reading);
}

/** How much the resistance of a cell grows in the cold: twice every 21 degrees below 25, and falls likewise above. */
function coldFactor(temperatureC: number): number {
  return Math.exp(0.033 * (25 - temperatureC));
}

/** The curves between their points, by straight lines. */
function pointAt(chargePercent: number): CurvePoint {
  const upperIndex = lithiumCell.findIndex((point) => point.chargePercent >= chargePercent);
  const upper = lithiumCell[upperIndex];
  assert(upper !== undefined, 'the curves reach to a full cell');
  const lower = lithiumCell[upperIndex - 1] ?? upper;
  const span = upper.chargePercent - lower.chargePercent;
  const share = span === 0 ? 0 : (chargePercent - lower.chargePercent) / span;
  return {
    chargePercent,
    openCircuitMv: lower.openCircuitMv + share * (upper.openCircuitMv - lower.openCircuitMv),
    resistanceMohm: lower.resistanceMohm + share * (upper.resistanceMohm - lower.resistanceMohm),
  };
}

function assertWithin(what: string, value: number, [least, most]: readonly [number, number]): void {
  assert(value >= least && value <= most, `${what} lies between ${least} and ${most}, found ${value}`);
}
