import { createPrivateKey } from 'node:crypto';
import { RigFailure } from '#drivers/ports/failure.ts';

/** An RSA key of a recorded card that can sign. */
export interface SigningKey {
  readonly modulus: Uint8Array;
  readonly exponent: Uint8Array;
  readonly privateExponent: Uint8Array;
}

/** What is known of a recorded card's keys. With them answers fit data of the terminal that were not recorded. */
export interface KnownKeys {
  /** The card's own key for cryptograms, 16 bytes: two-key triple DES. */
  readonly cryptogramKey?: Uint8Array;
  /** The card's own key for dynamic and combined signatures. */
  readonly signingKey?: SigningKey;
}

const knownFields = ['cryptogramKey', 'signingKey'];
const modulusBytes = { min: 64, max: 248 } as const;

/**
 * Reads a file of keys: `{ "cryptogramKey": "32 digits", "signingKey": "-----BEGIN …" }`; the signing key is PEM, or
 * `{ modulus, exponent, privateExponent }` in hexadecimal text. Either may be left out.
 *
 * @throws {RigFailure} code CARD_KEYS_UNREADABLE, naming the field and never its value
 */
export function readKnownKeys(text: string): KnownKeys {
  const fields = objectOf(text);
  const unknown = Object.keys(fields).find((name) => !knownFields.includes(name));
  if (unknown !== undefined) throw unreadable(`a field is not known; there are ${knownFields.join(' and ')}`);
  const { cryptogramKey, signingKey } = fields;
  return {
    ...(cryptogramKey === undefined ? {} : { cryptogramKey: hexOf('cryptogramKey', cryptogramKey, [16]) }),
    ...(signingKey === undefined ? {} : { signingKey: lawful(signingKeyOf(signingKey)) }),
  };
}

function signingKeyOf(value: unknown): SigningKey {
  if (typeof value === 'string') return fromPem(value);
  if (typeof value !== 'object' || value === null) {
    throw unreadable("'signingKey' is neither PEM text nor an object with modulus, exponent and privateExponent");
  }
  const part = (name: keyof SigningKey): Uint8Array =>
    hexOf(`signingKey.${name}`, (value as Readonly<Record<string, unknown>>)[name], []);
  return { modulus: part('modulus'), exponent: part('exponent'), privateExponent: part('privateExponent') };
}

function fromPem(text: string): SigningKey {
  try {
    const { n = '', e = '', d = '' } = createPrivateKey(text).export({ format: 'jwk' });
    const bytes = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64url'));
    return { modulus: bytes(n), exponent: bytes(e), privateExponent: bytes(d) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw unreadable("'signingKey' is no RSA private key in PEM");
  }
}

function lawful(key: SigningKey): SigningKey {
  const { length } = key.modulus;
  if (length >= modulusBytes.min && length <= modulusBytes.max && key.privateExponent.length > 0) return key;
  throw unreadable(`'signingKey' must be an RSA key of ${modulusBytes.min} to ${modulusBytes.max} bytes`);
}

function hexOf(name: string, value: unknown, lengths: readonly number[]): Uint8Array {
  const digits = typeof value === 'string' ? value.replaceAll(/\s/gu, '') : '';
  const isFitting = lengths.length === 0 ? digits !== '' : lengths.includes(digits.length / 2);
  if (isFitting && /^(?:[0-9A-Fa-f]{2})+$/u.test(digits)) return Uint8Array.from(Buffer.from(digits, 'hex'));
  const sizes = lengths.length === 0 ? '' : ` of ${lengths.join(' or ')} bytes`;
  throw unreadable(`'${name}' must be hexadecimal text${sizes}`);
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw unreadable('the file is not JSON');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw unreadable('the file must hold an object: { … }');
}

function unreadable(found: string): RigFailure {
  const message = `could not read the card's keys: ${found}`;
  return new RigFailure({ code: 'CARD_KEYS_UNREADABLE', blame: 'scenario', message });
}
