import { createHash } from 'node:crypto';
import { toHex } from './bytes.ts';
import { isSignedBy } from './ec-sdsa.ts';

const suiteP256 = 0x10;
const coordinateBytes = 32;
const signatureBytes = 64;

/** What a card with elliptic curves shows of itself, and the key that its scheme vouches with. */
export interface ExtendedAuthentication {
  readonly caPublicX: Uint8Array;
  readonly rid: Uint8Array;
  readonly caIndex: number;
  /** Digits only. */
  readonly pan: string;
  /** Tag 90. */
  readonly issuerCertificate: Uint8Array;
  /** Tag 9F46. */
  readonly iccCertificate: Uint8Array;
  /** The data that the ICC certificate's hash is over. */
  readonly staticData: Uint8Array;
  readonly signedData: Uint8Array;
  /** Tag 9F4B. */
  readonly signature: Uint8Array;
}

/** The two keys found and, when it holds to the end, nothing else; else the first step that did not hold. */
export interface ExtendedAuthenticationOutcome {
  readonly issuerX?: Uint8Array;
  readonly iccX?: Uint8Array;
  readonly failed?: 'issuer-certificate' | 'icc-certificate' | 'static-data' | 'signature';
}

/**
 * Follows the chain from the scheme's key to the card's signature. Expiry is not looked at: the case has no date.
 *
 * @clause EMV 4.4 Book 2, sections 12.3 (issuer certificate), 12.4 (ICC certificate) and 12.5 (signature)
 */
export function authenticateExtended(chain: ExtendedAuthentication): ExtendedAuthenticationOutcome {
  const issuerX = issuerKey(chain);
  if (issuerX === undefined) return { failed: 'issuer-certificate' };
  const found = iccKey(chain, issuerX);
  if (typeof found === 'string') return { issuerX, failed: found };
  const { signature } = chain;
  const isSigned = signature[0] === 0x15 && isSignedBy(found, chain.signedData, signature.subarray(1));
  return { issuerX, iccX: found, ...(isSigned ? {} : { failed: 'signature' }) };
}

function issuerKey(chain: ExtendedAuthentication): Uint8Array | undefined {
  const certificate = chain.issuerCertificate;
  const keyEnd = 21 + coordinateBytes;
  const prefix = toHex(certificate.subarray(2, 7)).replace(/F+$/u, '');
  const isOurs =
    certificate.length === keyEnd + signatureBytes &&
    certificate[0] === 0x12 &&
    certificate[1] === 0x00 &&
    certificate[7] === suiteP256 &&
    /^\d{3,10}$/u.test(prefix) &&
    chain.pan.startsWith(prefix) &&
    toHex(certificate.subarray(15, 20)) === toHex(chain.rid) &&
    certificate[20] === chain.caIndex;
  if (!isOurs) return undefined;
  return isSignedBy(chain.caPublicX, certificate.subarray(0, keyEnd), certificate.subarray(keyEnd))
    ? certificate.slice(21, keyEnd)
    : undefined;
}

function iccKey(chain: ExtendedAuthentication, issuerX: Uint8Array): Uint8Array | 'icc-certificate' | 'static-data' {
  const certificate = chain.iccCertificate;
  const hashEnd = 17 + 32;
  const keyEnd = hashEnd + coordinateBytes;
  const isOurs =
    certificate.length === keyEnd + signatureBytes &&
    certificate[0] === 0x14 &&
    certificate[1] === 0x00 &&
    certificate[2] === suiteP256 &&
    certificate[15] === 0x00 &&
    certificate[16] === 0x02;
  if (!isOurs || !isSignedBy(issuerX, certificate.subarray(0, keyEnd), certificate.subarray(keyEnd))) {
    return 'icc-certificate';
  }
  const hash = createHash('sha256').update(chain.staticData).digest();
  return hash.compare(certificate.subarray(17, hashEnd)) === 0 ? certificate.slice(hashEnd, keyEnd) : 'static-data';
}
