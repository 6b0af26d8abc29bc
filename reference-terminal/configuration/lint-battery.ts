import type { TerminalConfiguration } from '../configuration.ts';
import { refusedIf, type ConfigurationProblem } from './configuration-problem.ts';

/** Charges in an order that makes sense: what is refused sells again at no less, is warned of before, and is switched off last. */
export function lintBattery(configuration: TerminalConfiguration): readonly ConfigurationProblem[] {
  const { batteryRefusePercent: refuse, batteryResumePercent, batteryWarnPercent } = configuration;
  const expected = `at least the charge below which it refuses, ${refuse} percent`;
  const { batterySwitchOffPercent: switchOff = 0 } = configuration;
  const isEarly = refusedIf(switchOff > refuse, {
    path: ['batterySwitchOffPercent'],
    expected: `at most the charge below which it refuses, ${refuse} percent`,
    found: `${switchOff} percent`,
  });
  const late = (['batteryResumePercent', 'batteryWarnPercent'] as const).flatMap((name) => {
    const percent = { batteryResumePercent, batteryWarnPercent }[name] ?? refuse;
    return refusedIf(percent < refuse, { path: [name], expected, found: `${percent} percent` });
  });
  return [...isEarly, ...late];
}
