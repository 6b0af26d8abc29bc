import { concatBytes } from '../bytes.ts';
import { recover } from '../offline-data-authentication/recovery.ts';
import type { PublicKey } from '../offline-data-authentication/recovery.ts';
import type { RandomSource } from '../../needs.ts';
import { pinBlockFormat2 } from './pin-blocks.ts';

const enciphermentHeader = 0x7f;
/** Header, PIN block, the card's challenge. */
const overheadBytes = 17;

/**
 * Enciphers a PIN for the card: header, PIN block, the card's challenge, random padding up to the key's length. What goes
 * with VERIFY, reference 88.
 *
 * @param terms.key  the card's key for PINs, or the one for signatures where it has none
 * @param terms.challenge  8 bytes, from GET CHALLENGE
 * @returns undefined when the key can't take the block: its modulus begins below the header. The clear block is erased.
 * @throws {UnlawfulPin} when the PIN has not 4 to 12 digits
 * @clause EMV 4.4 Book 2, 7.2
 */
export function encipherPinForCard(
  pin: string,
  terms: { readonly key: PublicKey; readonly challenge: Uint8Array; readonly random: RandomSource },
): Uint8Array | undefined {
  const { key, challenge, random } = terms;
  if (key.modulus.length < overheadBytes || challenge.length !== 8) return undefined;
  const block = pinBlockFormat2(pin);
  const padding = random(key.modulus.length - overheadBytes);
  const plain = concatBytes([Uint8Array.of(enciphermentHeader), block, challenge, padding]);
  // The public operation is the same both ways.
  const enciphered = recover(plain, key);
  block.fill(0);
  plain.fill(0);
  return enciphered;
}
