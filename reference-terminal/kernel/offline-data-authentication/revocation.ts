import type { RevokedIssuerCertificate } from '../../configuration.ts';

/**
 * Serial numbers of the revoked certificates that this authority's key signed, as upper-case hexadecimal text.
 *
 * @clause EMV 4.4 Book 2, 5.1.2 (an entry is provider, index and serial number), 5.3 step 10
 */
export function revokedSerialsOf(
  revoked: readonly RevokedIssuerCertificate[],
  authority: { readonly ridHex: string; readonly index: number },
): ReadonlySet<string> {
  return new Set(
    revoked
      .filter(({ ridHex, index }) => ridHex.toUpperCase() === authority.ridHex && index === authority.index)
      .map(({ serialHex }) => serialHex.toUpperCase()),
  );
}
