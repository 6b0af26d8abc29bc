import { concatBytes } from '../bytes.ts';
import { recover } from '../offline-data-authentication/recovery.ts';
import type { PublicKey } from '../offline-data-authentication/recovery.ts';
import { encipherTdes } from '../pin/block-ciphers.ts';
import { pinBlockFormat0, pinBlockFormat2 } from '../pin/pin-blocks.ts';
import type { RandomSource } from '../../needs.ts';
import type { ContactContext } from './contact-context.ts';
import { recoverKeyOfCard } from './offline-authentication.ts';

const enciphermentHeader = 0x7f;
const overheadBytes = 17;

/**
 * The PIN block that a card takes in clear.
 *
 * @clause EMV 4.4 Book 3, 6.5.12 table 24: control 2, length, digits, filled with F
 */
export function plaintextPin(pin: string): Uint8Array {
  return pinBlockFormat2(pin);
}

/**
 * The PIN block for the host: format 0 under triple DES.
 *
 * @param key  16 bytes (two keys) or 24
 * @clause ISO 9564-1, 9.3.2 (format 0: the PIN field and the account number field, added without carry)
 */
export function onlinePinBlock(pin: string, panDigits: string, key: Uint8Array): Uint8Array {
  return encipherTdes(key, pinBlockFormat0(pin, panDigits.padStart(13, '0')));
}

/**
 * The key to encipher a PIN with: the card's PIN key when it has one, its signature key otherwise. Undefined when the
 * certificates do not give it.
 *
 * @clause EMV 4.4 Book 2, 7.1
 */
export function pinEnciphermentKey(context: ContactContext): PublicKey | undefined {
  const { data } = context;
  const certificate = data.get('9F2D') === undefined ? 'signature' : 'pin';
  const chain = recoverKeyOfCard(context, certificate);
  return chain.kind === 'recovered' ? chain.key : undefined;
}

/**
 * Enciphers a PIN for the card: header, PIN block, the card's challenge, random padding up to the key's length.
 *
 * @clause EMV 4.4 Book 2, 7.2
 */
export function encipherPin(
  pin: string,
  terms: { readonly key: PublicKey; readonly challenge: Uint8Array; readonly random: RandomSource },
): Uint8Array {
  const { key, challenge, random } = terms;
  const padding = random(key.modulus.length - overheadBytes);
  const plain = concatBytes([Uint8Array.of(enciphermentHeader), plaintextPin(pin), challenge, padding]);
  // The public operation is the same both ways. A block that begins with 7F is below every modulus of its length.
  return recover(plain, key) ?? new Uint8Array(key.modulus.length);
}
