import { concat, xor } from '../bytes.ts';
import { encryptBlocks } from './triple-des.ts';

/**
 * The authorisation response cryptogram that a genuine issuer sends, 8 bytes: cryptogram and response code combined
 * and enciphered with the session key.
 *
 * @clause EMV 4.4 Book 2, 8.2.1 (method 1)
 */
export function authorisationResponseCryptogram(input: {
  readonly sessionKey: Uint8Array;
  readonly cryptogram: Uint8Array;
  /** Two bytes, the second half of tag 91. */
  readonly responseCode: Uint8Array;
}): Uint8Array {
  const block = xor(input.cryptogram, concat(input.responseCode, new Uint8Array(6)));
  return encryptBlocks({ key: input.sessionKey, data: block });
}
