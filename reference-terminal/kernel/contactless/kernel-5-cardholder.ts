import { fromHex } from '../bytes.ts';
import type { TransactionData } from '../outcome.ts';
import { noteResults } from '../transaction-context.ts';
import type { TransactionContext } from '../transaction-context.ts';

type Method = TransactionData['cardholderVerification'];

/** Bits of byte 1 of the terminal interchange profile (9F53). */
export const interchange = { verificationRequired: 0x80, signature: 0x40, onlinePin: 0x20, device: 0x10 } as const;

/** What a card's word is answered with: what the reader must be able to do, and the results (9F34). */
interface Way {
  readonly method: Method;
  readonly needs: number;
  readonly resultsHex: string;
}

const noneHex = '1F0002';

/**
 * Cardholder verification of kernel 5: the card has chosen (9F50), the reader only looks whether that will do. Undefined when it will not.
 *
 * @clause C-5 5.8.3 as a published reader numbers it: no verification where the reader required one, and a way that the reader does not
 *   have, decline
 * @reads What a value says that is none of the four is left to the reader's own policy: this one declines.
 */
export function verifyCardholder5(context: TransactionContext): Method | undefined {
  const { data } = context;
  const status = data.get('9F50')?.[0];
  const profile = data.get('9F53')?.[0] ?? 0;
  if (status === 0) {
    if ((profile & interchange.verificationRequired) !== 0) return undefined;
    data.set('9F34', fromHex(noneHex));
    return 'none';
  }
  const way = wayOf(status);
  if (way === undefined || (profile & way.needs) === 0) return undefined;
  data.set('9F34', fromHex(way.resultsHex));
  noteResults(context, { status: ['cardholder-verification'] });
  return way.method;
}

/** What the card says was or is to be done (9F50). */
function wayOf(status: number | undefined): Way | undefined {
  if (status === 0x10) return { method: 'signature', needs: interchange.signature, resultsHex: '1E0000' };
  if (status === 0x20) return { method: 'online-pin', needs: interchange.onlinePin, resultsHex: '020000' };
  const isDevice = status !== undefined && (status & 0xf0) === 0x30;
  return isDevice ? { method: 'device', needs: interchange.device, resultsHex: '010002' } : undefined;
}
