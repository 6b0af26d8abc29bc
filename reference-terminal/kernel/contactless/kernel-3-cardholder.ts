import { sameBytes } from '../bytes.ts';
import type { TransactionData } from '../outcome.ts';
import type { TransactionContext } from '../transaction-context.ts';
import { cardQualifiers } from './card-transaction-qualifiers.ts';
import type { FastAuthentication } from './fast-dynamic-authentication.ts';
import type { Standing } from './kernel-3-standing.ts';
import { terminalQualifiers } from './terminal-transaction-qualifiers.ts';
import type { TerminalQualifier } from './terminal-transaction-qualifiers.ts';

/** The verification method and where the transaction goes with it. */
export interface VerificationChosen {
  readonly standing: Standing;
  readonly method: TransactionData['cardholderVerification'];
}

const onlineCryptogram = 0x80;

/**
 * Cardholder verification of kernel 3: the card states what it wants or has seen done in its qualifiers.
 *
 * @clause C-3 5.7.1.1 (no qualifiers), 5.7.1.2 (online PIN before the own device before signature), 5.7.1.3 (what is
 *   required but can't be had declines)
 * @reads Without qualifiers: signature where the reader takes one, else online PIN, else decline.
 */
export function chooseVerification(
  context: TransactionContext,
  standing: Standing,
  authentication: FastAuthentication | undefined,
): VerificationChosen {
  if (standing.kind === 'decline' || standing.kind === 'refund') return { standing, method: 'none' };
  const reader = terminalQualifiers(context.data.get('9F66') ?? new Uint8Array(4));
  const card = cardQualifiers(context.data.get('9F6C'));
  const isRequired = reader.has('verification-required');
  if (card === undefined) return isRequired ? withoutQualifiers(reader, standing) : { standing, method: 'none' };
  if (card.has('online-pin-required') && reader.has('online-pin')) {
    return { standing: { kind: 'online' }, method: 'online-pin' };
  }
  if (card.has('device-verification-performed')) return byDevice(context, standing, authentication);
  if (card.has('signature-required') && reader.has('signature')) return { standing, method: 'signature' };
  if (isRequired) return declined('cardholder-verification-failed');
  return { standing, method: 'none' };
}

function withoutQualifiers(reader: ReadonlySet<TerminalQualifier>, standing: Standing): VerificationChosen {
  if (reader.has('signature')) return { standing, method: 'signature' };
  if (reader.has('online-pin')) return { standing: { kind: 'online' }, method: 'online-pin' };
  return declined('cardholder-verification-failed');
}

/**
 * A cardholder whom the own device has verified.
 *
 * @clause C-3 5.7.1.2: the qualifiers must be those of the card authentication related data (9F69); a card without them
 *   is believed only with an online cryptogram.
 * @reads Who stands between card and reader can rewrite the qualifiers (Basin, Sasse, Toro 2021): whether C-3's belief
 *   in unsigned ones is good enough is configuration (`requiresAuthenticatedQualifiers`).
 */
function byDevice(
  context: TransactionContext,
  standing: Standing,
  authentication: FastAuthentication | undefined,
): VerificationChosen {
  const { data, application } = context;
  const related = data.get('9F69');
  const qualifiers = data.get('9F6C') ?? new Uint8Array();
  if (related !== undefined && !sameBytes(related.subarray(5, 7), qualifiers)) {
    return declined('device-verification-contradicted');
  }
  const isSigned = authentication?.kind === 'verified' && authentication.signedQualifiers !== undefined;
  if (application.kernel3?.requiresAuthenticatedQualifiers === true && !isSigned) {
    return declined('device-verification-not-authenticated');
  }
  const isOnlineCryptogram = ((data.get('9F27')?.[0] ?? 0) & 0xc0) === onlineCryptogram;
  if (related === undefined && !isOnlineCryptogram) return declined('device-verification-not-authenticated');
  return { standing, method: 'device' };
}

function declined(reason: string): VerificationChosen {
  return { standing: { kind: 'decline', reason }, method: 'failed' };
}
