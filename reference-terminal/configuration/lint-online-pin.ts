import type { OnlinePinSettings } from '../online-pin-settings.ts';
import type { ConfigurationProblem } from './configuration-problem.ts';

const keyBytes: Readonly<Record<OnlinePinSettings['scheme'], readonly number[]>> = {
  'zone-tdes': [16, 24],
  'zone-aes': [16, 24, 32],
  'dukpt-tdes': [16],
  'dukpt-aes': [16, 24, 32],
};
const serialNumberBytes = { 'dukpt-tdes': 10, 'dukpt-aes': 12 } as const;
const keyTypeBytes = { 'aes-128': 16, 'aes-192': 24, 'aes-256': 32 } as const;

/**
 * Keys for online PINs: the format that the cipher has, a key as long as the cipher's, a serial number exactly where keys
 * are derived, and with a counter of zero, no key longer than the one that it is derived from.
 *
 * @clause ISO 9564-1, formats 0, 3 (64-bit ciphers) and 4 (AES); ANSI X9.24-1:2009, A.1; ANSI X9.24-3:2017, 6.2 and 6.3;
 *   PCI PIN Security 3.1, 2-3 (keying options 1 and 2 only)
 */
export function lintOnlinePin(settings: OnlinePinSettings): readonly ConfigurationProblem[] {
  const { scheme, format } = settings;
  const isAes = scheme.endsWith('aes');
  const lengthBytes = settings.keyHex.length / 2;
  const lawful = keyBytes[scheme];
  return [
    ...refusedIf(isAes !== (format === 4), 'format', {
      expected: isAes ? 'format 4, the only one under AES' : 'format 0 or 3 under TDES; format 4 is for AES',
      found: `format ${format} with ${scheme}`,
    }),
    ...refusedIf(!lawful.includes(lengthBytes), 'keyHex', {
      expected: `a key of ${lawful.join(' or ')} bytes with ${scheme}`,
      found: `${lengthBytes} bytes`,
    }),
    ...refusedIf(!isAes && hasEqualParts(settings.keyHex), 'keyHex', {
      expected: 'a key whose parts differ: with equal ones TDES is single DES',
      found: 'equal parts',
    }),
    ...(scheme === 'dukpt-tdes' || scheme === 'dukpt-aes'
      ? derivationProblems(settings, scheme)
      : zoneProblems(settings)),
  ];
}

function derivationProblems(
  settings: OnlinePinSettings,
  scheme: keyof typeof serialNumberBytes,
): readonly ConfigurationProblem[] {
  const { keySerialNumberHex = '', keyType } = settings;
  const lengthBytes = serialNumberBytes[scheme];
  const typeBytes = keyType === undefined ? 0 : keyTypeBytes[keyType];
  return [
    ...refusedIf(keySerialNumberHex.length !== lengthBytes * 2, 'keySerialNumberHex', {
      expected: `the serial number of the initial key, ${lengthBytes} bytes with ${scheme}`,
      found: keySerialNumberHex === '' ? 'none' : `${keySerialNumberHex.length / 2} bytes`,
    }),
    ...refusedIf(counterOf(keySerialNumberHex, scheme) !== 0, 'keySerialNumberHex', {
      expected: 'a counter of zero: the terminal counts itself',
      found: 'another counter',
    }),
    ...refusedIf((scheme === 'dukpt-aes') !== (keyType !== undefined), 'keyType', {
      expected:
        scheme === 'dukpt-aes' ? 'aes-128, aes-192 or aes-256' : 'no key type: TDES derives keys of 16 bytes alone',
      found: keyType ?? 'none',
    }),
    ...refusedIf(typeBytes > settings.keyHex.length / 2, 'keyType', {
      expected: 'keys not longer than the initial key',
      found: `${keyType} from an initial key of ${settings.keyHex.length / 2} bytes`,
    }),
  ];
}

function zoneProblems({ keySerialNumberHex, keyType }: OnlinePinSettings): readonly ConfigurationProblem[] {
  const surplus = keySerialNumberHex === undefined ? 'keyType' : 'keySerialNumberHex';
  return refusedIf(keySerialNumberHex !== undefined || keyType !== undefined, surplus, {
    expected: 'no such member: a key for a zone is not derived from',
    found: 'one',
  });
}

/** The last 21 bits (TDES) or 32 (AES). */
function counterOf(keySerialNumberHex: string, scheme: keyof typeof serialNumberBytes): number {
  const low = Number.parseInt(keySerialNumberHex.slice(-8) || '0', 16);
  return scheme === 'dukpt-tdes' ? low & 0x1f_ff_ff : low;
}

function hasEqualParts(keyHex: string): boolean {
  const parts = keyHex.toUpperCase().match(/.{16}/gu) ?? [];
  return parts.some((part, index) => index > 0 && part === parts[index - 1]);
}

function refusedIf(
  isBroken: boolean,
  member: keyof OnlinePinSettings,
  problem: Pick<ConfigurationProblem, 'expected' | 'found'>,
): readonly ConfigurationProblem[] {
  return isBroken ? [{ weight: 'refused', path: ['contact', 'onlinePin', member], ...problem }] : [];
}
