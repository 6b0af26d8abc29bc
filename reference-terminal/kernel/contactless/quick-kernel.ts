import type { RandomSource } from '../../needs.ts';
import { fromHex, sameBytes, toHex } from '../bytes.ts';
import type { KernelOutcome, TransactionData } from '../outcome.ts';
import type { TransactionContext } from '../transaction-context.ts';
import { whyFastFailed } from './failure-words.ts';
import type { FastAuthentication } from './fast-dynamic-authentication.ts';
import { isAccountOfApplication, panDigitsOf } from './kernel-context.ts';
import type { Standing } from './kernel-3-standing.ts';
import type { VerificationChosen } from './kernel-3-cardholder.ts';
import { decisionParameters } from './kernel-result.ts';
import type { KernelDecision } from './kernel-result.ts';
import type { OutcomeParameters } from './outcome-parameters.ts';
import { terminalQualifiers } from './terminal-transaction-qualifiers.ts';

/** Offline spending amount (9F5D): 6 bytes of digits. */
const balanceBytes = 6;

/**
 * Whose card it is, by track 2 (57) or account number (5A), which agree where both are there; a card with track 2 alone
 * gets its account number from it. Undefined when all is well.
 *
 * @clause C-3 A.2 (accounts of 57 and 5A agree)
 */
export function accountProblem(context: TransactionContext): string | undefined {
  const { data } = context;
  const track2 = data.get('57');
  const panDigits = track2 === undefined ? panDigitsOf(context) : /^([0-9]{8,19})D/.exec(toHex(track2))?.[1];
  if (panDigits === undefined) return 'card-data-error';
  if (data.get('5A') === undefined) data.set('5A', fromHex(panDigits.padEnd(Math.ceil(panDigits.length / 2) * 2, 'F')));
  if (panDigitsOf(context) !== panDigits) return 'card-data-error';
  return isAccountOfApplication(context, panDigits) ? undefined : 'provider-mismatch';
}

/**
 * What the card decided (9F27, bits 8 and 7): without information data by its own results in the issuer application data
 * (byte 5, bits 6 and 5). Undefined when neither can be read.
 *
 * @clause C-3 5.4.3.1, 5.4.3.2
 */
export function cryptogramTypeOf({ data }: TransactionContext): number | undefined {
  if (data.get('9F27') === undefined) {
    const results = data.get('9F10')?.[4];
    if (results === undefined) return undefined;
    data.set('9F27', Uint8Array.of((results & 0x30) << 2));
  }
  return (data.get('9F27')?.[0] ?? 0) & 0xc0;
}

/** What the reader told the card. */
export function readerQualifiers(context: TransactionContext): ReturnType<typeof terminalQualifiers> {
  return terminalQualifiers(context.data.get('9F66') ?? new Uint8Array(4));
}

/**
 * Whether the qualifiers that came in clear (9F6C) are others than the signed ones.
 *
 * @reads C-3 compares them only when they claim verification by the device. They say as much when they ask for a PIN:
 *   whoever rewrote them is not to be believed in anything.
 */
export function hasOtherQualifiers(context: TransactionContext, authentication: FastAuthentication): boolean {
  const clear = context.data.get('9F6C');
  const signed = authentication.kind === 'verified' ? authentication.signedQualifiers : undefined;
  return clear !== undefined && signed !== undefined && !sameBytes(clear, signed);
}

/**
 * The outcome of a decision, with the balance that the card may show.
 *
 * @param parametersOf  what else the kernel wants of an outcome of this kind
 * @clause C-3 5.8 (outcomes), 4.3.1.1 (offline balance)
 * @reads The verification results (tag 95) of the data record stay zero, as C-3 has it.
 */
export function decideQuick(
  context: TransactionContext,
  verified: VerificationChosen,
  parametersOf: (kind: KernelDecision['kind']) => Partial<OutcomeParameters> = () => ({}),
): KernelDecision {
  const data: TransactionData = { objects: context.data.record(), cardholderVerification: verified.method };
  const standing = withoutImpossible(context, verified.standing);
  const outcome = ((): KernelOutcome & KernelDecision => {
    if (standing.kind === 'decline') return { kind: 'declined', data, reason: standing.reason };
    return { kind: standing.kind === 'offline' ? 'approved' : 'online-request', data };
  })();
  const parameters = decisionParameters(outcome.kind, data, parametersOf(outcome.kind));
  const balance = context.data.get('9F5D');
  const shown = parameters.userInterfaceOnOutcome;
  if (balance?.length !== balanceBytes || shown === undefined) return { ...outcome, parameters };
  return {
    ...outcome,
    parameters: {
      ...parameters,
      userInterfaceOnOutcome: { ...shown, balance: toHex(balance) },
      discretionaryData: new Map([...parameters.discretionaryData, ['9F5D', toHex(balance)]]),
    },
  };
}

/** A reader that can't go online declines what would have to. */
function withoutImpossible(context: TransactionContext, standing: Standing): Standing {
  const isOnline = standing.kind === 'online' || standing.kind === 'refund';
  if (!isOnline || !readerQualifiers(context).has('offline-only')) return standing;
  return { kind: 'decline', reason: 'unable-to-go-online' };
}

/** What became of the signature, as facts for the record. */
export function authenticationFacts(
  given: {
    readonly context: TransactionContext;
    readonly signedRecords: Uint8Array | undefined;
    readonly random: RandomSource;
  },
  authentication: FastAuthentication | undefined,
): Readonly<Record<string, string>> {
  const { context } = given;
  if (authentication === undefined) return { result: 'not-performed' };
  if (authentication.kind === 'failed') {
    return { result: 'failed', reason: authentication.reason, ...whyFastFailed(context, authentication, given) };
  }
  if (!hasOtherQualifiers(context, authentication)) return { result: 'verified' };
  const [clear, signed] = [context.data.get('9F6C'), authentication.signedQualifiers].map((value) =>
    toHex(value ?? new Uint8Array()),
  );
  const why = `the card signed the qualifiers (9F6C) ${signed}, in clear they are ${clear}`;
  return { result: 'verified', reason: 'qualifiers-contradict-signature', why };
}
