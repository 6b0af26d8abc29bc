import type { TransactionData } from '../outcome.ts';
import { noteResults } from '../transaction-context.ts';
import type { TransactionContext } from '../transaction-context.ts';
import { cardRequirements } from './card-processing-requirements.ts';
import type { CardRequirement } from './card-processing-requirements.ts';
import { readerQualifiers } from './quick-kernel.ts';

type Method = TransactionData['cardholderVerification'];
type Requirements = ReadonlySet<CardRequirement>;

/** How the cardholder is verified, or that it cannot be done here. */
export type Verified6 =
  | { readonly kind: 'verified'; readonly method: Method }
  | { readonly kind: 'impossible'; readonly mayTryContacts: boolean };

/** Byte 2 of the card's verification results, the fourth of the issuer application data, and its bits. */
const deviceResultsIndex = 3;
const confirmation = { failed: 0x01, performed: 0x02 } as const;
const noVerificationCapability = 0x08;

/**
 * Cardholder verification of kernel 6 by the card's processing requirements (9F71): due when the reader's limit says so or the
 * card asks for a PIN or a signature. Online PIN, or the signature that may stand in for it; a signature; the own device; nothing, where
 * card and terminal allow that.
 *
 * @clause C-6, cardholder verification (figures 19 and 20 of the published reader)
 * @reads That nothing stands in needs the terminal's capability too (9F33 byte 2 b4), as that reader's later bulletin has it.
 */
export function verifyCardholder6(context: TransactionContext): Verified6 {
  const reader = readerQualifiers(context);
  const card = cardRequirements(context.data.get('9F71') ?? new Uint8Array(2));
  const wantsPin = card.has('online-pin-required');
  const isDue = reader.has('verification-required') || wantsPin || card.has('signature-required');
  if (!isDue) return verified('none');
  noteResults(context, { status: ['cardholder-verification'] });
  if (wantsPin && reader.has('online-pin')) {
    noteResults(context, { verification: ['online-verification-captured'] });
    return verified('online-pin');
  }
  const mayElseSign = wantsPin ? card.has('fallback-to-signature') : card.has('signature-required');
  if (mayElseSign && reader.has('signature')) return verified('signature');
  if (reader.has('device-verification') && card.has('device-verification-performed')) return byDevice(context, card);
  if (mayVerifyNobody(context, card)) return verified('none');
  noteResults(context, { verification: ['cardholder-verification-failed'] });
  return { kind: 'impossible', mayTryContacts: true };
}

/**
 * The own device: believed when the card's verification results say that a confirmation code was verified and did not fail.
 *
 * @clause C-6, cardholder verification by a mobile device (figure 20 of the published reader): 9F10 byte 4, bits 2 and 1
 */
function byDevice(context: TransactionContext, card: Requirements): Verified6 {
  const results = context.data.get('9F10')?.[deviceResultsIndex] ?? 0;
  const isProven = (results & confirmation.failed) === 0 && (results & confirmation.performed) !== 0;
  if (isProven) return verified('device');
  if (card.has('fallback-to-signature') && readerQualifiers(context).has('signature')) return verified('signature');
  if (mayVerifyNobody(context, card)) return verified('none');
  noteResults(context, { verification: ['cardholder-verification-failed'] });
  return { kind: 'impossible', mayTryContacts: false };
}

function mayVerifyNobody({ data }: TransactionContext, card: Requirements): boolean {
  return card.has('fallback-to-none') && ((data.get('9F33')?.[1] ?? 0) & noVerificationCapability) !== 0;
}

function verified(method: Method): Verified6 {
  return { kind: 'verified', method };
}
