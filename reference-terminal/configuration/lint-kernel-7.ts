import type { ContactlessApplication } from '../configuration.ts';
import type { ConfigurationProblem } from './configuration-problem.ts';

/** Bits of tag 9F66 that kernel 7 as it is held here cannot keep: byte index, mask, what they would promise. */
const notHeld = [
  [0, 0x80, 'mag-stripe mode (byte 1 b8), which this kernel does not know'],
  [0, 0x40, 'full debit and credit application by contactless (byte 1 b7), which is not held'],
  [0, 0x01, 'offline authentication for online transactions (byte 1 b1), which is not held'],
  [2, 0x80, 'issuer updates (byte 3 b8), which are not held'],
] as const;
const fastVersionOne = 0x80;

/**
 * Tag 9F66 of an application of kernel 7: it is there, promises fDDA of version 01, and nothing that the kernel does not do.
 *
 * @clause C-7 table 3-1 (terminal transaction qualifiers), as emv-utils cites v2.9
 */
export function lintKernel7(
  application: ContactlessApplication,
  path: readonly (string | number)[],
): readonly ConfigurationProblem[] {
  if (application.kernelId !== 7) return [];
  const hex = application.terminalTransactionQualifiersHex;
  if (hex === undefined) {
    const expected = 'terminalTransactionQualifiersHex (tag 9F66), which kernel 7 sends to every card';
    return [{ weight: 'refused', path, expected, found: 'nothing' }];
  }
  const at = [...path, 'terminalTransactionQualifiersHex'];
  const byte = (index: number): number => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  const problems = notHeld
    .filter(([index, mask]) => (byte(index) & mask) !== 0)
    .map(([, , what]): ConfigurationProblem => ({ weight: 'refused', path: at, expected: `no ${what}`, found: hex }));
  if ((byte(3) & fastVersionOne) !== 0) return problems;
  const expected = 'fDDA of version 01 (byte 4 b8), the only one that kernel 7 checks';
  return [...problems, { weight: 'refused', path: at, expected, found: hex }];
}
