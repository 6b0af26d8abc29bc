import assert from 'node:assert/strict';
import { concat, fromHex, withBitFlipped } from '../bytes.ts';
import { deriveIccMasterKey } from '../cryptography/application-keys.ts';
import { sha1 } from '../cryptography/signature.ts';
import { encodeTlv, parseDol } from '../tlv.ts';
import { firstDay, lastDay, mmyy, monthsAfter, yymm } from './calendar.ts';
import type { CardImage, CardRecord } from './card-image.ts';
import type { CardProfile } from './card-profile.ts';
import { certifyIcc, certifyIssuer } from './certificates.ts';
import type { Certificate } from './certificates.ts';
import { certificationAuthorityIdentity, publicPart, schemeKeys, signingKeys } from './scheme-keys.ts';

const applicationIdentifierHex = 'A0000000041010';
const directoryNameHex = '325041592E5359532E4444463031';
const label = 'Touchstone Test';
/** CVM supported, terminal risk management to be performed, CDA; EMV mode on the contactless interface. */
const applicationInterchangeProfile = fromHex('1980');
const cardRiskManagementDol1Hex = '9F02069F03069F1A0295055F2A029A039C019F37049F35019F3403';
const cardRiskManagementDol2Hex = '910A8A0295059F3704';
/** Germany and the euro. */
const issuerCountryCode = fromHex('0276');
const currencyCode = '978';
const applicationCurrencyCode = fromHex(currencyCode.padStart(4, '0'));
/**
 * File, first record, last record, how many of them are authenticated. Only the second file is: the track 2
 * equivalent and the certificates need no signature over them.
 */
const applicationFileLocator = fromHex('080101001001010118010300');

/**
 * Writes a card. The same profile and date give the same card, byte for byte.
 *
 * @param bench.todayIso  YYYY-MM-DD: the profile's months count from here
 */
export function personalise(profile: CardProfile, bench: { readonly todayIso: string }): CardImage {
  assert(/^541333\d{10}$/.test(profile.pan), 'test cards stay inside the test range');
  const dates = datesOf(profile, bench.todayIso);
  const authenticated = authenticatedRecord(profile, dates);
  const certificates = certify(profile, { expiryMmyy: dates.certificateExpiryMmyy, authenticated });
  const records: CardRecord[] = [
    { shortFileIdentifier: 1, recordNumber: 1, content: encodeTlv('70', trackRecord(profile, dates.expiryYymm)) },
    { shortFileIdentifier: 2, recordNumber: 1, content: encodeTlv('70', authenticated) },
    { shortFileIdentifier: 3, recordNumber: 1, content: encodeTlv('70', issuerKeyRecord(certificates.issuer)) },
    // A certificate under a key of 1984 bit fills a short APDU's response by itself.
    {
      shortFileIdentifier: 3,
      recordNumber: 2,
      content: encodeTlv('70', encodeTlv('90', certificates.issuer.certificate)),
    },
    { shortFileIdentifier: 3, recordNumber: 3, content: encodeTlv('70', iccKeyRecord(certificates.icc)) },
  ];
  const { pan, panSequenceNumber, balanceMinor } = profile;
  return {
    name: profile.name,
    uid: fromHex(profile.uidHex),
    applicationIdentifier: fromHex(applicationIdentifierHex),
    directoryInformation: directoryInformation(),
    applicationInformation: applicationInformation(profile),
    applicationInterchangeProfile,
    applicationFileLocator,
    records,
    processingOptionsDol: parseDol(profile.processingOptionsDolHex),
    cardRiskManagementDol1: parseDol(cardRiskManagementDol1Hex),
    cardRiskManagementDol2: parseDol(cardRiskManagementDol2Hex),
    issuerCountryCode,
    applicationCurrencyCode,
    iccPrivateKey: signingKeys.icc,
    iccMasterKey: masterKey(profile),
    consecutiveOfflineMax: profile.consecutiveOfflineMax,
    quirk: profile.quirk,
    processing: profile.processing,
    account: { pan, panSequenceNumber, expiryDate: dates.expiryYymm, balanceMinor, currencyCode },
  };
}

interface Dates {
  readonly expiryYymm: string;
  readonly expiryYymmdd: string;
  readonly effectiveYymmdd: string;
  readonly certificateExpiryMmyy: string;
}

function datesOf(profile: CardProfile, todayIso: string): Dates {
  const expiry = monthsAfter({ todayIso, count: profile.expiresInMonths });
  return {
    expiryYymm: yymm(expiry),
    expiryYymmdd: lastDay(expiry),
    effectiveYymmdd: firstDay(monthsAfter({ todayIso, count: profile.effectiveInMonths })),
    certificateExpiryMmyy: mmyy(monthsAfter({ todayIso, count: profile.certificatesExpireInMonths })),
  };
}

