import type { TerminalConfiguration } from '../configuration.ts';
import { toHex } from '../kernel/bytes.ts';
import { authorityCurveKeyChecksum, curveKeyOf } from '../kernel/offline-data-authentication/authority-curve-key.ts';
import { refusedIf } from './configuration-problem.ts';
import type { ConfigurationProblem } from './configuration-problem.ts';
import { expiryProblems } from './lint-authority-keys.ts';

/** Terminal capabilities (9F33) byte 3 b3. */
const extendedAuthenticationMask = 0x04;

/**
 * Keys of elliptic curves: a point on the curve of the suite, checksum, expiry, one key a place whichever kind it is, no
 * test key in production, and extended authentication only where there are such keys.
 *
 * @clause EMV 4.4 Book 2, 11.2.2 (an index is that of one key, RSA or elliptic curves), B2.4.1; Book 4, A2
 */
export function lintAuthorityCurveKeys(
  configuration: TerminalConfiguration,
  options: { readonly today: string },
): readonly ConfigurationProblem[] {
  const { environment, certificationAuthorityKeys, certificationAuthorityCurveKeys: keys = [] } = configuration;
  const nameOf = (key: { readonly ridHex: string; readonly index: number }): string =>
    `${key.ridHex.toUpperCase()} index ${key.index}`;
  const others = new Set(certificationAuthorityKeys.map(nameOf));
  const problems = keys.flatMap((key, index): readonly ConfigurationProblem[] => {
    const path = ['certificationAuthorityCurveKeys', index];
    const name = nameOf(key);
    const isTaken = others.has(name) || keys.findIndex((each) => nameOf(each) === name) < index;
    const checksum = toHex(authorityCurveKeyChecksum(key));
    return [
      ...refusedIf(isTaken, {
        path,
        expected: 'one key a provider and index, of whichever kind',
        found: `${name} again`,
      }),
      ...refusedIf(curveKeyOf(key) === undefined, {
        path: [...path, 'publicKeyHex'],
        expected: 'x and y of a point on the curve of the suite',
        found: `${key.publicKeyHex.length / 2} bytes that are none`,
      }),
      ...refusedIf(checksum !== key.checksumHex.toUpperCase(), {
        path: [...path, 'checksumHex'],
        expected: `the hash of the suite over provider, index, suite, x and y, ${checksum}`,
        found: key.checksumHex,
      }),
      ...refusedIf(environment === 'production' && key.isTest === true, {
        path,
        expected: 'no key of a test authority in production (or `environment: test`)',
        found: `the test key ${name}`,
      }),
      ...expiryProblems(key.expiry, { path: [...path, 'expiry'], today: options.today }),
    ];
  });
  return [...problems, ...methodProblems(configuration)];
}

/** Contactless kernels know no extended authentication, and the chip slot needs a key for it. */
function methodProblems(configuration: TerminalConfiguration): readonly ConfigurationProblem[] {
  const { contact, certificationAuthorityCurveKeys: keys = [], certificationAuthorityKeys } = configuration;
  const offers = (hex: string): boolean => (Number.parseInt(hex.slice(4, 6), 16) & extendedAuthenticationMask) !== 0;
  const isKeyless = contact !== undefined && offers(contact.terminalCapabilitiesHex) && keys.length === 0;
  return [
    ...refusedIf(offers(configuration.terminalCapabilitiesHex), {
      path: ['terminalCapabilitiesHex'],
      expected: 'no extended authentication (9F33 byte 3 b3) on the contactless interface: its kernels have none',
      found: configuration.terminalCapabilitiesHex,
    }),
    ...(isKeyless && certificationAuthorityKeys.length > 0
      ? [
          {
            weight: 'advice' as const,
            path: ['contact', 'terminalCapabilitiesHex'],
            expected: 'a key of elliptic curves where extended authentication is offered (9F33 byte 3 b3)',
            found: 'none, so that it always fails',
          },
        ]
      : []),
  ];
}
