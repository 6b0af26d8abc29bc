import type { TerminalConfiguration } from '../configuration.ts';
import { refusedIf, type ConfigurationProblem } from './configuration-problem.ts';

/** Charges in an order that makes sense: what is refused sells again at no less, and is warned of before. */
export function lintBattery(configuration: TerminalConfiguration): readonly ConfigurationProblem[] {
  const { batteryRefusePercent: refuse, batteryResumePercent, batteryWarnPercent } = configuration;
  const expected = `at least the charge below which it refuses, ${refuse} percent`;
  return (['batteryResumePercent', 'batteryWarnPercent'] as const).flatMap((name) => {
    const percent = { batteryResumePercent, batteryWarnPercent }[name] ?? refuse;
    return refusedIf(percent < refuse, { path: [name], expected, found: `${percent} percent` });
  });
}