function directoryInformation(): Uint8Array {
  const entry = encodeTlv('61', tag('4F', applicationIdentifierHex), named(), tag('87', '01'), tag('9F2A', '02'));
  return encodeTlv('6F', tag('84', directoryNameHex), encodeTlv('A5', encodeTlv('BF0C', entry)));
}

function applicationInformation(profile: CardProfile): Uint8Array {
  const dolHex = profile.processingOptionsDolHex;
  const dol = dolHex === '' ? new Uint8Array() : tag('9F38', dolHex);
  const proprietary = encodeTlv('A5', named(), tag('87', '01'), dol, text('5F2D', 'en'), encodeTlv('BF0C'));
  return encodeTlv('6F', tag('84', applicationIdentifierHex), proprietary);
}

function trackRecord(profile: CardProfile, expiryYymm: string): Uint8Array {
  // Service code 201: international, with chip, no restriction. Discretionary data carries nothing.
  const track2 = `${profile.pan}D${expiryYymm}201${'0'.repeat(13)}F`;
  return concat(tag('57', track2), text('5F20', profile.cardholderName));
}

function authenticatedRecord(profile: CardProfile, dates: Dates): Uint8Array {
  return concat(
    tag('5A', profile.pan),
    tag('5F24', dates.expiryYymmdd),
    tag('5F25', dates.effectiveYymmdd),
    encodeTlv('5F28', issuerCountryCode),
    tag('5F34', profile.panSequenceNumber),
    tag('8C', cardRiskManagementDol1Hex),
    tag('8D', cardRiskManagementDol2Hex),
    tag('8E', profile.cardholderVerificationListHex),
    tag('9F07', 'FFC0'),
    tag('9F08', '0002'),
    // Issuer action codes: default, denial, online.
    tag('9F0D', 'F450848000'),
    tag('9F0E', profile.issuerActionCodeDenialHex),
    tag('9F0F', 'F470848000'),
    encodeTlv('9F42', applicationCurrencyCode),
    tag('9F4A', '82'),
  );
}

function issuerKeyRecord({ remainder }: Certificate): Uint8Array {
  const index = encodeTlv('8F', Uint8Array.of(certificationAuthorityIdentity.index));
  const exponent = encodeTlv('9F32', publicPart(signingKeys.issuer).exponent);
  const rest = remainder.length === 0 ? new Uint8Array() : encodeTlv('92', remainder);
  return concat(index, exponent, rest);
}

function iccKeyRecord({ certificate, remainder }: Certificate): Uint8Array {
  const exponent = encodeTlv('9F47', publicPart(signingKeys.icc).exponent);
  const rest = remainder.length === 0 ? new Uint8Array() : encodeTlv('9F48', remainder);
  return concat(encodeTlv('9F46', certificate), exponent, rest);
}

function certify(
  profile: CardProfile,
  content: { readonly expiryMmyy: string; readonly authenticated: Uint8Array },
): { readonly issuer: Certificate; readonly icc: Certificate } {
  const issuer = certifyIssuer({
    signer: signingKeys.certificationAuthority,
    subject: publicPart(signingKeys.issuer),
    issuerIdentifier: profile.pan.slice(0, 6),
    expiryMmyy: content.expiryMmyy,
    serialHex: '000001',
  });
  const icc = certifyIcc({
    signer: signingKeys.issuer,
    subject: publicPart(signingKeys.icc),
    pan: profile.pan,
    expiryMmyy: content.expiryMmyy,
    serialHex: Buffer.from(sha1(Buffer.from(profile.name))).toString('hex', 0, 3),
    staticData: concat(content.authenticated, applicationInterchangeProfile),
  });
  return {
    issuer: profile.quirk === 'corrupted-issuer-certificate' ? corrupted(issuer) : issuer,
    icc: profile.quirk === 'corrupted-icc-certificate' ? corrupted(icc) : icc,
  };
}

/** One bit in the middle: the value stays below the modulus, so that recovery runs and finds nonsense. */
function corrupted(good: Certificate): Certificate {
  return { ...good, certificate: withBitFlipped(good.certificate, Math.floor(good.certificate.length / 2)) };
}

function masterKey({ pan, panSequenceNumber, quirk }: CardProfile): Uint8Array {
  const right = deriveIccMasterKey({ issuerMasterKey: schemeKeys.issuerMasterKey, pan, panSequenceNumber });
  // A bureau's mistake: the key of the account's next card.
  return quirk === 'wrong-cryptogram'
    ? deriveIccMasterKey({ issuerMasterKey: schemeKeys.issuerMasterKey, pan, panSequenceNumber: '99' })
    : right;
}

function named(): Uint8Array {
  return text('50', label);
}

function tag(tagHex: string, valueHex: string): Uint8Array {
  return encodeTlv(tagHex, fromHex(valueHex));
}

function text(tagHex: string, value: string): Uint8Array {
  return encodeTlv(tagHex, Uint8Array.from(Buffer.from(value, 'latin1')));
}
