import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { fromHex, toHex } from '../bytes.ts';
import { curves, curveSigner } from '../cryptography/curve-signature.ts';
import type { CurveName, CurveSigner } from '../cryptography/curve-signature.ts';
import { sha1 } from '../cryptography/signature.ts';
import type { PublicKeyPart } from './certificates.ts';
import { curveSecretsHex } from './curve-keys.table.ts';
import {
  certificationAuthority1152Key,
  certificationAuthority1408Key,
  certificationAuthorityKey,
  furtherMasterKeys,
  icc1024Key,
  icc1408Key,
  iccKey,
  issuer1024Key,
  issuer1152Key,
  issuer1984Key,
  issuerKey,
  issuerMasterKeyHex,
  pin1024Key,
} from './test-keys.table.ts';

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

/** A CA public key of elliptic curves, the same way. */
export interface CertificationAuthorityCurvePublicKey {
  readonly ridHex: string;
  readonly index: number;
  readonly algorithmSuiteHex: string;
  /** x and y. */
  readonly publicKeyHex: string;
  /**
   * The suite's hash over RID, index, suite, x and y.
   *
   * @clause EMV 4.4 Book 2, 11.2.2 table 31
   */
  readonly checksumHex: string;
  readonly expiry: string;
}

/** Master keys of the issuer, 16 bytes each, TDES: from them the keys of every card are derived. */
export interface IssuerMasterKeys {
  /** Application cryptograms and issuer authentication. */
  readonly cryptogram: Uint8Array;
  /** MACs of issuer scripts. */
  readonly integrity: Uint8Array;
  /** Secrets in issuer scripts. */
  readonly confidentiality: Uint8Array;
  /** Dynamic check values of mag-stripe mode. */
  readonly checksum: Uint8Array;
}

/** What the bench hands to others: public keys to the terminal, master keys to the issuer. */
export interface SchemeKeys {
  readonly certificationAuthority: CertificationAuthorityPublicKey;
  /** That one and all others: every application provider with every key size. */
  readonly certificationAuthorities: readonly CertificationAuthorityPublicKey[];
  /** Every application provider with both curves. */
  readonly certificationAuthoritiesOfCurves: readonly CertificationAuthorityCurvePublicKey[];
  /** The first one again, under another index and past its last day, for the card `books-authority-expired`. */
  readonly expiredAuthority: CertificationAuthorityPublicKey;
  /** The master key for application cryptograms. */
  readonly issuerMasterKey: Uint8Array;
  readonly issuerMasterKeys: IssuerMasterKeys;
}

const masterScheme = 'A000000004';

/** Registered application providers that the test authority signs for. */
const providers = [masterScheme, 'A000000003', 'A000000025', 'A000000065', 'A000000152', 'A000000333', 'A000000999'];

/** Authorities' keys by the name that profiles use, with the key index. Private halves stay inside this folder. */
export const authorityKeys = {
  '1984': { index: 0xf1, key: privateKey(certificationAuthorityKey) },
  '1408': { index: 0xf2, key: privateKey(certificationAuthority1408Key) },
  '1152': { index: 0xf3, key: privateKey(certificationAuthority1152Key) },
} as const;

/** Keys of elliptic curves by the curve's name. */
export const curveKeys = {
  p256: curveKeysOf('p256', 0x10),
  p521: curveKeysOf('p521', 0x11),
} as const;

const expiredAuthorityIndex = 0xf4;

/** Issuers' keys by name. */
export const issuerKeys = {
  '1408': privateKey(issuerKey),
  '1024': privateKey(issuer1024Key),
  '1152': privateKey(issuer1152Key),
  '1984': privateKey(issuer1984Key),
} as const;

/** Cards' keys by name. */
export const cardKeys = {
  '1152': privateKey(iccKey),
  '1024': privateKey(icc1024Key),
  '1408': privateKey(icc1408Key),
  'pin-1024': privateKey(pin1024Key),
} as const;

/** The test scheme's keys for the other parties of the bench. */
export const schemeKeys: SchemeKeys = {
  certificationAuthority: forTerminals(masterScheme, authorityKeys['1984']),
  certificationAuthorities: providers.flatMap((ridHex) =>
    Object.values(authorityKeys).map((authority) => forTerminals(ridHex, authority)),
  ),
  certificationAuthoritiesOfCurves: providers.flatMap((ridHex) =>
    Object.values(curveKeys).map(({ authority }) => curveKeyForTerminals(ridHex, authority)),
  ),
  expiredAuthority: {
    ...forTerminals(masterScheme, { ...authorityKeys['1984'], index: expiredAuthorityIndex }),
    expiry: '261031',
  },
  issuerMasterKey: fromHex(issuerMasterKeyHex),
  issuerMasterKeys: {
    cryptogram: fromHex(issuerMasterKeyHex),
    integrity: fromHex(furtherMasterKeys.integrityHex),
    confidentiality: fromHex(furtherMasterKeys.confidentialityHex),
    checksum: fromHex(furtherMasterKeys.checksumHex),
  },
};

/** The public half of a signing key. */
export function publicPart(key: KeyObject): PublicKeyPart {
  const { n, e } = createPublicKey(key).export({ format: 'jwk' });
  return { modulus: fromBase64Url(n), exponent: fromBase64Url(e) };
}

function forTerminals(
  ridHex: string,
  { index, key }: { readonly index: number; readonly key: KeyObject },
): CertificationAuthorityPublicKey {
  const { modulus, exponent } = publicPart(key);
  const checksum = sha1(fromHex(ridHex), Uint8Array.of(index), modulus, exponent);
  const [modulusHex, exponentHex, checksumHex] = [toHex(modulus), toHex(exponent), toHex(checksum)];
  return { ridHex, index, modulusHex, exponentHex, checksumHex, expiry: '491231' };
}

function curveKeysOf(curve: CurveName, index: number) {
  const { authority, issuer, icc, pin } = curveSecretsHex[curve];
  return {
    authority: { index, signer: curveSigner(curve, authority) },
    issuer: curveSigner(curve, issuer),
    icc: curveSigner(curve, icc),
    pin: curveSigner(curve, pin),
  };
}

function curveKeyForTerminals(
  ridHex: string,
  { index, signer }: { readonly index: number; readonly signer: CurveSigner },
): CertificationAuthorityCurvePublicKey {
  const { hash, suiteHex: algorithmSuiteHex } = curves[signer.curve];
  const publicKeyHex = toHex(signer.x) + toHex(signer.y);
  const parts = fromHex(`${ridHex}${toHex(Uint8Array.of(index))}${algorithmSuiteHex}${publicKeyHex}`);
  const checksumHex = createHash(hash).update(parts).digest('hex').toUpperCase();
  return { ridHex, index, algorithmSuiteHex, publicKeyHex, checksumHex, expiry: '491231' };
}

function privateKey(key: JsonWebKey): KeyObject {
  return createPrivateKey({ key, format: 'jwk' });
}

function fromBase64Url(text: string | undefined): Uint8Array {
  return Uint8Array.from(Buffer.from(text ?? '', 'base64url'));
}
