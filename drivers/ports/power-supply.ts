/** What feeds the terminal: a battery, or a supply that plays one. */
export interface PowerSupply {
  readonly name: string;
  /** Sets the state of charge, 0 to 100. */
  setChargePercent(chargePercent: number): Promise<void>;
  /** Puts the terminal into its cradle, or takes it out; absent where nobody can (ability `charging`). */
  setDocked?(isDocked: boolean): Promise<void>;
  /** Makes it as warm as this; absent where nobody can (ability `charging`). */
  setTemperatureC?(temperatureC: number): Promise<void>;
  /** What the terminal's gauge would see now. */
  reading(): SupplyReading;
}

/** A battery's state as it can be measured from outside. */
export interface SupplyReading {
  readonly voltageMv: number;
  readonly chargePercent: number;
  /** Said while the terminal stands in its cradle. */
  readonly isDocked?: boolean;
}

/** A switch in a supply line: a plug on MQTT, a relay, a hub port. */
export interface PowerSwitch extends AsyncDisposable {
  readonly name: string;
  /** @throws {RigFailure} code SWITCH_SILENT when the device does not confirm within its bound */
  set(isOn: boolean): Promise<void>;
  state(): Promise<{ readonly isOn: boolean }>;
}
