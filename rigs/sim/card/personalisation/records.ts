import { concat, fromHex } from '../bytes.ts';
import { encodeTlv } from '../tlv.ts';
import type { WrittenDates } from './calendar.ts';
import type { CardRecord } from './card-image.ts';
import type { ApplicationProfile, CardProfile } from './card-profile.ts';
import { certificateRecords } from './certificate-records.ts';

/** What records are written from. */
export interface RecordSource {
  readonly card: CardProfile;
  readonly application: ApplicationProfile;
  readonly dates: WrittenDates;
  readonly issuerCountryCode: Uint8Array;
  readonly currencyCode: Uint8Array;
}

type Objects = ReadonlyMap<string, string>;

/**
 * The records of an application and the file locator (tag 94) that names them: file 1 the track 2 equivalent, file 2
 * what is authenticated, file 3 keys and certificates.
 */
export function writeRecords(source: RecordSource): {
  readonly records: readonly CardRecord[];
  readonly fileLocator: Uint8Array;
} {
  if (source.application.style === 'stripe') return stripeRecords(source);
  const first = withExtra(trackObjects(source), source, { takesNew: false });
  const second = withExtra(dataObjects(source), source, { takesNew: true, elsewhere: trackObjects(source) });
  const authenticated = encodeAll(second);
  const foreign = fromHex(source.application.foreignRecordHex);
  // Of a file beyond the tenth the whole record is signed, whatever it is coded as.
  const keys = certificateRecords(source, concat(authenticated, foreign));
  const isQuick = source.application.style === 'quick';
  // A D-PAS style card has its signature in the answer to GET PROCESSING OPTIONS.
  const hasDynamicRecord = isQuick && !source.application.aidHex.startsWith('A000000152');
  const hasFirst = first.size > 0 && !isQuick;
  const records: CardRecord[] = [
    ...(hasFirst ? [{ shortFileIdentifier: 1, recordNumber: 1, content: encodeTlv('70', encodeAll(first)) }] : []),
    { shortFileIdentifier: 2, recordNumber: 1, content: encodeTlv('70', authenticated) },
    ...keys.map((content, index) => ({
      shortFileIdentifier: 3,
      recordNumber: index + 1,
      content: encodeTlv('70', content),
    })),
    ...(foreign.length > 0 ? [{ shortFileIdentifier: 12, recordNumber: 1, content: foreign }] : []),
    ...(hasDynamicRecord && keys.length > 0
      ? [{ shortFileIdentifier: 4, recordNumber: 1, content: encodeTlv('70'), hasDynamicSignature: true }]
      : []),
  ];
  const isAuthenticated = keys.length > 0;
  const fileLocator = fromHex(
    [
      hasFirst ? '08010100' : '',
      isAuthenticated ? '10010101' : '10010100',
      isAuthenticated ? `1801${String(keys.length).padStart(2, '0')}00` : '',
      hasDynamicRecord && isAuthenticated ? '20010100' : '',
      foreign.length > 0 ? '60010101' : '',
    ].join(''),
  );
  return { records, fileLocator };
}

/** Tag 57. Discretionary data carries nothing. */
export function track2Of({ pan }: CardProfile, { serviceCode }: ApplicationProfile, dates: WrittenDates): Uint8Array {
  const digits = `${pan}D${dates.expiryYymm}${serviceCode}${'0'.repeat(13)}`.slice(0, 37);
  return fromHex(digits.length % 2 === 0 ? digits : `${digits}F`);
}

/** Tag 56. */
export function track1Of(card: CardProfile, { serviceCode }: ApplicationProfile, dates: WrittenDates): Uint8Array {
  const track = `B${card.pan}^${card.cardholderName}^${dates.expiryYymm}${serviceCode}${'0'.repeat(13)}`;
  return Uint8Array.from(Buffer.from(track, 'latin1'));
}

function trackObjects({ card, application, dates }: RecordSource): Objects {
  return new Map([
    ['57', toText(track2Of(card, application, dates))],
    ['5F20', Buffer.from(card.cardholderName, 'latin1').toString('hex')],
  ]);
}

function dataObjects({ card, application, dates, issuerCountryCode, currencyCode }: RecordSource): Objects {
  const isChip = application.style === 'chip';
  const objects: readonly (readonly [string, string])[] = [
    ['5A', card.pan.length % 2 === 0 ? card.pan : `${card.pan}F`],
    ['5F24', dates.expiryYymmdd],
    ['5F25', dates.effectiveYymmdd],
    ['5F28', toText(issuerCountryCode)],
    // A quick card says it with GET PROCESSING OPTIONS already: twice would be redundant data (C-3 5.4.2.2).
    ['5F34', isChip || application.style === 'channel' ? card.panSequenceNumber : ''],
    ['8C', isChip ? application.riskDol1Hex : ''],
    ['8D', isChip ? application.riskDol2Hex : ''],
    ['8E', isChip ? application.cardholderVerificationListHex : ''],
    ['9F07', application.usageControlHex],
    ['9F08', isChip ? application.versionHex : ''],
    ['9F0D', isChip ? application.actionCodeDefaultHex : ''],
    ['9F0E', isChip ? application.actionCodeDenialHex : ''],
    ['9F0F', isChip ? application.actionCodeOnlineHex : ''],
    ['9F42', toText(currencyCode)],
    ['9F49', application.dynamicDolHex],
    // Extended authentication takes the profile in whatever a list says.
    ['9F4A', ['none', 'extended', 'local'].includes(application.authentication) ? '' : '82'],
  ];
  return new Map(objects.filter(([, valueHex]) => valueHex !== ''));
}

/** Mag-stripe mode: one record, which says where in the tracks counter and check value go. */
function stripeRecords(source: RecordSource): ReturnType<typeof writeRecords> {
  const { card, application, dates } = source;
  const objects = new Map([
    ['9F6C', '0001'],
    ['9F62', '000000000038'],
    ['9F63', '0000000000C6'],
    ['56', toText(track1Of(card, application, dates))],
    ['9F64', '03'],
    ['9F65', '0038'],
    ['9F66', '00C6'],
    ['9F6B', toText(track2Of(card, application, dates))],
    ['9F67', '03'],
    ['9F68', '000000000000000042031E031F03'],
    ['5F24', dates.expiryYymmdd],
    ['9F69', '9F6A04'],
  ]);
  const content = encodeTlv('70', encodeAll(withExtra(objects, source, { takesNew: true })));
  return { records: [{ shortFileIdentifier: 1, recordNumber: 1, content }], fileLocator: fromHex('08010100') };
}

function withExtra(
  objects: Objects,
  { application }: RecordSource,
  options: { readonly takesNew: boolean; readonly elsewhere?: Objects },
): Objects {
  const result = new Map(objects);
  for (const [tagHex, valueHex] of application.extra) {
    const belongs = result.has(tagHex) || (options.takesNew && options.elsewhere?.has(tagHex) !== true);
    if (belongs && valueHex === '') result.delete(tagHex);
    else if (belongs) result.set(tagHex, valueHex);
  }
  return result;
}

function encodeAll(objects: Objects): Uint8Array {
  return concat(...[...objects].map(([tagHex, valueHex]) => encodeTlv(tagHex, fromHex(valueHex))));
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
