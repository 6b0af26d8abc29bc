import type { TerminalConfiguration } from '../configuration.ts';
import type { KeySettings, OnlinePinSettings } from '../key-settings.ts';
import type { ConfigurationProblem } from './configuration-problem.ts';

const keyBytes: Readonly<Record<KeySettings['scheme'], readonly number[]>> = {
  'zone-tdes': [16, 24],
  'zone-aes': [16, 24, 32],
  'dukpt-tdes': [16],
  'dukpt-aes': [16, 24, 32],
};
const serialNumberBytes = { 'dukpt-tdes': 10, 'dukpt-aes': 12 } as const;
const keyTypeBytes = { 'aes-128': 16, 'aes-192': 24, 'aes-256': 32 } as const;

type Path = readonly string[];

/**
 * Keys for PINs and for codes over messages: a format that the cipher has, keys as long as the cipher's, serial numbers exactly
 * where keys are derived and with a counter of zero, no key longer than the one that it is derived from, no key of a
 * zone for two uses, and one initial key for all uses, as a message has room for one serial number.
 *
 * @clause ISO 9564-1, formats 0, 3 (64-bit ciphers) and 4 (AES); ANSI X9.24-1:2009, A.1; ANSI X9.24-3:2017, 6.2 and 6.3;
 *   PCI PIN Security 3.1, 2-3 (keying options 1 and 2 only) and 19 (a key has one use)
 */
export function lintKeys(configuration: TerminalConfiguration): readonly ConfigurationProblem[] {
  const pin = configuration.contact?.onlinePin;
  const codes = configuration.messageAuthentication;
  return [
    ...(pin === undefined ? [] : [...formatProblems(pin), ...keyProblems(pin, ['contact', 'onlinePin'])]),
    ...(codes === undefined ? [] : keyProblems(codes, ['messageAuthentication'])),
    ...(pin === undefined || codes === undefined ? [] : pairProblems(pin, codes)),
    ...refusedIf(
      codes !== undefined && configuration.hostMessages?.dialect.endsWith('-characters') === true,
      ['messageAuthentication'],
      { expected: 'no codes over messages in printable characters', found: 'keys for codes' },
    ),
    ...refusedIf(codes !== undefined && configuration.gateway !== undefined, ['messageAuthentication'], {
      expected: 'no codes over messages to a gateway, which speaks no ISO 8583',
      found: 'keys for codes',
    }),
  ];
}

function formatProblems({ scheme, format }: OnlinePinSettings): readonly ConfigurationProblem[] {
  const isAes = scheme.endsWith('aes');
  return refusedIf(isAes !== (format === 4), ['contact', 'onlinePin', 'format'], {
    expected: isAes ? 'format 4, the only one under AES' : 'format 0 or 3 under TDES; format 4 is for AES',
    found: `format ${format} with ${scheme}`,
  });
}

function pairProblems(pin: KeySettings, codes: KeySettings): readonly ConfigurationProblem[] {
  const isSame = pin.keyHex.toUpperCase() === codes.keyHex.toUpperCase();
  const areDerived = pin.scheme.startsWith('dukpt') && codes.scheme.startsWith('dukpt');
  const path = ['messageAuthentication', 'keyHex'];
  if (!areDerived) {
    return refusedIf(isSame, path, {
      expected: 'another key than the one for PINs: a key has one use',
      found: 'the same',
    });
  }
  const isOne = isSame && pin.scheme === codes.scheme && pin.keySerialNumberHex === codes.keySerialNumberHex;
  return refusedIf(!isOne, path, {
    expected: 'the initial key that PINs are derived from: a message has one key serial number',
    found: 'another',
  });
}

function keyProblems(settings: KeySettings, path: Path): readonly ConfigurationProblem[] {
  const { scheme } = settings;
  const lengthBytes = settings.keyHex.length / 2;
  const lawful = keyBytes[scheme];
  return [
    ...refusedIf(!lawful.includes(lengthBytes), [...path, 'keyHex'], {
      expected: `a key of ${lawful.join(' or ')} bytes with ${scheme}`,
      found: `${lengthBytes} bytes`,
    }),
    ...refusedIf(!scheme.endsWith('aes') && hasEqualParts(settings.keyHex), [...path, 'keyHex'], {
      expected: 'a key whose parts differ: with equal ones TDES is single DES',
      found: 'equal parts',
    }),
    ...(scheme === 'dukpt-tdes' || scheme === 'dukpt-aes'
      ? derivationProblems(settings, scheme, path)
      : zoneProblems(settings, path)),
  ];
}

function derivationProblems(
  settings: KeySettings,
  scheme: keyof typeof serialNumberBytes,
  path: Path,
): readonly ConfigurationProblem[] {
  const { keySerialNumberHex = '', keyType } = settings;
  const lengthBytes = serialNumberBytes[scheme];
  const typeBytes = keyType === undefined ? 0 : keyTypeBytes[keyType];
  return [
    ...refusedIf(keySerialNumberHex.length !== lengthBytes * 2, [...path, 'keySerialNumberHex'], {
      expected: `the serial number of the initial key, ${lengthBytes} bytes with ${scheme}`,
      found: keySerialNumberHex === '' ? 'none' : `${keySerialNumberHex.length / 2} bytes`,
    }),
    ...refusedIf(counterOf(keySerialNumberHex, scheme) !== 0, [...path, 'keySerialNumberHex'], {
      expected: 'a counter of zero: the terminal counts itself',
      found: 'another counter',
    }),
    ...refusedIf((scheme === 'dukpt-aes') !== (keyType !== undefined), [...path, 'keyType'], {
      expected:
        scheme === 'dukpt-aes' ? 'aes-128, aes-192 or aes-256' : 'no key type: TDES derives keys of 16 bytes alone',
      found: keyType ?? 'none',
    }),
    ...refusedIf(typeBytes > settings.keyHex.length / 2, [...path, 'keyType'], {
      expected: 'keys not longer than the initial key',
      found: `${keyType} from an initial key of ${settings.keyHex.length / 2} bytes`,
    }),
  ];
}

function zoneProblems({ keySerialNumberHex, keyType }: KeySettings, path: Path): readonly ConfigurationProblem[] {
  const surplus = keySerialNumberHex === undefined ? 'keyType' : 'keySerialNumberHex';
  return refusedIf(keySerialNumberHex !== undefined || keyType !== undefined, [...path, surplus], {
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
  path: Path,
  problem: Pick<ConfigurationProblem, 'expected' | 'found'>,
): readonly ConfigurationProblem[] {
  return isBroken ? [{ weight: 'refused', path, ...problem }] : [];
}
