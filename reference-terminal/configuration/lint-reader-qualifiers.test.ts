import { expect, test } from 'vitest';
import { terminalConfiguration } from '../kernel/scripted-terminal.fixture.ts';
import { lintContactlessApplications } from './lint-contactless.ts';

test.each([
  ['32000080', []],
  [undefined, ['terminalTransactionQualifiersHex (tag 9F66), which kernel 7 sends to every card']],
  ['32000000', ['fDDA of version 01 (byte 4 b8), the only one that kernel 7 checks']],
  ['B2000080', ['no mag-stripe mode (byte 1 b8), which this kernel does not know']],
  ['72000080', ['no full debit and credit application by contactless (byte 1 b7), which is not held']],
  ['33000080', ['no offline authentication for online transactions (byte 1 b1), which is not held']],
  ['32008080', ['no issuer updates (byte 3 b8), which are not held']],
])('kernel 7 with 9F66 %s is held to what it can', (terminalTransactionQualifiersHex, expected) => {
  const application = {
    aidHex: 'A00000033301',
    kernelId: 7,
    ...(terminalTransactionQualifiersHex !== undefined && { terminalTransactionQualifiersHex }),
  };
  const problems = lintContactlessApplications(
    terminalConfiguration({ terminalCapabilitiesHex: 'E0F8C8', application }),
  );
  expect(problems.map((problem) => problem.expected)).toEqual(expected);
});

test('the provider of kernel 7 has no other kernel', () => {
  const application = { aidHex: 'A000000333010101', kernelId: 3, terminalTransactionQualifiersHex: '32000080' };
  const problems = lintContactlessApplications(
    terminalConfiguration({ terminalCapabilitiesHex: 'E0F8C8', application }),
  );
  expect(problems).toMatchObject([{ weight: 'refused', expected: 'kernel 7 for this provider', found: '3' }]);
});

test.each([
  ['36004000', []],
  [undefined, ['terminalTransactionQualifiersHex (tag 9F66), which kernel 6 sends to every card']],
  ['B2004000', ['no mag-stripe mode (byte 1 b8), which is not held']],
  ['33004000', ['no bits 7 and 1 of byte 1, which this kernel does not know']],
  ['32008000', ['no issuer updates (byte 3 b8), which are not held']],
  ['32004800', ['no verification by the own device alone (byte 3 b4), which is not held']],
])('kernel 6 with 9F66 %s is held to what it can', (terminalTransactionQualifiersHex, expected) => {
  const application = {
    aidHex: 'A0000001523010',
    kernelId: 6,
    ...(terminalTransactionQualifiersHex !== undefined && { terminalTransactionQualifiersHex }),
  };
  const problems = lintContactlessApplications(
    terminalConfiguration({ terminalCapabilitiesHex: 'E0F8C8', application }),
  );
  expect(problems.map((problem) => problem.expected)).toEqual(expected);
});

test.each(['A0000001523010', 'A0000003241010'])('the provider of %s has kernel 6 and no other', (aidHex) => {
  const application = { aidHex, kernelId: 3, terminalTransactionQualifiersHex: '32004000' };
  const problems = lintContactlessApplications(
    terminalConfiguration({ terminalCapabilitiesHex: 'E0F8C8', application }),
  );
  expect(problems).toMatchObject([{ weight: 'refused', expected: 'kernel 6 for this provider', found: '3' }]);
});
