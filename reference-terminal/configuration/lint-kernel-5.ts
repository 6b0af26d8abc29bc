import type { ContactlessApplication, TerminalConfiguration } from '../configuration.ts';
import type { ConfigurationProblem } from './configuration-problem.ts';

/** Bits of tag 9F53 that kernel 5 as it is held here cannot keep: byte index, mask, what they would promise. */
const notHeld: readonly (readonly [byteIndex: number, mask: number, promise: string])[] = [
  [0, 0x80, 'required verification (byte 1 b8), which the kernel sets by the amount'],
  [0, 0x04, 'transit reader (byte 1 b3), which is not held'],
  [1, 0x80, 'issuer updates (byte 2 b8), which are not held'],
  [0, 0x08, 'bits that the profile does not know'],
  [1, 0x7f, 'bits that the profile does not know'],
  [2, 0xff, 'bits that the profile does not know'],
];

/** What of byte 1 the terminal's capabilities (9F33 byte 2) must have too. */
const terminalNeeded = [
  { ofReader: 0x40, ofTerminal: 0x20, expected: 'signature in 9F53 only where 9F33 has it' },
  { ofReader: 0x20, ofTerminal: 0x40, expected: 'online PIN in 9F53 only where 9F33 has it' },
] as const;

/**
 * Settings of kernel 5: under that kernel alone, and nothing promised that it does not do. Without them it can verify nobody, so that
 * everything at or above the verification limit is declined.
 *
 * @clause C-5, terminal interchange profile (tag 9F53), bits as published terminal software names them
 */
export function lintKernel5(
  { kernelId, kernel5 }: ContactlessApplication,
  {
    path,
    configuration,
  }: { readonly path: readonly (string | number)[]; readonly configuration: TerminalConfiguration },
): readonly ConfigurationProblem[] {
  if (kernelId !== 5) {
    if (kernel5 === undefined) return [];
    const expected = 'settings of kernel 5 under kernel 5 alone';
    return [{ weight: 'refused', path: [...path, 'kernel5'], expected, found: `kernel ${kernelId}` }];
  }
  if (kernel5 === undefined) {
    const expected = 'settings of kernel 5 (kernel5); without them it declines from the verification limit on';
    return [{ weight: 'advice', path, expected, found: 'none' }];
  }
  const hex = kernel5.terminalInterchangeProfileHex;
  const at = [...path, 'kernel5', 'terminalInterchangeProfileHex'];
  const byte = (index: number): number => Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  const promised = notHeld.filter(([index, mask]) => (byte(index) & mask) !== 0).map(([, , what]) => `no ${what}`);
  const capabilities = Number.parseInt(configuration.terminalCapabilitiesHex.slice(2, 4), 16);
  const beyond = terminalNeeded
    .filter(({ ofReader, ofTerminal }) => (byte(0) & ofReader) !== 0 && (capabilities & ofTerminal) === 0)
    .map(({ expected }) => expected);
  return [...promised, ...beyond].map((expected): ConfigurationProblem => {
    return { weight: 'refused', path: at, expected, found: hex };
  });
}
