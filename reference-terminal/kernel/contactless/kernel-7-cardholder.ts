import { sameBytes } from '../bytes.ts';
import type { TransactionContext } from '../transaction-context.ts';
import { cardQualifiers } from './card-transaction-qualifiers.ts';
import type { VerificationChosen } from './kernel-3-cardholder.ts';
import type { Standing } from './kernel-3-standing.ts';
import { readerQualifiers } from './quick-kernel.ts';

const onlineCryptogram = 0x80;

/**
 * Cardholder verification of kernel 7 by the card's qualifiers (9F6C): online PIN where both can; else the own device; else
 * a signature, unless the card wanted the PIN that the reader does not have. What the card asks for and cannot get declines,
 * below the limit too.
 *
 * @clause C-7 (cardholder verification) as the published reader has it; without qualifiers JR/T 0025.12-2013, 7.6: signature where the
 *   reader takes one, else online PIN, else declined
 * @reads A PIN is for the issuer: with it even a TC goes online.
 */
export function verifyCardholder7(context: TransactionContext, standing: Standing): VerificationChosen {
  if (standing.kind === 'decline' || standing.kind === 'refund') return { standing, method: 'none' };
  const reader = readerQualifiers(context);
  const card = cardQualifiers(context.data.get('9F6C'));
  const isRequired = reader.has('verification-required');
  if (card === undefined && !isRequired) return { standing, method: 'none' };
  if (card === undefined && reader.has('signature')) return { standing, method: 'signature' };
  const wantsPin = card?.has('online-pin-required') ?? true;
  if (wantsPin && reader.has('online-pin')) return { standing: { kind: 'online' }, method: 'online-pin' };
  if (card?.has('device-verification-performed') === true) return byDevice(context, standing);
  if (wantsPin) return declined('cardholder-verification-failed');
  if (card?.has('signature-required') === true) {
    return reader.has('signature') ? { standing, method: 'signature' } : declined('cardholder-verification-failed');
  }
  return isRequired ? declined('cardholder-verification-failed') : { standing, method: 'none' };
}

/**
 * A cardholder whom the own device has verified.
 *
 * @clause C-7 (cardholder verification): the qualifiers must be those of the card authentication related data (9F69); a card without
 *   them is believed only with an online cryptogram
 */
function byDevice({ data }: TransactionContext, standing: Standing): VerificationChosen {
  const related = data.get('9F69');
  if (related !== undefined) {
    const agrees = sameBytes(related.subarray(5, 7), data.get('9F6C') ?? new Uint8Array());
    return agrees ? { standing, method: 'device' } : declined('device-verification-contradicted');
  }
  const isOnlineCryptogram = ((data.get('9F27')?.[0] ?? 0) & 0xc0) === onlineCryptogram;
  return isOnlineCryptogram ? { standing, method: 'device' } : declined('device-verification-not-authenticated');
}

function declined(reason: string): VerificationChosen {
  return { standing: { kind: 'decline', reason }, method: 'failed' };
}
