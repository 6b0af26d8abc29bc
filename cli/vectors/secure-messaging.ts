import { toHex } from '#rigs/sim/issuer/bytes.ts';
import {
  computeScriptMac,
  encipherCommandData,
  formatTwoPinBlock,
  keyedPinBlock,
  type Encipherment,
} from '#rigs/sim/issuer/secure-messaging.ts';
import { retailMac } from '#rigs/sim/issuer/triple-des.ts';
import { macLengthIn, paddingIn } from './cryptogram.ts';
import { optionalPinIn, pinIn, sizedIn } from './issuer-input.ts';
import { bytesIn, objectOf, textIn, type VectorInput } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';

/**
 * Computes MACs, enciphered data and PIN blocks of issuer script commands.
 *
 * @clause EMV 4.4 Book 2, section 9
 */
export function secureMessaging(input: unknown): unknown {
  const vector = objectOf(input);
  switch (textIn(vector, 'kind')) {
    case 'mac-iso9797-alg3':
      return toHex(
        retailMac(sizedIn(vector, 'key', [16]), bytesIn(vector, 'data'), paddingIn(vector)).slice(
          0,
          macLengthIn(vector),
        ),
      );
    case 'script-command-mac':
      return toHex(computeScriptMac(sizedIn(vector, 'sk', [16]), bytesIn(vector, 'data'), macLengthIn(vector)));
    case 'script-command-encipherment':
      return toHex(encipherCommandData(sizedIn(vector, 'sk', [16]), bytesIn(vector, 'data'), schemeIn(vector)));
    case 'pin-block-iso2':
      return toHex(formatTwoPinBlock(pinIn(vector, 'pin')));
    case 'pin-block-vis':
      return toHex(
        keyedPinBlock(sizedIn(vector, 'icc_mk_ac', [16]), pinIn(vector, 'pin'), optionalPinIn(vector, 'current_pin')),
      );
    default:
      throw new VectorProblem('UNKNOWN_KIND', "nothing of secure messaging has this name, at 'kind'");
  }
}

function schemeIn(vector: VectorInput): Encipherment {
  const scheme = textIn(vector, 'scheme');
  if (scheme === 'VISA' || scheme === 'MASTERCARD' || scheme === 'EMV') return scheme;
  throw new VectorProblem('BAD_VALUE', "neither VISA, MASTERCARD nor EMV, at 'scheme'");
}
