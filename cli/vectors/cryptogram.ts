import { toHex } from '#rigs/sim/issuer/bytes.ts';
import { computeDynamicCode } from '#rigs/sim/issuer/card-verification-code.ts';
import { computeResponseCryptogram, computeStatusUpdateCryptogram } from '#rigs/sim/issuer/cryptogram.ts';
import { retailMac } from '#rigs/sim/issuer/triple-des.ts';
import { numberIn, optionalBytesIn, sizedIn } from './issuer-input.ts';
import { bytesIn, objectOf, textIn, type VectorInput } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';

/**
 * Computes an application cryptogram, a response cryptogram of either method, or a dynamic card verification code.
 *
 * @clause EMV 4.4 Book 2, sections 8.1 and 8.2
 */
export function cryptogram(input: unknown): unknown {
  const vector = objectOf(input);
  switch (textIn(vector, 'kind')) {
    case 'application-cryptogram':
      return toHex(
        retailMac(sizedIn(vector, 'sk', [16]), bytesIn(vector, 'data'), paddingIn(vector)).slice(
          0,
          macLengthIn(vector),
        ),
      );
    case 'arpc-method-1':
      return toHex(
        computeResponseCryptogram(sizedIn(vector, 'key', [16]), {
          cryptogram: sizedIn(vector, 'arqc', [8]),
          responseCode: sizedIn(vector, 'arc', [2]),
        }),
      );
    case 'arpc-method-2':
      return toHex(
        computeStatusUpdateCryptogram(sizedIn(vector, 'key', [16]), {
          cryptogram: sizedIn(vector, 'arqc', [8]),
          cardStatusUpdate: sizedIn(vector, 'csu', [4]),
          proprietaryData: proprietaryIn(vector, 'proprietary_auth_data'),
        }),
      );
    case 'cvc3':
      return String(
        computeDynamicCode(sizedIn(vector, 'icc_cvc3', [16]), {
          trackTemplate: bytesIn(vector, 'track_template'),
          counter: sizedIn(vector, 'atc', [2]),
          unpredictable: sizedIn(vector, 'un', [4]),
        }),
      );
    default:
      throw new VectorProblem('UNKNOWN_KIND', "no cryptogram of this name, at 'kind'");
  }
}

/** How many bytes of a MAC a case wants: 4 to 8. */
export function macLengthIn(vector: VectorInput): number {
  const length = numberIn(vector, 'length', 8);
  if (length < 1 || length > 8) throw new VectorProblem('BAD_LENGTH', `a MAC of ${length} bytes, at 'length'`);
  return length;
}

/** Up to eight bytes of proprietary authentication data. */
export function proprietaryIn(vector: VectorInput, key: string): Uint8Array {
  const bytes = optionalBytesIn(vector, key) ?? new Uint8Array();
  if (bytes.length > 8) throw new VectorProblem('BAD_LENGTH', `${bytes.length} bytes, more than 8, at '${key}'`);
  return bytes;
}

/** Written `ISO9797-1 method 2`, or 1 or 2 alone. */
export function paddingIn(vector: VectorInput): 'method-1' | 'method-2' {
  const { padding = 2 } = vector;
  const method = /[12]$/u.exec(typeof padding === 'number' ? String(padding) : textIn(vector, 'padding'))?.[0];
  if (method === undefined) throw new VectorProblem('BAD_VALUE', "padding method is neither 1 nor 2, at 'padding'");
  return method === '1' ? 'method-1' : 'method-2';
}
