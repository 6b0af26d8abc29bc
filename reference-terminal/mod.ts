/** The door to the reference terminal: all that a bench may see of it. */
import type { TerminalConfiguration } from './configuration.ts';
import { performContact } from './kernel/contact/contact-transaction.ts';
import { performContactless } from './kernel/contactless-transaction.ts';
import type { Kernel } from './merchant/transaction.ts';
import type { TerminalNeeds } from './needs.ts';
import { createTerminal } from './terminal.ts';
import type { ReferenceTerminal } from './terminal.ts';

/**
 * Switches the reference terminal on: one power life on the store that `needs` holds.
 *
 * @throws {StoreFailure} when the store can't take the device key of a new terminal
 */
export function createReferenceTerminal(configuration: TerminalConfiguration, needs: TerminalNeeds): ReferenceTerminal {
  return createTerminal({ configuration, needs, kernel: performAtEntry });
}

/** The reader that the cashier chose has a kernel of its own. */
const performAtEntry: Kernel = (needs, configuration, request, signal) =>
  request.entry === 'contact'
    ? performContact(needs, configuration, request, signal)
    : performContactless(needs, configuration, request, signal);

export type {
  CertificationAuthorityCurveKey,
  CertificationAuthorityKey,
  ContactlessApplication,
  TerminalActionCodes,
  TerminalConfiguration,
} from './configuration.ts';
export { problemInWords } from './configuration/configuration-problem.ts';
export { readTerminalConfiguration } from './configuration/read-configuration.ts';
export { PowerLost } from './device/power-gate.ts';
export type {
  BatteryGauge,
  CardExchange,
  Cardholder,
  Cashier,
  ContactInterface,
  ContactlessInterface,
  HostConnection,
  HostNetwork,
  GatewayAnswer,
  GatewayPost,
  HttpGateway,
  MagneticStripe,
  PinEntry,
  PollResult,
  RandomSource,
  SlotLook,
  TerminalClock,
  TerminalNeeds,
  TerminalObserver,
} from './needs.ts';
export { openDurableStore, openScratchStore } from './store-and-forward/durable-store.ts';
export type { DurableStore, ScratchStore, StoreTerms } from './store-and-forward/durable-store.ts';
export { StoreFailure } from './store-and-forward/store-failure.ts';
export type { ReferenceTerminal } from './terminal.ts';
export type { BookEntry, TransactionOutcome, TransactionReport, TransactionRequest } from './transaction-report.ts';
