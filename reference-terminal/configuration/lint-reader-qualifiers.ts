import type { ContactlessApplication } from '../configuration.ts';
import type { ConfigurationProblem } from './configuration-problem.ts';

/** Bits of tag 9F66 that kernels 6 and 7 as they are held here cannot keep: byte index, mask, what they would promise. */
const notHeld: ReadonlyMap<number, readonly (readonly [byteIndex: number, mask: number, promise: string])[]> = new Map([
  [
    6,
    [
      [0, 0x80, 'mag-stripe mode (byte 1 b8), which is not held'],
      [0, 0x41, 'bits 7 and 1 of byte 1, which this kernel does not know'],
      [2, 0x80, 'issuer updates (byte 3 b8), which are not held'],
      [2, 0x08, 'verification by the own device alone (byte 3 b4), which is not held'],
    ],
  ],
  [
    7,
    [
      [0, 0x80, 'mag-stripe mode (byte 1 b8), which this kernel does not know'],
      [0, 0x40, 'full debit and credit application by contactless (byte 1 b7), which is not held'],
      [0, 0x01, 'offline authentication for online transactions (byte 1 b1), which is not held'],
      [2, 0x80, 'issuer updates (byte 3 b8), which are not held'],
    ],
  ],
]);
const fastVersionOne = 0x80;

/**
 * Tag 9F66 of an application of kernel 6 or 7: it is there and promises nothing that the kernel does not do; with kernel 7 it promises
 * fDDA of version 01.
 *
 * @clause C-6 Annex D.11 and C-7 table 3-1 (terminal transaction qualifiers), as emv-utils cites v2.6 and v2.9
 */
export function lintReaderQualifiers(
  application: ContactlessApplication,
  path: readonly (string | number)[],
): readonly ConfigurationProblem[] {
  const { kernelId, terminalTransactionQualifiersHex: hex } = application;
  const forbidden = notHeld.get(kernelId);
  if (forbidden === undefined) return [];
  if (hex === undefined) {
    const expected = `terminalTransactionQualifiersHex (tag 9F66), which kernel ${kernelId} sends to every card`;
    return [{ weight: 'refused', path, expected, found: 'nothing' }];
  }
  const at = [...path, 'terminalTransactionQualifiersHex'];
  const byte = (index: number): number => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  const problems = forbidden
    .filter(([index, mask]) => (byte(index) & mask) !== 0)
    .map(([, , what]): ConfigurationProblem => ({ weight: 'refused', path: at, expected: `no ${what}`, found: hex }));
  if (kernelId !== 7 || (byte(3) & fastVersionOne) !== 0) return problems;
  const expected = 'fDDA of version 01 (byte 4 b8), the only one that kernel 7 checks';
  return [...problems, { weight: 'refused', path: at, expected, found: hex }];
}
