import { concat, toHex, withBitFlipped } from '../bytes.ts';
import { selectedCard } from '../memory.ts';
import type { CardInside, SelectedCard, Session, TerminalValues } from '../memory.ts';
import { dolLength, splitByDol } from '../tlv.ts';
import type { DolEntry } from '../tlv.ts';
import { done, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import { cardVerificationResults, cryptogramTypes, fromBcd } from './card-verification-results.ts';
import type { CryptogramType } from './card-verification-results.ts';
import type { Command } from './command.ts';
import { cryptogramAnswer } from './cryptogram-answer.ts';
import { authenticateIssuer } from './authenticate-issuer.ts';
import { whyIssuerRefused } from './why-refused.ts';

/** What the terminal asks for in the first parameter. */
export interface Asked {
  readonly type: CryptogramType;
  readonly wantsSignature: boolean;
  /** A signature of extended authentication. */
  readonly wantsExtended: boolean;
}

type Initiated = Extract<Session, { phase: 'initiated' }>;
type Online = Extract<Session, { phase: 'online' }>;

/** Authorisation response codes of a terminal that could not go online: Y3 and Z3. */
const unableToGoOnline = new Set(['5933', '5A33']);

/**
 * GENERATE AC: the card's word on a transaction. The first decides or sends online, the second comes after an ARQC and
 * hears the issuer.
 *
 * @clause EMV 4.4 Book 3, 6.5.5 and 9.3
 */
export function generateAc(card: CardInside, command: Command): Answer {
  const asked = readAsked(command.parameter1);
  if (asked === undefined || command.parameter2 !== 0) return refuse('incorrectParameters');
  const selected = selectedCard(card);
  if (selected === undefined) return refuse('conditionsNotSatisfied');
  const isExtended = selected.application.profile.authentication === 'extended';
  if (asked.wantsExtended && !isExtended) return refuse('incorrectParameters');
  const { session } = card.remembered;
  if (session.phase === 'initiated') return first(selected, { session, asked, data: command.data });
  if (session.phase === 'online') return second(selected, { session, asked, data: command.data });
  return refuse('conditionsNotSatisfied');
}

/** Whether a GENERATE AC with this first parameter makes the card sign. */
export function wantsSignature(parameter1: number): boolean {
  const asked = readAsked(parameter1);
  if (asked === undefined) return false;
  return asked.wantsExtended || (asked.wantsSignature && asked.type !== cryptogramTypes.decline);
}

/** Takes the first parameter apart; undefined when it asks for nothing that there is. */
export function readAsked(parameter1: number): Asked | undefined {
  const type = Object.values(cryptogramTypes).find((one) => one === (parameter1 & 0xc0));
  const method = parameter1 & 0x18;
  if (type === undefined || (parameter1 & 0x27) !== 0 || method === 0x18) return undefined;
  return { type, wantsSignature: method === 0x10, wantsExtended: method === 0x08 };
}

function first(
  card: SelectedCard,
  { session, asked, data }: { readonly session: Initiated; readonly asked: Asked; readonly data: Uint8Array },
): Answer {
  const values = readValues(card.application.riskDol1, data);
  if (values === undefined) return refuse('wrongLength');
  const isOfflineLimitReached = isOfflineSpent(card, values);
  const type = decideFirst(card, { asked: asked.type, isOfflineLimitReached });
  const hasSignature = asked.wantsSignature && type !== cryptogramTypes.decline;
  if (type === cryptogramTypes.approve) countOffline(card, values);
  const { data: response, cryptogram } = cryptogramAnswer(card, {
    type,
    hasSignature,
    verificationResults: cardVerificationResults(card, {
      first: type,
      hasFirstSignature: hasSignature,
      hasSecondSignature: false,
      wasUnableToGoOnline: false,
      isOfflineLimitReached,
      terminalCountryCode: valueOf(values, '9F1A'),
    }),
    terminalValues: new Map([...session.processingOptions.byTag, ...values.byTag]),
    sentSoFar: concat(session.processingOptions.bytes, values.bytes),
    unpredictableNumber: valueOf(values, '9F37'),
    ...(asked.wantsExtended && { extended: signedValues(card, values, session.processingOptions.bytes) }),
  });
  const unpredictableNumber = valueOf(values, '9F37');
  card.own.torn = { data: response, unpredictableNumber };
  card.remembered.session =
    type === cryptogramTypes.goOnline
      ? { ...session, phase: 'online', first: values, cryptogram, hadSignature: hasSignature }
      : { phase: 'finished', cryptogram, unpredictableNumber };
  return done(response);
}

function second(
  card: SelectedCard,
  { session, asked, data }: { readonly session: Online; readonly asked: Asked; readonly data: Uint8Array },
): Answer {
  const values = readValues(card.application.riskDol2, data);
  if (values === undefined) return refuse('wrongLength');
  // After an ARQC there is nothing left to ask online for.
  if (asked.type === cryptogramTypes.goOnline) return refuse('incorrectParameters');
  const sent = values.byTag.get('91');
  const proof = { cryptogram: session.cryptogram, sent: sent ?? new Uint8Array() };
  const hasProof = proof.sent.some((byte) => byte !== 0);
  if (hasProof) card.remembered.issuerAuthentication = authenticateIssuer(card, proof);
  const { issuerAuthentication } = card.remembered;
  const wasUnableToGoOnline = unableToGoOnline.has(toHex(valueOf(values, '8A')));
  const isApproved =
    asked.type === cryptogramTypes.approve && issuerAuthentication === 'succeeded' && !wasUnableToGoOnline;
  const type = isApproved ? cryptogramTypes.approve : cryptogramTypes.decline;
  const hasSignature = asked.wantsSignature && isApproved;
  if (issuerAuthentication === 'succeeded') resetOffline(card);
  const { data: response } = cryptogramAnswer(card, {
    type,
    hasSignature,
    verificationResults: cardVerificationResults(card, {
      first: cryptogramTypes.goOnline,
      second: type,
      hasFirstSignature: session.hadSignature,
      hasSecondSignature: hasSignature,
      wasUnableToGoOnline,
      isOfflineLimitReached: isOfflineSpent(card, session.first),
      terminalCountryCode: valueOf(session.first, '9F1A'),
    }),
    // What the second list repeats is newer.
    terminalValues: new Map([...session.processingOptions.byTag, ...session.first.byTag, ...values.byTag]),
    sentSoFar: concat(session.processingOptions.bytes, session.first.bytes, values.bytes),
    unpredictableNumber: valueOf(values, '9F37'),
    ...(asked.wantsExtended && { extended: signedValues(card, values, new Uint8Array()) }),
  });
  card.remembered.session = {
    phase: 'finished',
    cryptogram: session.cryptogram,
    unpredictableNumber: valueOf(session.first, '9F37'),
  };
  const isRefused = hasProof && issuerAuthentication === 'failed';
  return isRefused ? { ...done(response), why: whyIssuerRefused(card, proof) } : done(response);
}

/** Whether the card has approved as often, or as much, as it may without its issuer. */
export function isOfflineSpent(card: SelectedCard, values: TerminalValues): boolean {
  const { consecutiveOfflineMax, cumulativeOfflineMinorMax } = card.application.profile;
  const sum = card.own.cumulativeOfflineMinor + fromBcd(valueOf(values, '9F02'));
  return card.own.consecutiveOffline >= consecutiveOfflineMax || sum > cumulativeOfflineMinorMax;
}

/** Card action analysis: a blocked application declines whatever is asked. */
export function decideFirst(
  card: SelectedCard,
  { asked, isOfflineLimitReached }: { readonly asked: CryptogramType; readonly isOfflineLimitReached: boolean },
): CryptogramType {
  if (card.own.isBlocked) return cryptogramTypes.decline;
  return asked === cryptogramTypes.approve && isOfflineLimitReached ? cryptogramTypes.goOnline : asked;
}

/** Counts an approval without the issuer. */
export function countOffline(card: SelectedCard, values: TerminalValues): void {
  card.own.consecutiveOffline += 1;
  const isOwnCurrency = toHex(valueOf(values, '5F2A')) === toHex(card.application.currencyCode);
  if (isOwnCurrency) card.own.cumulativeOfflineMinor += fromBcd(valueOf(values, '9F02'));
}

function resetOffline(card: SelectedCard): void {
  card.own.consecutiveOffline = 0;
  card.own.cumulativeOfflineMinor = 0;
  card.own.lastOnlineCounter = card.own.transactionCounter;
  card.own.scriptCount = 0;
  card.own.hasScriptFailed = false;
}

/** The values that a terminal sent for a list; undefined when they are not as many bytes as it asks for. */
export function readValues(dol: readonly DolEntry[], bytes: Uint8Array): TerminalValues | undefined {
  return bytes.length === dolLength(dol) ? { bytes, byTag: splitByDol(dol, bytes) } : undefined;
}

/**
 * What the terminal contributes to a signature of extended authentication: the values of the list at hand, and of the PDOL
 * with the first. A liar signs them with a bit turned, or with an old unpredictable number.
 *
 * @clause EMV 4.4 Book 2, 12.5.2 table 37
 */
function signedValues({ application }: SelectedCard, values: TerminalValues, before: Uint8Array): Uint8Array {
  const isReplay = application.quirks.has('constant-unpredictable-number');
  const own = [...values.byTag].map(([tag, value]) => (isReplay && tag === '9F37' ? new Uint8Array(4) : value));
  const signed = concat(before, ...own);
  return application.quirks.has('bad-dynamic-signature') ? withBitFlipped(signed, 0) : signed;
}

/** A value that the list asked for; zeros as long as the book has them for one that it left out. */
export function valueOf(values: TerminalValues, tagHex: '9F02' | '9F1A' | '5F2A' | '9F37' | '8A'): Uint8Array {
  const length = { '9F02': 6, '9F1A': 2, '5F2A': 2, '9F37': 4, '8A': 2 }[tagHex];
  return values.byTag.get(tagHex) ?? new Uint8Array(length);
}
