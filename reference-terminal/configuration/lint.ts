import type { TerminalConfiguration } from '../configuration.ts';
import { lintActionCodes } from './lint-action-codes.ts';
import { lintAuthorityCurveKeys } from './lint-authority-curve-keys.ts';
import { lintAuthorityKeys } from './lint-authority-keys.ts';
import { lintRevocations } from './lint-revocations.ts';
import { lintBattery } from './lint-battery.ts';
import { lintCapabilities } from './lint-capabilities.ts';
import { lintHosts } from './lint-hosts.ts';
import { lintKeys } from './lint-keys.ts';
import { lintNetworkManagement } from './lint-network-management.ts';
import { lintContact } from './lint-contact.ts';
import { lintContactlessApplications } from './lint-contactless.ts';
import type { ConfigurationProblem } from './configuration-problem.ts';

/**
 * What does not go together in a configuration whose form is right. Each rule says where, what was expected and what
 * was found; combinations that no terminal can have are refused, odd ones are advice.
 *
 * @param options.today  YYMMDD
 */
export function lintConfiguration(
  configuration: TerminalConfiguration,
  options: { readonly today: string },
): readonly ConfigurationProblem[] {
  return [
    ...lintCapabilities(configuration),
    ...lintContactlessApplications(configuration),
    ...(configuration.contact === undefined ? [] : lintContact(configuration.contact)),
    ...lintActionCodes(configuration),
    ...lintKeys(configuration),
    ...lintHosts(configuration),
    ...lintBattery(configuration),
    ...lintNetworkManagement(configuration),
    ...lintAuthorityKeys(configuration, options),
    ...lintAuthorityCurveKeys(configuration, options),
    ...lintRevocations(configuration),
  ];
}
