import type { TerminalConfiguration } from '../configuration.ts';
import type { ConfigurationProblem } from './configuration-problem.ts';

/**
 * Revoked certificates: each once, each under a key that the terminal has.
 *
 * @clause EMV 4.4 Book 2, 5.1.2 (entries of the list)
 */
export function lintRevocations({
  revokedIssuerCertificates: revoked = [],
  certificationAuthorityKeys,
  certificationAuthorityCurveKeys = [],
}: TerminalConfiguration): readonly ConfigurationProblem[] {
  const keys = [...certificationAuthorityKeys, ...certificationAuthorityCurveKeys];
  const seen = new Map<string, number>();
  return revoked.flatMap(({ ridHex, index: keyIndex, serialHex }, index): readonly ConfigurationProblem[] => {
    const path = ['revokedIssuerCertificates', index];
    const authority = `${ridHex.toUpperCase()} index ${keyIndex}`;
    const name = `${authority} serial ${serialHex.toUpperCase()}`;
    const earlier = seen.get(name);
    seen.set(name, index);
    const doubled: readonly ConfigurationProblem[] =
      earlier === undefined
        ? []
        : [{ weight: 'refused', path, expected: 'each certificate once', found: `${name} again, see [${earlier}]` }];
    const isKeyThere = keys.some((key) => key.ridHex.toUpperCase() === ridHex.toUpperCase() && key.index === keyIndex);
    if (isKeyThere || keys.length === 0) return doubled;
    const expected = 'a key of the certification authority that signed the certificate; so the entry has no effect';
    return [...doubled, { weight: 'advice', path, expected, found: `no key ${authority}` }];
  });
}
