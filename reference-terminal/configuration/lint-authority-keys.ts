import type { TerminalConfiguration } from '../configuration.ts';
import { toHex } from '../kernel/bytes.ts';
import { comparableDate } from '../kernel/civil-date.ts';
import { authorityKeyChecksum, isTestKey } from '../kernel/offline-data-authentication/certification-authority.ts';
import type { ConfigurationProblem } from './configuration-problem.ts';

/**
 * Keys of certification authorities: checksum, expiry, one key a place, no test key in production, and a key for every
 * brand that authenticates.
 *
 * @clause EMV 4.4 Book 2, 11.2.2 (checksum), 11.2 (expiry, up to six keys a provider)
 */
export function lintAuthorityKeys(
  { environment, certificationAuthorityKeys: keys, applications, contact }: TerminalConfiguration,
  options: { readonly today: string },
): readonly ConfigurationProblem[] {
  const seen = new Map<string, number>();
  const problems = keys.flatMap((key, index): readonly ConfigurationProblem[] => {
    const path = ['certificationAuthorityKeys', index];
    const name = `${key.ridHex.toUpperCase()} index ${key.index}`;
    const found: ConfigurationProblem[] = [];
    const earlier = seen.get(name);
    if (earlier !== undefined) {
      found.push({
        weight: 'refused',
        path,
        expected: 'one key a provider and index',
        found: `${name} again, see [${earlier}]`,
      });
    }
    seen.set(name, index);
    const checksum = toHex(authorityKeyChecksum(key));
    if (checksum !== key.checksumHex.toUpperCase()) {
      found.push({
        weight: 'refused',
        path: [...path, 'checksumHex'],
        expected: `the SHA-1 over provider, index, modulus and exponent, ${checksum}`,
        found: key.checksumHex,
      });
    }
    if (environment === 'production' && isTestKey(key)) {
      found.push({
        weight: 'refused',
        path,
        expected: 'no key of a test authority in production (or `environment: test`)',
        found: `the test key ${name}`,
      });
    }
    return [...found, ...expiryProblems(key.expiry, { path: [...path, 'expiry'], today: options.today })];
  });
  const providers = new Set(keys.map(({ ridHex }) => ridHex.toUpperCase()));
  const named = [
    ...applications.map(({ aidHex }, index) => ({ aidHex, path: ['applications', index, 'aidHex'] })),
    ...(contact?.applications ?? []).map(({ aidHex }, index) => ({
      aidHex,
      path: ['contact', 'applications', index, 'aidHex'],
    })),
  ];
  const keyless = named.flatMap(({ aidHex, path }): readonly ConfigurationProblem[] => {
    const provider = aidHex.slice(0, 10).toUpperCase();
    if (providers.has(provider)) return [];
    return [
      {
        weight: 'advice',
        path,
        expected: `a key of the certification authority ${provider}, without which no card of it is authenticated offline`,
        found: 'none',
      },
    ];
  });
  return [...problems, ...(keys.length === 0 ? [] : keyless)];
}

/** A key's last day: a date, and advice when it is past. */
export function expiryProblems(
  expiry: string,
  { path, today }: { readonly path: readonly (string | number)[]; readonly today: string },
): readonly ConfigurationProblem[] {
  const last = comparableDate(expiry);
  if (last === undefined) return [{ weight: 'refused', path, expected: 'a date YYMMDD', found: expiry }];
  const now = comparableDate(today);
  if (now === undefined || now <= last) return [];
  return [
    {
      weight: 'advice',
      path,
      expected: `a key that is good on ${today} (YYMMDD)`,
      found: `its last day was ${expiry}`,
    },
  ];
}
