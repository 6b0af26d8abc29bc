import { expect, test } from 'vitest';
import { terminalConfiguration } from '../kernel/scripted-terminal.fixture.ts';
import { lintContactlessApplications } from './lint-contactless.ts';

const problemsOf = (changes: {
  readonly kernelId?: number;
  readonly profileHex?: string;
  readonly capabilitiesHex?: string;
  readonly aidHex?: string;
}): readonly string[] => {
  const { kernelId = 5, profileHex, capabilitiesHex = 'E0F8C8', aidHex = 'A0000000651010' } = changes;
  const application = {
    aidHex,
    kernelId,
    ...(profileHex !== undefined && { kernel5: { terminalInterchangeProfileHex: profileHex } }),
  };
  return lintContactlessApplications(
    terminalConfiguration({ terminalCapabilitiesHex: capabilitiesHex, application }),
  ).map(({ weight, expected }) => `${weight}: ${expected}`);
};

test.each([
  ['730000', []],
  [undefined, ['advice: settings of kernel 5 (kernel5); without them it declines from the verification limit on']],
  ['C00000', ['refused: no required verification (byte 1 b8), which the kernel sets by the amount']],
  ['440000', ['refused: no transit reader (byte 1 b3), which is not held']],
  ['408000', ['refused: no issuer updates (byte 2 b8), which are not held']],
  ['480000', ['refused: no bits that the profile does not know']],
  ['404000', ['refused: no bits that the profile does not know']],
  ['400001', ['refused: no bits that the profile does not know']],
])('kernel 5 with 9F53 %s is held to what it can', (profileHex, expected) => {
  expect(problemsOf(profileHex === undefined ? {} : { profileHex })).toEqual(expected);
});

test('what verifies the cardholder must be the terminal’s too', () => {
  expect(problemsOf({ profileHex: '600000', capabilitiesHex: 'E008C8' })).toEqual([
    'refused: signature in 9F53 only where 9F33 has it',
    'refused: online PIN in 9F53 only where 9F33 has it',
  ]);
});

test('its settings are for no other kernel', () => {
  expect(problemsOf({ kernelId: 2, profileHex: '400000', aidHex: 'A0000009990001' })).toEqual([
    'refused: settings of kernel 5 under kernel 5 alone',
  ]);
});

test('its provider has no other kernel', () => {
  expect(problemsOf({ kernelId: 2 })).toEqual(['refused: kernel 5 for this provider']);
});
