import { createPrivateKey } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes.ts';
import { signWithRecovery } from '../cryptography/signature.ts';
import { caKey, chain, iccKey, issuerKey } from '../vectors/foreign-certificates.table.ts';
import { certifyIcc, certifyIssuer } from './certificates.ts';
import { publicPart } from './scheme-keys.ts';

const ca = createPrivateKey({ key: caKey, format: 'jwk' });
const issuer = createPrivateKey({ key: issuerKey, format: 'jwk' });
const icc = createPrivateKey({ key: iccKey, format: 'jwk' });

describe('certificates and signatures', () => {
  test('equal a published issuer certificate byte for byte, with the remainder beside it', () => {
    const made = certifyIssuer({
      signer: ca,
      subject: publicPart(issuer),
      issuerIdentifier: chain.issuerIdentifier,
      expiryMmyy: chain.issuerExpiryMmyy,
      serialHex: chain.issuerSerialHex,
    });
    expect(toHex(made.certificate)).toBe(chain.issuerCertificateHex);
    expect(toHex(made.remainder)).toBe(chain.issuerRemainderHex);
  });

  test('equal a published card certificate byte for byte, padded where the key is short', () => {
    const made = certifyIcc({
      signer: issuer,
      subject: publicPart(icc),
      pan: chain.pan,
      expiryMmyy: chain.iccExpiryMmyy,
      serialHex: chain.iccSerialHex,
      staticData: fromHex(chain.staticDataHex),
    });
    expect(toHex(made.certificate)).toBe(chain.iccCertificateHex);
    expect(made.remainder).toHaveLength(0);
  });

  test('equal a published dynamic signature for the same content and unpredictable number', () => {
    const recovered = fromHex(chain.recoveredDynamicDataHex);
    const made = signWithRecovery({
      key: icc,
      recoverable: recovered.slice(1, -21),
      beside: fromHex(chain.unpredictableNumberHex),
    });
    expect(toHex(made)).toBe(chain.signedDynamicDataHex);
  });
});
