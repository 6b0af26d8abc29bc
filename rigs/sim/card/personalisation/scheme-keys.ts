import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { fromHex, toHex } from '../bytes.ts';
import { sha1 } from '../cryptography/signature.ts';
import type { PublicKeyPart } from './certificates.ts';
import { certificationAuthorityKey, iccKey, issuerKey, issuerMasterKeyHex } from './test-keys.table.ts';

/** What terminals need in order to trust the cards: one CA public key. */
export interface CertificationAuthorityPublicKey {
  /** Registered application provider identifier, 5 bytes. */
  readonly ridHex: string;
  readonly index: number;
  readonly modulusHex: string;
  readonly exponentHex: string;
  /**
   * SHA-1 over RID, index, modulus and exponent.
   *
   * @clause EMV 4.4 Book 2, 11.2.2
   */
  readonly checksumHex: string;
  /** Last day of use, YYMMDD. */
  readonly expiry: string;
}

/** What the bench hands to others: the public key to the terminal, the master key to the issuer. */
export interface SchemeKeys {
  readonly certificationAuthority: CertificationAuthorityPublicKey;
  /** 16 bytes, TDES: from it the issuer derives every card's master key for application cryptograms. */
  readonly issuerMasterKey: Uint8Array;
}

/** What the personaliser signs with. */
export interface SigningKeys {
  readonly certificationAuthority: KeyObject;
  readonly issuer: KeyObject;
  readonly icc: KeyObject;
}

const ridHex = 'A000000004';
const index = 0xf1;

/** Registered application provider of the test scheme and its key index, for records 8F. */
export const certificationAuthorityIdentity = { ridHex, index };

/** Private halves of the test scheme. They stay inside this folder. */
export const signingKeys: SigningKeys = {
  certificationAuthority: privateKey(certificationAuthorityKey),
  issuer: privateKey(issuerKey),
  icc: privateKey(iccKey),
};

/** The test scheme's keys for the other parties of the bench. */
export const schemeKeys: SchemeKeys = {
  certificationAuthority: certificationAuthorityForTerminals(),
  issuerMasterKey: fromHex(issuerMasterKeyHex),
};

/** The public half of a signing key. */
export function publicPart(key: KeyObject): PublicKeyPart {
  const { n, e } = createPublicKey(key).export({ format: 'jwk' });
  return { modulus: fromBase64Url(n), exponent: fromBase64Url(e) };
}

function certificationAuthorityForTerminals(): CertificationAuthorityPublicKey {
  const { modulus, exponent } = publicPart(signingKeys.certificationAuthority);
  const checksum = sha1(fromHex(ridHex), Uint8Array.of(index), modulus, exponent);
  const [modulusHex, exponentHex, checksumHex] = [toHex(modulus), toHex(exponent), toHex(checksum)];
  return { ridHex, index, modulusHex, exponentHex, checksumHex, expiry: '491231' };
}

function privateKey(key: JsonWebKey): KeyObject {
  return createPrivateKey({ key, format: 'jwk' });
}

function fromBase64Url(text: string | undefined): Uint8Array {
  return Uint8Array.from(Buffer.from(text ?? '', 'base64url'));
}
