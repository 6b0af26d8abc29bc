import type { MagneticStripeSettings } from '../../contactless-settings.ts';
import { statusSuccess } from '../application-protocol-data-unit.ts';
import { concatBytes, fromHex, toUnsigned } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import { buildDol, parseDol } from '../dol.ts';
import type { TransactionData } from '../outcome.ts';
import { readRecords } from '../read.ts';
import { findObject, parsePrimitives, parseTlv } from '../tlv.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { CardSession } from './card-session.ts';
import { isDeviceVerification, isVerificationRequired, transactionLimitMinor } from './kernel-2-cardholder.ts';
import { cardholderInteraction } from './kernel-2-outcome.ts';
import { isAccountOfApplication, stepReporter } from './kernel-context.ts';
import { decisionParameters } from './kernel-result.ts';
import type { ContactlessKernelNeeds, KernelResult } from './kernel-result.ts';
import { fillDiscretionaryData, numberDigitCount, splitTrack1, splitTrack2 } from './mag-stripe-track.ts';
import type { DigitPlaces } from './mag-stripe-track.ts';

/** What the card gave, by tag: here some tags mean other things than in EMV mode. */
type StripeObjects = ReadonlyMap<string, Uint8Array>;

const track2Tags = {
  checkValueBitmap: '9F65',
  numberBitmap: '9F66',
  counterDigits: '9F67',
  checkValue: '9F61',
} as const;
const track1Tags = {
  checkValueBitmap: '9F62',
  numberBitmap: '9F63',
  counterDigits: '9F64',
  checkValue: '9F60',
} as const;
/** Only a card that can do better holds these. */
const emvModeTags = ['8C', '90', '9F46'] as const;
/** Asked for when the card has no list (UDOL) of its own: the unpredictable number. */
const defaultListHex = '9F6A04';
const deviceRequiredIndicator = 0x03;
const verifiedByDeviceMask = 0x10;
const contactlessStripeEntry = 0x91;
const digitsBase = 100_000_000;

/**
 * Mag-stripe mode of kernel 2: COMPUTE CRYPTOGRAPHIC CHECKSUM gives a check value (CVC3) over a number of the
 * terminal's, and both go into the discretionary data of the tracks. Always decided online.
 *
 * @clause C-2, S7 (records), S78 (limits, number), S13 and S14 (check value, tracks)
 * @reads Whoever stands between card and reader can take the EMV mode bit out of a card's profile: a card whose records
 *   hold what only EMV mode needs is not served as a stripe.
 */
export async function performMagneticStripe(
  needs: ContactlessKernelNeeds,
  card: { readonly session: CardSession; readonly context: TransactionContext },
  settings: MagneticStripeSettings,
): Promise<KernelResult> {
  const { session, context } = card;
  const { data } = context;
  const objects = new Map<string, Uint8Array>();
  const read = await readRecords(session, capturing(data, objects), []);
  if (read.kind !== 'read') return read;
  if (emvModeTags.some((tag) => objects.has(tag))) return { kind: 'ended', reason: 'downgraded-to-mag-stripe' };
  const numberDigits = drawNumber(needs, objects);
  if (numberDigits.kind === 'ended') return numberDigits;
  const track = splitTrack2(objects.get('9F6B') ?? new Uint8Array());
  if (track === undefined) return { kind: 'ended', reason: 'card-data-error' };
  const panDigits = track.head.split('D')[0] ?? '';
  if (!isAccountOfApplication(context, panDigits)) return { kind: 'ended', reason: 'provider-mismatch' };
  if (context.request.amountMinor > transactionLimitMinor(context)) {
    return { kind: 'select-next', reason: 'contactless-limit-exceeded' };
  }
  data.set('9F6D', fromHex(settings.applicationVersionNumberHex));
  data.set('9F6A', fromHex(numberDigits.digits));
  const byDevice = isDeviceVerification(context) && isVerificationRequired(context);
  if (byDevice) data.set('9F7E', Uint8Array.of(deviceRequiredIndicator));
  const computed = await computeChecksum(session, context, objects);
  if (computed !== undefined) return computed;
  stepReporter(needs, context)('mag-stripe', ['82', '9F36'], { device: String(byDevice) });
  const interaction = cardholderInteraction(data);
  if (data.get('9F61') === undefined && interaction !== undefined) return interaction;
  return concludeStripe(context, settings, { objects, numberDigits: numberDigits.digits, byDevice });
}

/** Records are kept by tag beside the data record, which knows some of the tags as the terminal's own. */
function capturing(data: DataObjects, objects: Map<string, Uint8Array>): DataObjects {
  return {
    ...data,
    store: (offered) => {
      for (const { tag, value } of offered) if (value.length > 0 && !objects.has(tag)) objects.set(tag, value);
      return data.store(offered);
    },
  };
}

/**
 * The number as 8 digits, of which the card takes as many as its places say; the others are zero.
 *
 * @clause C-2, S7.20 to S7.24 (what a stripe card must have), S78.15
 */
function drawNumber(
  needs: ContactlessKernelNeeds,
  objects: StripeObjects,
): { readonly kind: 'drawn'; readonly digits: string } | { readonly kind: 'ended'; readonly reason: string } {
  const places = placesOf(objects, track2Tags);
  if (places === undefined || objects.get('9F6B') === undefined) return { kind: 'ended', reason: 'card-data-missing' };
  const count = numberDigitCount(places);
  if (count === undefined) return { kind: 'ended', reason: 'card-data-error' };
  if (objects.has('56')) {
    const others = placesOf(objects, track1Tags);
    if (others === undefined || numberDigitCount(others) !== count) return { kind: 'ended', reason: 'card-data-error' };
  }
  const digits = String(toUnsigned(needs.random(4)) % digitsBase).padStart(8, '0');
  return { kind: 'drawn', digits: digits.slice(8 - count).padStart(8, '0') };
}

