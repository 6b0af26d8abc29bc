import type { TerminalConfiguration } from '../configuration.ts';
import type { ConfigurationProblem } from './configuration-problem.ts';

/** Hosts and the pauses between tries: names that can be told apart, pauses that grow, and no second way beside a gateway. */
export function lintHosts(configuration: TerminalConfiguration): readonly ConfigurationProblem[] {
  const { hosts, gateway, reversalRetryMs, reversalRetryBackOff } = configuration;
  const names = hosts?.names ?? [];
  const capMs = reversalRetryBackOff?.capMs ?? reversalRetryMs;
  return [
    ...refusedIf(new Set(names).size < names.length, {
      path: ['hosts', 'names'],
      expected: 'a name of its own for every host',
      found: 'one name twice',
    }),
    ...refusedIf(hosts !== undefined && gateway !== undefined, {
      path: ['hosts'],
      expected: 'no hosts beside a gateway, which has one address',
      found: 'hosts',
    }),
    ...refusedIf(capMs < reversalRetryMs, {
      path: ['reversalRetryBackOff', 'capMs'],
      expected: `at least the first pause, ${reversalRetryMs} ms`,
      found: `${capMs} ms`,
    }),
  ];
}

function refusedIf(isBroken: boolean, problem: Omit<ConfigurationProblem, 'weight'>): readonly ConfigurationProblem[] {
  return isBroken ? [{ weight: 'refused', ...problem }] : [];
}
