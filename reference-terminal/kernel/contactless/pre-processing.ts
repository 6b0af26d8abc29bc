import assert from 'node:assert/strict';
import type { ContactlessApplication, TerminalConfiguration } from '../../configuration.ts';
import type { KernelRequest } from '../outcome.ts';

/** The applications whose limits allow this transaction, or why none does. */
export type PreProcessed =
  | { readonly kind: 'allowed'; readonly applications: readonly ContactlessApplication[] }
  | { readonly kind: 'refused'; readonly reason: 'contactless-limit-exceeded' | 'no-contactless-application' };

/** Greatest amount that 12 digits can hold. */
const amountMinorMax = 999_999_999_999;

/**
 * Looks at the limits before the field is used.
 *
 * @clause EMV Book B 3.1.1.5 and 3.1.1.13: an amount at or above the contactless transaction limit excludes the
 *   application; when all are excluded the cardholder is sent to another interface.
 * @reads Floor and CVM limits are not judged here: the kernel of C-2 compares them itself, strictly greater.
 */
export function preProcess(configuration: TerminalConfiguration, request: KernelRequest): PreProcessed {
  const { amountMinor, currencyCode } = request;
  assert(
    Number.isSafeInteger(amountMinor) && amountMinor >= 0 && amountMinor <= amountMinorMax,
    'an amount is a whole number of minor units that fits into 12 digits',
  );
  assert.equal(currencyCode, configuration.currencyCode, 'limits are in the same currency as the amount');
  if (configuration.applications.length === 0) return { kind: 'refused', reason: 'no-contactless-application' };
  const applications = configuration.applications.filter(
    ({ transactionLimitMinor }) => amountMinor < transactionLimitMinor,
  );
  if (applications.length === 0) return { kind: 'refused', reason: 'contactless-limit-exceeded' };
  return { kind: 'allowed', applications };
}
