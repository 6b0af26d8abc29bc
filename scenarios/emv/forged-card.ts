import type { Rig } from '#rigs/rig.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';

/**
 * A purchase with a card whose offline data authentication must fail: declined, the TVR says so, and no money moves.
 *
 * @param options.card  name of the card in the library
 * @param options.proves  requirement that this card's forgery decides
 */
export async function expectForgedCardDeclined(
  rig: Rig,
  options: { readonly card: string; readonly proves: string },
): Promise<void> {
  const purchase = await payByTap(rig, { request: purchaseOf(1250), card: options.card });
  expectEqual(rig, {
    text: 'the purchase is declined',
    expected: 'declined',
    observed: purchase.outcome,
    proves: [options.proves, 'EMV-C2-oda-1'],
  });
  expectEqual(rig, {
    text: 'TVR byte 1 says that CDA failed',
    expected: true,
    observed: (Number.parseInt(purchase.terminalVerificationResultsHex?.slice(0, 2) ?? '00', 16) & 0x04) !== 0,
    proves: ['EMV-C2-oda-1'],
  });
  expectEqual(rig, {
    text: 'no money moved',
    expected: 0,
    observed: rig.host.books().filter((entry) => entry.state === 'captured').length,
    proves: [options.proves],
  });
}
