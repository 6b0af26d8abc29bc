import type { Journal } from '#drivers/ports/evidence.ts';
import type { PowerSupply } from '#drivers/ports/power-supply.ts';
import type { Battery } from '#rigs/sim/battery/battery.ts';
import type { BatteryGauge, ContactlessInterface } from '#terminal';

/** What a contactless field of a small reader draws from the cell. */
const fieldMa = 250;

/** The gauge in the terminal, and its own switch. */
export function gaugeOf(battery: Battery, switchOff: () => void): BatteryGauge {
  return {
    chargePercent: () => battery.reading().chargePercent,
    voltageMv: () => battery.reading().voltageMv,
    isCharging: () => battery.reading().isDocked === true,
    switchOff,
  };
}

/** The reader, whose field loads the cell from the first poll until it is released. */
export function drawingField(contactless: ContactlessInterface, battery: Battery): ContactlessInterface {
  return {
    poll: (signal) => {
      battery.setLoadMa(fieldMa);
      return contactless.poll(signal);
    },
    transmit: (command) => contactless.transmit(command),
    release: () => {
      battery.setLoadMa(0);
      return contactless.release();
    },
  };
}

/** The battery as scenarios see it: what they do to it is written down. */
export function recordedSupply(battery: Battery, journal: Journal): PowerSupply {
  const note = (): void => void journal.append({ kind: 'supply', name: battery.name, ...battery.reading() });
  return {
    name: battery.name,
    reading: () => battery.reading(),
    setChargePercent: async (chargePercent) => {
      await battery.setChargePercent(chargePercent);
      note();
    },
    setTemperatureC: async (temperatureC) => {
      await battery.setTemperatureC(temperatureC);
      journal.append({ kind: 'step', text: `the terminal is at ${temperatureC} °C` });
      note();
    },
    setDocked: async (isDocked) => {
      await battery.setDocked(isDocked);
      journal.append({ kind: 'switch', name: 'cradle', isOn: isDocked });
      note();
    },
  };
}
