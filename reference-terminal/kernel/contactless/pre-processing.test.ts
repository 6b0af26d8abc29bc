import { describe, expect, test } from 'vitest';
import type { ContactlessApplication } from '../../configuration.ts';
import { toHex } from '../bytes.ts';
import { kernelRequest, terminalConfiguration } from '../scripted-terminal.fixture.ts';
import { preProcess } from './pre-processing.ts';

/** Static qualifiers: EMV mode, contact chip, online PIN, signature; both dynamic bits wrongly set. */
const staticHex = '36C04000';

function processed(amountMinor: number, application: Partial<ContactlessApplication> = {}) {
  const limits = { transactionLimitMinor: 10_000, floorLimitMinor: 1_000, cvmRequiredLimitMinor: 5_000 };
  const configuration = terminalConfiguration({
    application: { ...limits, terminalTransactionQualifiersHex: staticHex, ...application },
  });
  return preProcess(configuration, kernelRequest({ amountMinor }));
}

const qualifiersAt = (amountMinor: number, application: Partial<ContactlessApplication> = {}): string => {
  const result = processed(amountMinor, application);
  if (result.kind === 'refused') return result.reason;
  return toHex(result.combinations[0]?.qualifiers ?? new Uint8Array());
};

describe('the limits of a combination', () => {
  test.each([
    [1_000, '36004000'],
    [1_001, '36804000'],
    [4_999, '36804000'],
    [5_000, '36C04000'],
    [9_999, '36C04000'],
    [10_000, 'contactless-limit-exceeded'],
  ])('turn an amount of %i into the qualifiers %s', (amountMinor, expected) => {
    expect(qualifiersAt(amountMinor)).toBe(expected);
  });

  test.each([
    ['asks for an online cryptogram by default', {}, '36804000'],
    ['is refused when so configured', { zeroAmount: 'refused' }, 'zero-amount-not-allowed'],
    [
      'is refused by a reader that is offline only',
      { terminalTransactionQualifiersHex: '3E004000' },
      'zero-amount-not-allowed',
    ],
  ] as const)('a zero amount %s', (_name, application, expected) => {
    expect(qualifiersAt(0, application)).toBe(expected);
  });

  test.each([
    [true, 100, '36804000'],
    [true, 101, '36004000'],
    [false, 100, '36004000'],
  ])('a status check (supported: %s) is asked for by one unit only: %i', (statusCheckSupported, amount, expected) => {
    expect(qualifiersAt(amount, { statusCheckSupported })).toBe(expected);
  });

  test('without qualifiers leave none', () => {
    const [application] = terminalConfiguration().applications;
    const result = preProcess(terminalConfiguration(), kernelRequest({ amountMinor: 0 }));
    expect(application?.terminalTransactionQualifiersHex).toBeUndefined();
    expect(result).toMatchObject({ kind: 'allowed', combinations: [{ qualifiers: undefined }] });
  });

  test('of kernel 2 allow what a device with its own verification may spend', () => {
    const kernel2 = { acceptsDeviceVerification: true, transactionLimitOnDeviceMinor: 20_000 };
    expect(processed(19_999, { kernel2 }).kind).toBe('allowed');
    expect(processed(20_000, { kernel2 }).kind).toBe('refused');
  });
});
