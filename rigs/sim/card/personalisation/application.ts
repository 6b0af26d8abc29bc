import { concat, fromHex } from '../bytes.ts';
import { deriveIccMasterKey } from '../cryptography/application-keys.ts';
import { cryptogramVersions } from '../cryptography/cryptogram-versions.table.ts';
import { encodeTlv, parseDol } from '../tlv.ts';
import { writeDates } from './calendar.ts';
import type { ApplicationImage, MasterKeys } from './card-image.ts';
import type { ApplicationProfile, CardProfile } from './card-profile.ts';
import { track1Of, track2Of, writeRecords } from './records.ts';
import { cardKeys, curveKeys, schemeKeys } from './scheme-keys.ts';

/** Germany and the euro. */
const issuerCountryCode = fromHex('0276');
const currencyCode = fromHex('0978');

/** Writes one application of a card: names, records, certificates, keys. */
export function writeApplication(
  card: CardProfile,
  application: ApplicationProfile,
  bench: { readonly todayIso: string },
): ApplicationImage {
  const dates = writeDates(application, bench.todayIso);
  const written = writeRecords({ card, application, dates, issuerCountryCode, currencyCode });
  const { keys } = application;
  return {
    profile: application,
    identifier: fromHex(application.aidHex),
    directoryEntry: directoryEntry(application),
    information: information(application),
    interchangeProfile: fromHex(application.interchangeProfileHex),
    fileLocator: written.fileLocator,
    records: written.records,
    processingOptionsDol: parseDol(application.processingOptionsDolHex),
    riskDol1: parseDol(application.riskDol1Hex),
    riskDol2: parseDol(application.riskDol2Hex),
    issuerCountryCode,
    currencyCode,
    iccPrivateKey: cardKeys[keys.icc],
    curveSigner: curveKeys[application.curve].icc,
    curvePinKey: application.takesPinsByCurve ? curveKeys[application.curve].pin : undefined,
    pinPrivateKey: cardKeys[keys.pin ?? keys.icc],
    masterKeys: masterKeys(card, application),
    recipe: cryptogramVersions[application.cryptogramVersion],
    quirks: new Set(application.quirks),
    track1: track1Of(card, application, dates),
    track2: track2Of(card, application, dates),
    panSequenceNumber: fromHex(card.panSequenceNumber),
  };
}

function directoryEntry(application: ApplicationProfile): Uint8Array {
  const { aidHex, priorityHex, kernelHex, preferredName } = application;
  return encodeTlv(
    '61',
    encodeTlv('4F', fromHex(aidHex)),
    text('50', application.label),
    text('9F12', preferredName),
    optional('87', priorityHex),
    optional('9F2A', application.interfaces === 'contact' ? '' : kernelHex),
    optional('9F29', application.extendedSelectionHex),
  );
}

function information(application: ApplicationProfile): Uint8Array {
  const { aidHex, label, preferredName, priorityHex, processingOptionsDolHex, selectExtra } = application;
  const proprietary = encodeTlv(
    'A5',
    text('50', label),
    optional('87', priorityHex),
    optional('9F38', processingOptionsDolHex),
    text('5F2D', application.languages),
    // The preferred name needs the table of its alphabet: ISO 8859-1.
    preferredName === '' ? new Uint8Array() : concat(encodeTlv('9F11', Uint8Array.of(1)), text('9F12', preferredName)),
    encodeTlv('BF0C', ...[...selectExtra].map(([tagHex, valueHex]) => encodeTlv(tagHex, fromHex(valueHex)))),
  );
  return encodeTlv('6F', encodeTlv('84', fromHex(aidHex)), proprietary);
}

function masterKeys({ pan, panSequenceNumber }: CardProfile, application: ApplicationProfile): MasterKeys {
  const option = cryptogramVersions[application.cryptogramVersion].masterKeyOption;
  const { cryptogram, integrity, confidentiality, checksum } = schemeKeys.issuerMasterKeys;
  const derive = (issuerMasterKey: Uint8Array, sequence: string = panSequenceNumber): Uint8Array =>
    deriveIccMasterKey({ issuerMasterKey, pan, panSequenceNumber: sequence, option });
  return {
    // A bureau's mistake: the key of the account's next card.
    cryptogram: derive(cryptogram, application.quirks.includes('wrong-cryptogram') ? '99' : panSequenceNumber),
    integrity: derive(integrity),
    confidentiality: derive(confidentiality),
    checksum: derive(checksum),
  };
}

function optional(tagHex: string, valueHex: string): Uint8Array {
  return valueHex === '' ? new Uint8Array() : encodeTlv(tagHex, fromHex(valueHex));
}

function text(tagHex: string, value: string): Uint8Array {
  return value === '' ? new Uint8Array() : encodeTlv(tagHex, Uint8Array.from(Buffer.from(value, 'latin1')));
}
