import { joinBytes } from './bytes.ts';
import { encipherBlock, retailMac } from './triple-des.ts';

/**
 * The dynamic card verification code of a card that is read like a magnetic stripe, as a number of at most five digits.
 *
 * @param cardKey  16 bytes, derived for this purpose alone
 * @param transaction.trackTemplate  track data as personalised, places for the code and the counter empty
 * @clause EMV Contactless Book C-2, section 4.6 names the data; the computation is public by two implementations
 */
export function computeDynamicCode(
  cardKey: Uint8Array,
  transaction: { readonly trackTemplate: Uint8Array; readonly counter: Uint8Array; readonly unpredictable: Uint8Array },
): number {
  const trackMac = retailMac(cardKey, transaction.trackTemplate, 'method-2').slice(-2);
  const block = encipherBlock(cardKey, joinBytes([trackMac, transaction.unpredictable, transaction.counter]));
  return (block[6] ?? 0) * 256 + (block[7] ?? 0);
}
