import assert from 'node:assert/strict';
import type { Rig } from '#rigs/rig.ts';

/** Puts the terminal into its cradle, or takes it out. */
export async function dock(rig: Rig, isDocked: boolean): Promise<void> {
  const { battery } = rig;
  assert(battery?.setDocked !== undefined, 'a scenario about the cradle needs the ability charging');
  await battery.setDocked(isDocked);
}

/** Makes the terminal as warm as this. */
export async function bringTo(rig: Rig, temperatureC: number): Promise<void> {
  const { battery } = rig;
  assert(battery?.setTemperatureC !== undefined, 'a scenario about temperature needs the ability charging');
  await battery.setTemperatureC(temperatureC);
}
