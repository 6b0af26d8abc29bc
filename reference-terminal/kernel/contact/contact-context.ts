import type { TerminalConfiguration } from '../../configuration.ts';
import type { ContactApplication, ContactSettings } from '../../contact-settings.ts';
import type { Cardholder, Cashier, TerminalNeeds } from '../../needs.ts';
import { toHex } from '../bytes.ts';
import type { CardSession } from '../contactless/card-session.ts';
import type { DataObjects } from '../data-objects.ts';
import type { PinChannel } from '../pin/curve-card-pin.ts';
import type { KeyLedger } from '../pin/key-ledger.ts';
import type { KernelRequest, LoggedTransaction, TransactionData } from '../outcome.ts';
import { terminalVerificationResults } from '../terminal-verification-results.ts';
import type { TerminalVerificationBit } from '../terminal-verification-results.ts';
import { transactionStatusInformation } from '../transaction-status-information.ts';
import type { TransactionStatusBit } from '../transaction-status-information.ts';

/** What a contact transaction needs of the terminal's surroundings. */
export type ContactNeeds = Pick<TerminalNeeds, 'clock' | 'random' | 'observer'> & {
  readonly cardholder?: Cardholder;
  readonly cashier?: Cashier;
  /** Without it no key can be derived for a PIN. */
  readonly store?: KeyLedger;
};

/** One contact transaction with one application, while it runs. */
export interface ContactContext {
  readonly needs: ContactNeeds;
  readonly configuration: TerminalConfiguration;
  readonly settings: ContactSettings;
  readonly application: ContactApplication;
  readonly request: KernelRequest;
  readonly session: CardSession;
  readonly data: DataObjects;
  /** Bits of tag 95 and 9B that are set so far. */
  readonly verification: Set<TerminalVerificationBit>;
  readonly status: Set<TransactionStatusBit>;
  /** Records that the issuer signed, in order; undefined when one of them can't be signed data. */
  readonly signedRecords: { value: Uint8Array | undefined };
  /** What terminal and card share for PINs, once the first of them was enciphered by curves. */
  readonly pinChannel: { value: PinChannel | undefined };
  /** What earlier transactions of the terminal left behind. */
  readonly transactionLog: readonly LoggedTransaction[];
}

/** What a PIN is asked for with, whichever reader the card is presented to. */
export type PinContext = Pick<ContactContext, 'needs' | 'settings' | 'data'>;

/** Raises bits and brings tags 95 and 9B up to date. */
export function note(
  context: Pick<ContactContext, 'data' | 'verification' | 'status'>,
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

/** Reports a step with the named data objects in hexadecimal text, those that are there. */
export function reportStep(
  context: Pick<ContactContext, 'needs' | 'data'>,
  step: string,
  tags: readonly string[],
  words: Readonly<Record<string, string>> = {},
): void {
  const facts: Record<string, string> = { ...words };
  for (const tag of tags) {
    const value = context.data.get(tag);
    if (value !== undefined) facts[tag] = toHex(value);
  }
  context.needs.observer.kernelStep(step, facts);
}

/** The data record as it stands. */
export function recordOf(
  context: ContactContext,
  cardholderVerification: TransactionData['cardholderVerification'],
): TransactionData {
  return { objects: context.data.record(), cardholderVerification };
}

/** The account number's digits, without padding. */
export function panDigitsOf(data: Pick<DataObjects, 'get'>): string {
  return toHex(data.get('5A') ?? new Uint8Array()).replace(/F+$/, '');
}
