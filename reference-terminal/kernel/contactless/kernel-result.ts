import type { TerminalConfiguration } from '../../configuration.ts';
import type { TerminalNeeds } from '../../needs.ts';
import type { KernelOutcome, KernelRequest, TransactionData } from '../outcome.ts';
import type { CardSession, KernelStop } from './card-session.ts';
import type { SelectedApplication } from './combination-selection.ts';
import type { ErrorIndication } from './error-indication.ts';
import { outcomeParameters } from './outcome-parameters.ts';
import type { OutcomeParameters } from './outcome-parameters.ts';
import type { ReaderMemory } from './reader-memory.ts';
import type { MessageName, UserInterfaceRequest } from './user-interface.ts';

/** What a kernel is through with: a decision on the card's cryptogram. */
export type KernelDecision = Extract<KernelOutcome, { kind: 'approved' | 'online-request' | 'declined' }>;

/** Everything that a contactless kernel can come to. */
export type KernelResult =
  | KernelDecision
  | KernelStop
  /** The card can't be served here, but perhaps by its contacts or its stripe. */
  | {
      readonly kind: 'try-another-interface';
      readonly reason: string;
      readonly statusWord?: number;
      readonly message: MessageName;
      readonly alternate: OutcomeParameters['alternateInterface'];
    }
  /** The cardholder has to do something on the own device and present it again. */
  | {
      readonly kind: 'present-again';
      readonly reason: string;
      readonly userInterface: UserInterfaceRequest;
      readonly fieldOffMs: number;
    };

/** What a kernel needs of the terminal's surroundings. */
export type ContactlessKernelNeeds = Pick<TerminalNeeds, 'clock' | 'random' | 'observer'>;

/** One transaction's fixed terms, as a kernel sees them. */
export interface KernelTerms {
  readonly configuration: TerminalConfiguration;
  readonly request: KernelRequest;
  readonly memory: ReaderMemory;
}

/** A contactless kernel: from the selected application to a result. Card data never makes it throw. */
export type ContactlessKernel = (
  needs: ContactlessKernelNeeds,
  terms: KernelTerms,
  card: { readonly session: CardSession; readonly selected: SelectedApplication },
) => Promise<KernelResult>;

const verificationParameter = {
  none: 'no-cvm',
  signature: 'obtain-signature',
  'online-pin': 'online-pin',
  device: 'confirmation-code-verified',
  // A PIN is never sent to a card in the field.
  'offline-pin': 'no-cvm',
  'offline-pin-and-signature': 'no-cvm',
  failed: 'no-cvm',
} as const satisfies Readonly<
  Record<TransactionData['cardholderVerification'], OutcomeParameters['cardholderVerification']>
>;

/**
 * Parameters of a decision.
 *
 * @param terms  `receiptRequired`: a verification was due, or the kernel has another reason to want a receipt
 * @clause EMV Contactless Book A, table 6-2; messages 03, 1A, 1B and 07 of 9.4
 */
export function decisionParameters(
  kind: KernelDecision['kind'],
  data: TransactionData,
  terms: Partial<OutcomeParameters> = {},
  error?: ErrorIndication,
): OutcomeParameters {
  const method = kind === 'declined' ? 'none' : data.cardholderVerification;
  const languages = data.objects.get('5F2D');
  const approvedMessage = method === 'signature' ? 'approved-sign' : 'approved';
  const message = { approved: approvedMessage, 'online-request': 'authorising', declined: 'not-authorised' } as const;
  return outcomeParameters({
    outcome: kind,
    cardholderVerification: verificationParameter[method],
    userInterfaceOnOutcome: {
      message: message[kind],
      status: kind === 'online-request' ? 'processing' : 'not-ready',
      ...(languages === undefined ? {} : { languagePreference: Buffer.from(languages).toString('latin1') }),
    },
    hasDataRecord: kind !== 'declined',
    receiptRequired: method === 'signature',
    ...terms,
    ...(error === undefined ? {} : { error }),
  });
}
