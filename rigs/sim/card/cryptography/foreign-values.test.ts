import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes.ts';
import {
  cryptogramFromParts,
  issuerAuthentications,
  masterKeys,
  retailMacs,
  sessionKeys,
} from '../vectors/foreign-cryptograms.table.ts';
import { applicationCryptogram } from './application-cryptogram.ts';
import { deriveIccMasterKey, deriveSessionKey, sessionKeyForCounter } from './application-keys.ts';
import { authorisationResponseCryptogram } from './issuer-authentication.ts';
import { retailMac } from './triple-des.ts';

describe('the symmetric cryptography of the card', () => {
  test.each(masterKeys)('derives the master key $expectedHex as an HSM does', (vector) => {
    const { pan, panSequenceNumber } = vector;
    const derived = deriveIccMasterKey({
      issuerMasterKey: fromHex(vector.issuerMasterKeyHex),
      pan,
      panSequenceNumber,
    });
    expect(toHex(derived)).toBe(vector.expectedHex);
  });

  test.each(sessionKeys)('derives the session key $expectedHex as an HSM does', (vector) => {
    const derived = deriveSessionKey({
      iccMasterKey: fromHex(vector.iccMasterKeyHex),
      diversifier: fromHex(vector.diversifierHex),
    });
    expect(toHex(derived)).toBe(vector.expectedHex);
  });

  test.each(retailMacs)('computes the MAC $expectedHex as an HSM does', ({ keyHex, dataHex, expectedHex }) => {
    expect(toHex(retailMac({ key: fromHex(keyHex), data: fromHex(dataHex) }))).toBe(expectedHex);
  });

  test('puts the parts of an application cryptogram in the order that an M/Chip issuer expects', () => {
    const vector = cryptogramFromParts;
    const cryptogram = applicationCryptogram({
      sessionKey: fromHex(vector.sessionKeyHex),
      terminalValues: new Map(Object.entries(vector.terminalValuesHex).map(([tag, hex]) => [tag, fromHex(hex)])),
      applicationInterchangeProfile: fromHex(vector.applicationInterchangeProfileHex),
      counter: fromHex(vector.counterHex),
      cardVerificationResults: fromHex(vector.cardVerificationResultsHex),
    });
    expect(toHex(cryptogram)).toBe(vector.expectedHex);
  });

  test.each(issuerAuthentications)('expects $expectedHex from the issuer, from the issuer key on', (vector) => {
    const { pan, panSequenceNumber, applicationTransactionCounter } = vector;
    const iccMasterKey = deriveIccMasterKey({
      issuerMasterKey: fromHex(vector.issuerMasterKeyHex),
      pan,
      panSequenceNumber,
    });
    const expected = authorisationResponseCryptogram({
      sessionKey: sessionKeyForCounter({ iccMasterKey, applicationTransactionCounter }),
      cryptogram: fromHex(vector.cryptogramHex),
      responseCode: fromHex(vector.responseCodeHex),
    });
    expect(toHex(expected)).toBe(vector.expectedHex);
  });
});
