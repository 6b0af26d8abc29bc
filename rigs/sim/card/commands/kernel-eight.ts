import { createHash } from 'node:crypto';
import { byteAt, concat, toHex, withBitFlipped } from '../bytes.ts';
import { counterBytes } from '../cryptography/application-keys.ts';
import { encipherNext, enhancedMac, issuerDataMac, openCardChannel } from '../cryptography/secure-channel.ts';
import type { CardChannel } from '../cryptography/secure-channel.ts';
import { selectedCard } from '../memory.ts';
import type { CardInside, SelectedCard, TerminalValues } from '../memory.ts';
import type { VerificationWay } from '../personalisation/card-profile.ts';
import { encodeTlv, splitObjects } from '../tlv.ts';
import { done, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import { cardVerificationResults, issuerApplicationData } from './card-verification-results.ts';
import type { Command } from './command.ts';
import { countOffline, decideFirst, isOfflineSpent, readAsked, readValues, valueOf } from './generate-ac.ts';
import { makeCryptogram } from './make-cryptogram.ts';

/** The kernel's version and the suite of the channel, in tag 9F2B. */
const qualifier = { version: 0x02, suite: 0x00 } as const;
const templateTag = { protected: 'DA', plain: '70' } as const;
/** File that holds what is authenticated. */
const authenticatedFile = 2;
/** Bits of the interchange profile's second byte: where the code goes into the issuer's data. */
const copies = { mask: 0x06, atDefault: 0x02, atOwn: 0x04 } as const;
/** Where terminals of this bench put it unless the card says otherwise. */
const defaultOffset = 24;
/** Tag 9F8102 and the bit of the terminal's offer (tag 9F1D byte 1), by the way. */
const decisions: Readonly<Record<VerificationWay, readonly [decision: number, offer: number]>> = {
  'no-cvm': [0x00, 0x08],
  signature: [0x01, 0x20],
  'online-pin': [0x02, 0x40],
  device: [0x03, 0x04],
};
const failedDecision = 0xff;

/**
 * GET PROCESSING OPTIONS of kernel 8: the terminal's key in, the blinded key of the card out, and the list for the cryptogram.
 *
 * @clause C-8 20 (facts from github.com/Digrol/Denom); Book E 7.1
 */
export function openOptions(card: SelectedCard, { byTag }: TerminalValues): Answer {
  const { application, remembered, rng } = card;
  const [own, kernelKey] = [byTag.get('9F2B'), byTag.get('9E')];
  if (own?.[0] !== qualifier.version || own[2] !== qualifier.suite || kernelKey === undefined) {
    return refuse('conditionsNotSatisfied');
  }
  const opened = openCardChannel(application.curveSigner, {
    kernelKey,
    random: rng.bytes(32),
    liesAboutFactor: application.quirks.has('other-blinding-factor'),
  });
  if (opened === undefined) return refuse('incorrectData');
  remembered.channel = opened.channel;
  return done(
    encodeTlv(
      '77',
      encodeTlv('82', application.interchangeProfile),
      encodeTlv('94', application.fileLocator),
      encodeTlv('8C', Uint8Array.from(Buffer.from(application.profile.riskDol1Hex, 'hex'))),
      encodeTlv('9F8103', opened.keyData),
    ),
  );
}

/** A record as it leaves through the channel, if there is one. @clause C-8 22; Book E 8.6.2 */
export function protectedRecord({ application, remembered }: SelectedCard, record: Uint8Array): Uint8Array {
  const { channel } = remembered;
  if (channel === undefined || application.quirks.has('plain-records')) return record;
  return encodeTlv(templateTag.protected, encipherNext(channel, contentOf(record)));
}

/**
 * GENERATE AC of kernel 8: the card judges dates and usage, decides how its holder is verified, makes the cryptogram over the
 * results as the terminal will have them, and binds it to the channel with two codes.
 *
 * @clause C-8 3.8, 26 to 29; Book E 3.2 and 4.2
 * @reads What the cryptogram covers is not public. A terminal takes the card's results over and writes the code into the issuer's
 *   data, so that both must be in it already, or no issuer could recompute it.
 */
export function generateInChannel(inside: CardInside, command: Command): Answer {
  const asked = readAsked(command.parameter1);
  const isPlainOrMore = command.parameter2 === 0 || command.parameter2 === 0x80;
  if (asked === undefined || asked.wantsSignature || asked.wantsExtended || !isPlainOrMore) {
    return refuse('incorrectParameters');
  }
  const card = selectedCard(inside);
  const { session, channel } = inside.remembered;
  if (card === undefined || channel === undefined || session.phase !== 'initiated') {
    return refuse('conditionsNotSatisfied');
  }
  const values = readValues(card.application.riskDol1, command.data);
  if (values === undefined) return refuse('wrongLength');
  const isOfflineLimitReached = isOfflineSpent(card, values);
  const type = decideFirst(card, { asked: asked.type, isOfflineLimitReached });
  if (type === 0x40) countOffline(card, values);
  const decision = decide(card, values);
  // A device that verified its holder says so where a card says it of its PIN; the terminal's code for both is the same.
  if (decision === decisions.device[0]) inside.remembered.offlinePin = 'succeeded';
  const verificationResults = cardVerificationResults(card, {
    first: type,
    hasFirstSignature: false,
    hasSecondSignature: false,
    wasUnableToGoOnline: false,
    isOfflineLimitReached,
    terminalCountryCode: valueOf(values, '9F1A'),
  });
  const results = foreseen(card, values, decision);
  const issuerData = issuerApplicationData(card, { verificationResults, iccDynamicNumber: new Uint8Array() });
  const shown = concat(
    encodeTlv('9F27', Uint8Array.of(type)),
    encodeTlv('9F36', counterBytes(card.own.transactionCounter)),
    encodeTlv('9F10', issuerData),
    encodeTlv('9F8102', Uint8Array.of(decision)),
    encodeTlv('9F8104', results),
  );
  const code = codeOver(card, channel, concat(session.processingOptions.bytes, values.bytes, relayOf(inside), shown));
  const terminalValues = new Map([...session.processingOptions.byTag, ...values.byTag, ['95', results] as const]);
  const cryptogram = makeCryptogram(card, {
    values: terminalValues,
    verificationResults,
    issuerApplicationData: withCode(card, issuerData, code),
  });
  const last = enhancedMac(channel, cryptogram, code);
  const said = card.application.quirks.has('wrong-enhanced-mac') ? withBitFlipped(last, 7) : last;
  inside.remembered.awaitsEnvelopes = command.parameter2 !== 0;
  inside.remembered.session = { phase: 'finished', cryptogram, unpredictableNumber: valueOf(values, '9F37') };
  return done(encodeTlv('77', shown, encodeTlv('9F26', cryptogram), encodeTlv('9F8105', said)));
}

/** The code over the issuer's data; a liar makes it over something else than was said. */
function codeOver({ application }: SelectedCard, channel: CardChannel, talk: Uint8Array): Uint8Array {
  const record = application.records.find((one) => one.shortFileIdentifier === authenticatedFile);
  const isSigned = application.profile.authentication !== 'none';
  const signed = isSigned ? contentOf(record?.content ?? new Uint8Array()) : new Uint8Array();
  const staticData = concat(signed, application.interchangeProfile);
  const hash = Uint8Array.from(createHash('sha256').update(staticData).digest());
  const isOther = application.quirks.has('other-issuer-data-mac');
  return issuerDataMac(channel, concat(isOther ? withBitFlipped(talk, talk.length - 1) : talk, hash));
}

/** The issuer's data as the terminal will write the code into them. @clause C-8 28.1 */
function withCode({ application }: SelectedCard, issuerData: Uint8Array, code: Uint8Array): Uint8Array {
  const copy = byteAt(application.interchangeProfile, 1) & copies.mask;
  if (copy !== copies.atDefault && copy !== copies.atOwn) return issuerData;
  const own = Number.parseInt(application.profile.extra.get('9F8107') ?? '', 16);
  const filled = Uint8Array.from(issuerData);
  filled.set(code, copy === copies.atOwn ? own : defaultOffset);
  return filled;
}

function relayOf({ remembered }: CardInside): Uint8Array {
  const { relay } = remembered;
  return relay === undefined ? new Uint8Array() : concat(relay.terminalEntropy, relay.answered);
}

/** The first way that the card likes and the terminal offers; a liar takes its first one whatever is offered. */
function decide({ application }: SelectedCard, values: TerminalValues): number {
  const offer = values.byTag.get('9F1D')?.[0] ?? 0;
  const ways = application.profile.verificationWays.map((way) => decisions[way]);
  const isTaken = ([, bit]: readonly [number, number]): boolean =>
    application.quirks.has('verification-not-offered') || (offer & bit) !== 0;
  return ways.find(isTaken)?.[0] ?? failedDecision;
}

/** Verification results (tag 9F8104) as they will be: what the terminal found, dates and usage, and the decision. */
function foreseen(card: SelectedCard, values: TerminalValues, decision: number): Uint8Array {
  const results = Uint8Array.from(values.byTag.get('95') ?? new Uint8Array(5));
  const today = toHex(values.byTag.get('9A') ?? new Uint8Array());
  const isDomestic = toHex(valueOf(values, '9F1A')) === toHex(card.application.issuerCountryCode);
  const usage = Number.parseInt(card.application.profile.usageControlHex.slice(0, 2) || 'FF', 16);
  const raise = (index: number, mask: number, is: boolean): void => {
    if (is) results[index] = byteAt(results, index) | mask;
  };
  raise(1, 0x40, today > recordObject(card, '5F24'));
  raise(1, 0x20, today < recordObject(card, '5F25'));
  raise(1, 0x10, (usage & (isDomestic ? 0x28 : 0x14)) === 0);
  raise(2, 0x80, decision === failedDecision);
  raise(2, 0x04, decision === decisions['online-pin'][0]);
  return results;
}

/** An object of the authenticated record, in hexadecimal text. */
function recordObject({ application }: SelectedCard, tagHex: string): string {
  const record = application.records.find((one) => one.shortFileIdentifier === authenticatedFile);
  const objects = splitObjects(contentOf(record?.content ?? new Uint8Array())) ?? [];
  return toHex(objects.find(({ tag }) => toHex(tag) === tagHex)?.value ?? new Uint8Array());
}

/** What is in a record's template. */
function contentOf(record: Uint8Array): Uint8Array {
  const [only] = splitObjects(record) ?? [];
  return only === undefined || toHex(only.tag) !== templateTag.plain ? new Uint8Array() : only.value;
}
