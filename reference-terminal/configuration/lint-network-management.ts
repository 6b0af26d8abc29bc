import type { TerminalConfiguration } from '../configuration.ts';
import type { ConfigurationProblem } from './configuration-problem.ts';

/**
 * Sign-on and key change: keys that can be changed are those of a zone, the one that they come under is none of them and
 * of their cipher, and a number of tries exactly where it is tried again.
 *
 * @clause PCI PIN Security 3.1, 19 (a key has one use)
 */
export function lintNetworkManagement(configuration: TerminalConfiguration): readonly ConfigurationProblem[] {
  const { networkManagement, gateway, messageAuthentication: codes } = configuration;
  if (networkManagement === undefined) return [];
  const pin = configuration.contact?.onlinePin;
  const { keyChange, onFailure, triesMax } = networkManagement;
  const keys = [codes, pin].filter((settings) => settings !== undefined);
  const kekHex = keyChange?.keyEncryptingKeyHex.toUpperCase();
  const at = ['networkManagement', 'keyChange'];
  return [
    ...refusedIf(gateway !== undefined, {
      path: ['networkManagement'],
      expected: 'no network management beside a gateway, which speaks no ISO 8583',
      found: 'one',
    }),
    ...refusedIf((onFailure === 'retry') !== (triesMax !== undefined), {
      path: ['networkManagement', 'triesMax'],
      expected: onFailure === 'retry' ? 'how often it is tried' : 'no number of tries where nothing is tried again',
      found: triesMax === undefined ? 'nothing' : String(triesMax),
    }),
    ...refusedIf(
      keyChange !== undefined && (keys.length === 0 || keys.some(({ scheme }) => scheme.startsWith('dukpt'))),
      {
        path: at,
        expected: 'keys of a zone for PINs or for codes: keys that are derived change by themselves',
        found: keys.map(({ scheme }) => scheme).join(' and ') || 'no keys',
      },
    ),
    ...refusedIf(keyChange !== undefined && new Set(keys.map(({ scheme }) => scheme)).size > 1, {
      path: at,
      expected: 'working keys of one cipher, as they come under one key',
      found: keys.map(({ scheme }) => scheme).join(' and '),
    }),
    ...refusedIf(
      kekHex !== undefined && !keys.some(({ scheme }) => scheme === 'zone-aes') && ![32, 48].includes(kekHex.length),
      {
        path: [...at, 'keyEncryptingKeyHex'],
        expected: 'a key of 16 or 24 bytes for working keys of TDES',
        found: `${(kekHex ?? '').length / 2} bytes`,
      },
    ),
    ...refusedIf(kekHex !== undefined && keys.some(({ keyHex }) => keyHex.toUpperCase() === kekHex), {
      path: [...at, 'keyEncryptingKeyHex'],
      expected: 'a key that is nothing else: a key has one use',
      found: 'a working key',
    }),
  ];
}

function refusedIf(isBroken: boolean, problem: Omit<ConfigurationProblem, 'weight'>): readonly ConfigurationProblem[] {
  return isBroken ? [{ weight: 'refused', ...problem }] : [];
}
