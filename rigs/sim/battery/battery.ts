import assert from 'node:assert/strict';
import type { PowerSupply, SupplyReading } from '#drivers/ports/power-supply.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { coldFactor, pointAt } from './cell.ts';
import { chargedFor, chargingState } from './charging.ts';

/** Below this a terminal's regulator lets go and its processor resets. Typical of a 3.0 V rail behind a regulator. */
export const brownOutMv = 3300;

/** A simulated single lithium cell. Charge does not run down by itself; in the cradle it grows with time. */
export interface Battery extends PowerSupply {
  /** What the device draws now, 0 or more. */
  setLoadMa(loadMa: number): void;
  setTemperatureC(temperatureC: number): Promise<void>;
  /** Into the cradle, which charges the cell and carries the load, or out of it. Needs a clock. */
  setDocked(isDocked: boolean): Promise<void>;
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
 * @param options.clock  what charging takes its time from; without it there is no cradle
 */
export function createBattery(options: {
  readonly name: string;
  readonly chargePercent: number;
  readonly temperatureC: number;
  readonly clock?: Clock;
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
  readonly #clock: Clock | undefined;
  /** Until when the charge is reckoned, while the terminal stands in its cradle. */
  #dockedAtMs: number | undefined;
  readonly #sags = new Set<{ readonly voltageMv: number }>();
  readonly #watches = new Set<Watch>();

  constructor(options: Parameters<typeof createBattery>[0]) {
    assertWithin('charge in percent', options.chargePercent, [0, 100]);
    assertWithin('temperature in degrees Celsius', options.temperatureC, [-20, 60]);
    this.name = options.name;
    this.#clock = options.clock;
    this.#chargePercent = options.chargePercent;
    this.#temperatureC = options.temperatureC;
  }

  setChargePercent(chargePercent: number): Promise<void> {
    assertWithin('charge in percent', chargePercent, [0, 100]);
    this.#advance();
    this.#chargePercent = chargePercent;
    this.#notify();
    return Promise.resolve();
  }

  setLoadMa(loadMa: number): void {
    assertWithin('load in milliampere', loadMa, [0, 5000]);
    this.#loadMa = loadMa;
    this.#notify();
  }

  setTemperatureC(temperatureC: number): Promise<void> {
    assertWithin('temperature in degrees Celsius', temperatureC, [-20, 60]);
    this.#advance();
    this.#temperatureC = temperatureC;
    this.#notify();
    return Promise.resolve();
  }

  setDocked(isDocked: boolean): Promise<void> {
    assert(this.#clock !== undefined, 'a battery that is charged has a clock');
    this.#advance();
    this.#dockedAtMs = isDocked ? this.#clock.nowMs() : undefined;
    this.#notify();
    return Promise.resolve();
  }

  reading(): SupplyReading {
    this.#advance();
    const isDocked = this.#dockedAtMs !== undefined;
    const cellMv = Math.max(0, Math.round(isDocked ? this.#chargedMv() : this.#loadedMv()));
    const voltageMv = Math.min(cellMv, ...[...this.#sags].map((sag) => sag.voltageMv));
    const chargePercent = Math.round(this.#chargePercent * 100) / 100;
    return { voltageMv, chargePercent, ...(isDocked ? { isDocked } : {}) };
  }

  #loadedMv(): number {
    const { openCircuitMv, resistanceMohm } = pointAt(this.#chargePercent);
    return openCircuitMv - (this.#loadMa * resistanceMohm * coldFactor(this.#temperatureC)) / 1000;
  }

  /** In the cradle the load is not the cell's. */
  #chargedMv(): number {
    return chargingState(this.#chargePercent, this.#temperatureC).voltageMv;
  }

  /** Reckons what was charged since the last look. */
  #advance(): void {
    if (this.#clock === undefined || this.#dockedAtMs === undefined) return;
    const nowMs = this.#clock.nowMs();
    const elapsedMs = nowMs - this.#dockedAtMs;
    this.#chargePercent = chargedFor(this.#chargePercent, { elapsedMs, temperatureC: this.#temperatureC });
    this.#dockedAtMs = nowMs;
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

function assertWithin(what: string, value: number, [least, most]: readonly [number, number]): void {
  assert(value >= least && value <= most, `${what} lies between ${least} and ${most}, found ${value}`);
}
