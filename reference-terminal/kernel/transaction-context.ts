import type { ContactlessApplication, TerminalConfiguration } from '../configuration.ts';
import type { DataObjects } from './data-objects.ts';
import type { KernelRequest } from './outcome.ts';
import { terminalVerificationResults } from './terminal-verification-results.ts';
import type { TerminalVerificationBit } from './terminal-verification-results.ts';
import { transactionStatusInformation } from './transaction-status-information.ts';
import type { TransactionStatusBit } from './transaction-status-information.ts';

/** One transaction with one presented card, while it runs. */
export interface TransactionContext {
  readonly configuration: TerminalConfiguration;
  readonly application: ContactlessApplication;
  readonly request: KernelRequest;
  readonly data: DataObjects;
  /** Bits of tag 95 that are set so far. */
  readonly verification: Set<TerminalVerificationBit>;
  /** Bits of tag 9B that are set so far. */
  readonly status: Set<TransactionStatusBit>;
}

/** Raises bits and brings tags 95 and 9B up to date. */
export function noteResults(
  context: TransactionContext,
  results: {
    readonly verification?: readonly TerminalVerificationBit[];
    readonly status?: readonly TransactionStatusBit[];
  },
): void {
  for (const bit of results.verification ?? []) context.verification.add(bit);
  for (const bit of results.status ?? []) context.status.add(bit);
  context.data.set('95', terminalVerificationResults(context.verification));
  context.data.set('9B', transactionStatusInformation(context.status));
}
