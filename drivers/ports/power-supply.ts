/** What feeds the terminal: a battery, or a supply that plays one. */
export interface PowerSupply {
  readonly name: string;
  /** Sets the state of charge, 0 to 100. */
  setChargePercent(chargePercent: number): Promise<void>;
  /** What the terminal's gauge would see now. */
  reading(): SupplyReading;
}

/** A battery's state as it can be measured from outside. */
export interface SupplyReading {
  readonly voltageMv: number;
  readonly chargePercent: number;
}

/** A switch in a supply line: a plug on MQTT, a relay, a hub port. */
export interface PowerSwitch extends AsyncDisposable {
  readonly name: string;
  /** @throws {RigFailure} code SWITCH_SILENT when the device does not confirm within its bound */
  set(isOn: boolean): Promise<void>;
  state(): Promise<{ readonly isOn: boolean }>;
}
