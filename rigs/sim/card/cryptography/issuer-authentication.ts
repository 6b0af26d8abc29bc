import { concat, xor } from '../bytes.ts';
import { encryptBlocks, retailMac } from './triple-des.ts';

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

/**
 * The four bytes with which an issuer proves itself by method 2: a MAC over cryptogram, card status update and what
 * else it sends.
 *
 * @clause EMV 4.4 Book 2, 8.2.2 (method 2)
 */
export function authorisationResponseMac(input: {
  readonly sessionKey: Uint8Array;
  readonly cryptogram: Uint8Array;
  /** Card status update (4 bytes) and proprietary data (0 to 8). */
  readonly update: Uint8Array;
}): Uint8Array {
  return retailMac({ key: input.sessionKey, data: concat(input.cryptogram, input.update) }).slice(0, 4);
}
