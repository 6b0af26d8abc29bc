import { toHex } from '#rigs/sim/issuer/bytes.ts';
import { aesCryptograms } from '#rigs/sim/issuer/cryptogram.ts';
import { isSignedBy, publicX, signMessage } from '#rigs/sim/issuer/ec-sdsa.ts';
import { authenticateExtended } from '#rigs/sim/issuer/extended-authentication.ts';
import { deriveAesSessionKey, deriveCardKey } from '#rigs/sim/issuer/keys.ts';
import { proprietaryIn } from './cryptogram.ts';
import { cardIn, sizedIn } from './issuer-input.ts';
import { bytesIn, objectOf, textIn, type VectorInput } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';

/**
 * Cards with AES keys and with elliptic curves: every value that the case's inputs lead to, under the file's names.
 *
 * @clause EMV 4.4 Book 2, Annex A1.3.1, A1.4.3, A2.2; sections 8.1.2, 8.2 and 12
 */
export function aesEcc(input: unknown): unknown {
  const vector = objectOf(input);
  switch (textIn(vector, 'kind')) {
    case 'aes-option-c':
      return aesCard(vector);
    case 'ec-sdsa-p256':
      return schnorr(vector);
    case 'xda-chain':
      return extendedChain(vector);
    default:
      throw new VectorProblem('UNKNOWN_KIND', "nothing of AES or elliptic curves has this name, at 'kind'");
  }
}

function aesCard(vector: VectorInput): unknown {
  const cardKey = deriveCardKey(sizedIn(vector, 'imk', [16, 24, 32]), cardIn(vector), 'C');
  const sessionKey = deriveAesSessionKey(cardKey, filled(sizedIn(vector, 'atc', [2])));
  const cryptogram = aesCryptograms.application(sessionKey, bytesIn(vector, 'ac_data'));
  const responseCode = sizedIn(vector, 'arc', [2]);
  const cardStatusUpdate = sizedIn(vector, 'csu', [4]);
  const proprietaryData = proprietaryIn(vector, 'prop');
  return {
    icc_mk: toHex(cardKey),
    sk_ac: toHex(sessionKey),
    ac: toHex(cryptogram),
    arpc1: toHex(aesCryptograms.response(sessionKey, { cryptogram, responseCode })),
    arpc2: toHex(aesCryptograms.statusUpdate(sessionKey, { cryptogram, cardStatusUpdate, proprietaryData })),
    sk_sm: toHex(deriveAesSessionKey(cardKey, filled(cryptogram))),
  };
}

function schnorr(vector: VectorInput): unknown {
  const message = bytesIn(vector, 'message');
  if (vector['private_key'] === undefined) {
    return { verified: isSignedBy(sizedIn(vector, 'public_x', [32]), message, bytesIn(vector, 'signature')) };
  }
  const privateKey = sizedIn(vector, 'private_key', [32]);
  return {
    public_x: toHex(publicX(privateKey)),
    signature: toHex(signMessage(privateKey, sizedIn(vector, 'k', [32]), message)),
  };
}

function extendedChain(vector: VectorInput): unknown {
  const outcome = authenticateExtended({
    caPublicX: sizedIn(vector, 'ca_x', [32]),
    rid: sizedIn(vector, 'rid', [5]),
    caIndex: sizedIn(vector, 'index', [1])[0] ?? 0,
    pan: cardIn(vector).pan,
    issuerCertificate: bytesIn(vector, 'tag90'),
    iccCertificate: bytesIn(vector, 'tag9F46'),
    staticData: bytesIn(vector, 'static_data'),
    signedData: bytesIn(vector, 'xda_signed_data'),
    signature: bytesIn(vector, 'tag9F4B'),
  });
  const { issuerX, iccX } = outcome;
  return {
    ...(issuerX === undefined ? {} : { issuer_x: toHex(issuerX) }),
    ...(iccX === undefined ? {} : { icc_x: toHex(iccX) }),
    verified: outcome.failed === undefined,
    ...(outcome.failed === undefined ? {} : { failed: outcome.failed }),
  };
}

/** Zeros after a short value, to one AES block. */
function filled(bytes: Uint8Array): Uint8Array {
  const block = new Uint8Array(16);
  block.set(bytes);
  return block;
}
