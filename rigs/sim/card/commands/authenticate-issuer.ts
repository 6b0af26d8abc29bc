import { toHex } from '../bytes.ts';
import { authorisationResponseCryptogram, authorisationResponseMac } from '../cryptography/issuer-authentication.ts';
import type { SelectedCard } from '../memory.ts';
import { responseKey } from './make-cryptogram.ts';

/**
 * Whether what the issuer sent (tag 91) proves that it is the issuer.
 *
 * @clause EMV 4.4 Book 2, 8.2
 */
export function authenticateIssuer(
  card: SelectedCard,
  { cryptogram, sent }: { readonly cryptogram: Uint8Array; readonly sent: Uint8Array },
): 'succeeded' | 'failed' {
  const key = responseKey(card);
  const isMethod2 = card.application.recipe.responseMethod === 2;
  if (sent.length < (isMethod2 ? 8 : 10)) return 'failed';
  const expected = isMethod2
    ? authorisationResponseMac({ sessionKey: key, cryptogram, update: sent.slice(4) })
    : authorisationResponseCryptogram({ sessionKey: key, cryptogram, responseCode: sent.slice(8, 10) });
  return toHex(expected) === toHex(sent.slice(0, expected.length)) ? 'succeeded' : 'failed';
}