function placesOf(objects: StripeObjects, tags: typeof track1Tags | typeof track2Tags): DigitPlaces | undefined {
  const checkValueBitmap = objects.get(tags.checkValueBitmap);
  const numberBitmap = objects.get(tags.numberBitmap);
  const counterDigitCount = objects.get(tags.counterDigits)?.[0];
  if (checkValueBitmap === undefined || numberBitmap === undefined || counterDigitCount === undefined) return undefined;
  return { checkValueBitmap, numberBitmap, counterDigitCount };
}

/** Sends the command and takes the answer; returns why the transaction stops, if it does. */
async function computeChecksum(
  session: CardSession,
  { data }: TransactionContext,
  objects: StripeObjects,
): Promise<KernelResult | undefined> {
  const list = parseDol(objects.get('9F69') ?? fromHex(defaultListHex));
  if (list.kind === 'malformed') return { kind: 'ended', reason: 'card-data-error' };
  const values = buildDol(list.entries, (tag) => data.get(tag));
  const head = Uint8Array.of(0x80, 0x2a, 0x8e, 0x80, values.length);
  const answer = await session.transmit(concatBytes([head, values, Uint8Array.of(0)]));
  if (answer.kind !== 'answered') return answer;
  const { statusWord } = answer;
  if (statusWord !== statusSuccess) return { kind: 'ended', reason: 'card-status-error', statusWord };
  const outer = parseTlv(answer.data);
  const template = outer.kind === 'parsed' && outer.objects.length === 1 ? findObject(outer.objects, '77') : undefined;
  const inner = template === undefined ? undefined : parsePrimitives(template.value);
  if (inner?.kind !== 'parsed' || data.store(inner.objects).kind === 'refused') {
    return { kind: 'ended', reason: 'card-data-error' };
  }
  return data.get('9F36') === undefined ? { kind: 'ended', reason: 'card-data-missing' } : undefined;
}

/**
 * The tracks with their dynamic digits, and the way online. A card that gives no check value declines.
 *
 * @clause C-2, S13.14 to S13.24, S14 (the device must say that it verified its holder when that was asked for)
 */
function concludeStripe(
  context: TransactionContext,
  settings: MagneticStripeSettings,
  facts: { readonly objects: StripeObjects; readonly numberDigits: string; readonly byDevice: boolean },
): KernelResult {
  const { data } = context;
  const { objects, byDevice } = facts;
  const hasVerified = byDevice && ((data.get('DF4B')?.[1] ?? 0) & verifiedByDeviceMask) !== 0;
  const method = byDevice ? 'device' : methodOf(context, settings);
  const declined = (reason: string): KernelResult => {
    const record: TransactionData = { objects: data.record(), cardholderVerification: 'none' };
    return { kind: 'declined', reason, data: record, parameters: decisionParameters('declined', record) };
  };
  if (byDevice && !hasVerified) return declined('device-verification-missing');
  if (data.get('9F61') === undefined) return declined('declined-by-card');
  const track2 = filled(data, facts, {
    tags: track2Tags,
    hasVerified,
    split: splitTrack2(objects.get('9F6B') ?? new Uint8Array()),
  });
  if (track2 === undefined) return { kind: 'ended', reason: 'card-data-error' };
  const evenTrack2 = track2.length % 2 === 0 ? track2 : `${track2}F`;
  data.set('57', fromHex(evenTrack2));
  const panDigits = track2.split('D')[0] ?? '';
  data.set('5A', fromHex(panDigits.length % 2 === 0 ? panDigits : `${panDigits}F`));
  data.set('9F39', Uint8Array.of(contactlessStripeEntry));
  const first = objects.get('56');
  if (first !== undefined && data.get('9F60') !== undefined) {
    const track1 = filled(data, facts, { tags: track1Tags, hasVerified, split: splitTrack1(first) });
    if (track1 === undefined) return { kind: 'ended', reason: 'card-data-error' };
    data.set('56', Uint8Array.from(Buffer.from(track1, 'latin1')));
  }
  const record: TransactionData = { objects: data.record(), cardholderVerification: method };
  return { kind: 'online-request', data: record, parameters: decisionParameters('online-request', record) };
}

function filled(
  data: DataObjects,
  facts: { readonly objects: StripeObjects; readonly numberDigits: string },
  track: {
    readonly tags: typeof track1Tags | typeof track2Tags;
    readonly hasVerified: boolean;
    readonly split: ReturnType<typeof splitTrack2>;
  },
): string | undefined {
  const places = placesOf(facts.objects, track.tags);
  const checkValue = data.get(track.tags.checkValue);
  const counter = data.get('9F36');
  if (places === undefined || checkValue?.length !== 2 || counter === undefined || track.split === undefined)
    return undefined;
  const count = numberDigitCount(places) ?? 0;
  const { head, discretionary } = track.split;
  const digits = fillDiscretionaryData(discretionary, places, {
    checkValue,
    counter,
    numberDigits: facts.numberDigits,
    lengthDigit: track.hasVerified ? (count + 5) % 10 : count,
  });
  return digits === undefined ? undefined : head + digits;
}

function methodOf(
  context: TransactionContext,
  settings: MagneticStripeSettings,
): TransactionData['cardholderVerification'] {
  return isVerificationRequired(context) ? settings.verificationRequired : settings.verificationNotRequired;
}
