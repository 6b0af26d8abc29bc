import assert from 'node:assert/strict';
import type { ContactlessApplication, TerminalConfiguration } from '../../configuration.ts';
import type { DynamicReaderLimits } from '../../contactless-settings.ts';
import { fromHex } from '../bytes.ts';
import type { KernelRequest } from '../outcome.ts';
import { terminalQualifiers, transactionQualifiers } from './terminal-transaction-qualifiers.ts';

/** What the limits say about one application and this amount. */
export interface EntryPointIndicators {
  readonly statusCheckRequested: boolean;
  readonly zeroAmount: boolean;
  readonly verificationLimitExceeded: boolean;
  readonly floorLimitExceeded: boolean;
}

/** One application that may be used, with what was found out before the field is. */
export interface ReaderCombination {
  readonly application: ContactlessApplication;
  readonly indicators: EntryPointIndicators;
  /** Tag 9F66 of this transaction, when the application is configured with one. */
  readonly qualifiers: Uint8Array | undefined;
}

/** The applications whose limits allow this transaction, or why none does. */
export type PreProcessed =
  | { readonly kind: 'allowed'; readonly combinations: readonly ReaderCombination[] }
  | {
      readonly kind: 'refused';
      readonly reason: 'contactless-limit-exceeded' | 'zero-amount-not-allowed' | 'no-contactless-application';
    };

/** Limits of one combination. An absent one is not checked. All in the currency's minor unit. */
interface Limits extends Omit<DynamicReaderLimits, 'programIdHex'> {
  readonly qualifiersHex: string | undefined;
}

/** Greatest amount that 12 digits can hold. */
const amountMinorMax = 999_999_999_999;

/**
 * Looks at the limits before the field is used.
 *
 * @clause EMV Book B 3.1.1.1 to 3.1.1.13: when every combination is excluded the cardholder is sent to another
 *   interface.
 * @reads The kernel of C-2 compares floor and CVM limits itself, strictly greater; the indicators are for the kernels
 *   that are told by their qualifiers (tag 9F66). Its transaction limit has two values: here the greater one counts, as
 *   only the card's answer tells which applies.
 */
export function preProcess(configuration: TerminalConfiguration, request: KernelRequest): PreProcessed {
  const { amountMinor, currencyCode } = request;
  assert(
    Number.isSafeInteger(amountMinor) && amountMinor >= 0 && amountMinor <= amountMinorMax,
    'an amount is a whole number of minor units that fits into 12 digits',
  );
  assert.equal(currencyCode, configuration.currencyCode, 'limits are in the same currency as the amount');
  if (configuration.applications.length === 0) return { kind: 'refused', reason: 'no-contactless-application' };
  const terms = { amountMinor, unitMinor: 10 ** configuration.currencyExponent };
  const judged = configuration.applications.map((application) => ({
    application,
    result: judgeLimits(limitsOf(application), terms),
  }));
  const combinations = judged.flatMap(({ application, result }) =>
    result.kind === 'allowed' ? [{ application, indicators: result.indicators, qualifiers: result.qualifiers }] : [],
  );
  if (combinations.length > 0) return { kind: 'allowed', combinations };
  const isOverLimit = judged.some(({ result }) => result.kind === 'contactless-limit-exceeded');
  return { kind: 'refused', reason: isOverLimit ? 'contactless-limit-exceeded' : 'zero-amount-not-allowed' };
}

/**
 * Judges one set of limits.
 *
 * @clause EMV Book B 3.1.1.3 (status check: one single unit of the currency), 3.1.1.4 and 3.1.1.11 (zero amount: not
 *   for an offline-only reader), 3.1.1.5 (transaction limit: at or above), 3.1.1.6 (floor limit: above), 3.1.1.8 (CVM
 *   required limit: at or above), 3.1.1.9 to 3.1.1.12 (qualifiers)
 */
export function judgeLimits(
  limits: Limits,
  terms: { readonly amountMinor: number; readonly unitMinor: number },
):
  | { readonly kind: 'allowed'; readonly indicators: EntryPointIndicators; readonly qualifiers: Uint8Array | undefined }
  | { readonly kind: 'contactless-limit-exceeded' | 'zero-amount-not-allowed' } {
  const { amountMinor, unitMinor } = terms;
  const { qualifiersHex } = limits;
  const zeroAmount = amountMinor === 0;
  const isOfflineOnly = qualifiersHex !== undefined && terminalQualifiers(fromHex(qualifiersHex)).has('offline-only');
  if (zeroAmount && (limits.zeroAmount === 'refused' || isOfflineOnly)) return { kind: 'zero-amount-not-allowed' };
  if (!isBelowLimit(limits, amountMinor)) return { kind: 'contactless-limit-exceeded' };
  const indicators = {
    statusCheckRequested: limits.statusCheckSupported === true && amountMinor === unitMinor,
    zeroAmount,
    verificationLimitExceeded: amountMinor >= (limits.cvmRequiredLimitMinor ?? Infinity),
    floorLimitExceeded: amountMinor > (limits.floorLimitMinor ?? Infinity),
  };
  const qualifiers =
    qualifiersHex === undefined
      ? undefined
      : transactionQualifiers(qualifiersHex, {
          onlineCryptogramRequired: indicators.floorLimitExceeded || indicators.statusCheckRequested || zeroAmount,
          verificationRequired: indicators.verificationLimitExceeded,
        });
  return { kind: 'allowed', indicators, qualifiers };
}

function isBelowLimit({ transactionLimitMinor = Infinity }: Limits, amountMinor: number): boolean {
  return amountMinor < transactionLimitMinor;
}

function limitsOf(application: ContactlessApplication): Limits {
  const onDeviceMinor = application.kernel2?.transactionLimitOnDeviceMinor ?? 0;
  return {
    transactionLimitMinor: Math.max(application.transactionLimitMinor, onDeviceMinor),
    floorLimitMinor: application.floorLimitMinor,
    cvmRequiredLimitMinor: application.cvmRequiredLimitMinor,
    qualifiersHex: application.terminalTransactionQualifiersHex,
    ...(application.statusCheckSupported === undefined
      ? {}
      : { statusCheckSupported: application.statusCheckSupported }),
    ...(application.zeroAmount === undefined ? {} : { zeroAmount: application.zeroAmount }),
  };
}
