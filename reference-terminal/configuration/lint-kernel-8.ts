import type { ContactlessApplication, TerminalConfiguration } from '../configuration.ts';
import type { ConfigurationProblem } from './configuration-problem.ts';

/** Ways to verify that this kernel can offer: online PIN, signature, none, the cardholder's device. */
const knownWays = 0x6c;
const onlinePinWay = 0x40;
const issuerDataBytesMax = 32;
const macBytes = 8;

/**
 * Settings of kernel 8: under that kernel alone and never absent there, ways to verify that it has and that the terminal can
 * carry out.
 *
 * @clause C-8 A.3 (configuration data objects), A.1.37 and A.1.38, A.1.47
 */
export function lintKernel8(
  application: ContactlessApplication,
  {
    path,
    configuration,
  }: { readonly path: readonly (string | number)[]; readonly configuration: TerminalConfiguration },
): readonly ConfigurationProblem[] {
  const { kernel8, kernelId } = application;
  if (kernel8 === undefined) {
    return kernelId === 8
      ? [{ weight: 'refused', path, expected: 'settings of kernel 8 (kernel8) under kernel 8', found: 'none' }]
      : [];
  }
  const place = [...path, 'kernel8'];
  const problems: ConfigurationProblem[] = [];
  if (kernelId !== 8) {
    problems.push({
      weight: 'refused',
      path: place,
      expected: 'settings of kernel 8 under kernel 8 alone',
      found: `kernel ${kernelId}`,
    });
  }
  const hasNumericKeys = (Number.parseInt(configuration.additionalCapabilitiesHex.slice(4, 6), 16) & 0x80) !== 0;
  for (const member of ['capabilityVerificationRequiredHex', 'capabilityNoVerificationHex'] as const) {
    const offered = Number.parseInt(kernel8[member], 16);
    const at = [...place, member];
    const found = kernel8[member];
    if ((offered & ~knownWays) !== 0) {
      const expected = 'online PIN, signature, none or the own device (bits of 6C): no PIN goes to a card in the field';
      problems.push({ weight: 'refused', path: at, expected, found });
    }
    if ((offered & onlinePinWay) === 0) continue;
    if (!hasNumericKeys) {
      const expected = 'numeric keys (9F40 byte 3 b8) where a PIN is entered';
      problems.push({ weight: 'refused', path: at, expected, found: `${found}, 9F40 byte 3 b8 not set` });
    }
    if (configuration.contact?.onlinePin === undefined) {
      const expected = 'a key for online PINs (contact.onlinePin); without it online PIN is not offered';
      problems.push({ weight: 'advice', path: at, expected, found });
    }
  }
  if ((kernel8.issuerDataMacOffset ?? 0) > issuerDataBytesMax - macBytes) {
    problems.push({
      weight: 'refused',
      path: [...place, 'issuerDataMacOffset'],
      expected: 'a place for 8 bytes within the 32 of tag 9F10',
      found: String(kernel8.issuerDataMacOffset),
    });
  }
  if (!kernel8.localAuthentication && application.floorLimitMinor > 0) {
    problems.push({
      weight: 'advice',
      path: [...place, 'localAuthentication'],
      expected: 'authentication of the card’s key where it may approve offline; without it no TC is accepted',
      found: 'false',
    });
  }
  return problems;
}
