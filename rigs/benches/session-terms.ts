import type { SessionTerms } from '#rigs/sim/acquirer/network-management.ts';
import type { SecurityModule } from '#rigs/sim/hsm/security-module.ts';
import type { TerminalConfiguration } from '#terminal';

/** What a host wants beside transactions of a terminal that is configured so: each side has its own words for it. */
export function sessionFor(
  terminal: Pick<TerminalConfiguration, 'networkManagement' | 'messageAuthentication' | 'contact' | 'hostMessages'>,
  securityModule: SecurityModule,
): { readonly session?: SessionTerms } {
  const { networkManagement: profile, messageAuthentication: codes, contact } = terminal;
  if (profile === undefined) return {};
  const wantsSignOn = profile.onFailure !== 'go-on';
  if (profile.keyChange === undefined) return { session: { wantsSignOn } };
  const pins = contact?.onlinePin;
  const cipher = (codes ?? pins)?.scheme === 'zone-aes' ? 'aes' : 'tdes';
  const uses = [
    ...(codes === undefined ? [] : (['codes'] as const)),
    ...(pins === undefined ? [] : (['pins'] as const)),
  ];
  const form = terminal.hostMessages?.dialect.startsWith('touchstone-1993') === true ? 'tr-31' : 'x9.17';
  return { session: { wantsSignOn, keyChange: securityModule.keyChange({ cipher, form, uses }) } };
}
