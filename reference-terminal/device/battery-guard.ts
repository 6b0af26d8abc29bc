import type { TerminalConfiguration } from '../configuration.ts';
import type { BatteryGauge } from '../needs.ts';

/** Says what the charge allows. */
export interface BatteryGuard {
  /** Why no transaction is started now; one that was started goes on to its end. */
  refusal(): 'battery-low' | 'battery-charging' | undefined;
  /** What the cashier should read before a transaction that is started. */
  warning(): string | undefined;
  /** Whether the terminal should switch itself off now that nothing is under way, before the cell lets it down. */
  isExhausted(): boolean;
}

/** The charges at which a terminal warns, refuses, switches itself off, and sells again. */
export type BatterySettings = Pick<
  TerminalConfiguration,
  'batteryRefusePercent' | 'batteryResumePercent' | 'batteryWarnPercent' | 'batterySwitchOffPercent'
>;

/**
 * Refuses below one charge and sells again at a higher one only, so that a terminal that was just put into its cradle does not
 * start what it can't end when it is taken out. Warns before it comes to that, but not in the cradle.
 */
export function batteryGuard(settings: BatterySettings, gauge: BatteryGauge): BatteryGuard {
  const { batteryRefusePercent: refusePercent, batteryWarnPercent: warnPercent = 0 } = settings;
  const { batterySwitchOffPercent: switchOffPercent = 0 } = settings;
  const resumePercent = settings.batteryResumePercent ?? refusePercent;
  const isCharging = (): boolean => gauge.isCharging?.() ?? false;
  let isRefusing = false;
  return {
    refusal: () => {
      const chargePercent = gauge.chargePercent();
      isRefusing = chargePercent < (isRefusing ? resumePercent : refusePercent);
      if (!isRefusing) return undefined;
      return isCharging() ? 'battery-charging' : 'battery-low';
    },
    warning: () => (gauge.chargePercent() < warnPercent && !isCharging() ? 'BATTERY LOW' : undefined),
    isExhausted: () => gauge.chargePercent() < switchOffPercent && !isCharging(),
  };
}
