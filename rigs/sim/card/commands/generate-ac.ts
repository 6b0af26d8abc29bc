import assert from 'node:assert/strict';
import { concat, toHex } from '../bytes.ts';
import { authorisationResponseCryptogram } from '../cryptography/issuer-authentication.ts';
import type { CardInside, Session, TerminalValues } from '../memory.ts';
import { dolLength, splitByDol } from '../tlv.ts';
import type { DolEntry } from '../tlv.ts';
import { done, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import { cardVerificationResults, cryptogramTypes, fromBcd } from './card-verification-results.ts';
import type { CryptogramType, Verification } from './card-verification-results.ts';
import type { Command } from './command.ts';
import { cryptogramAnswer, sessionKey } from './cryptogram-answer.ts';

/** What the terminal asks for in the first parameter. */
interface Asked {
  readonly type: CryptogramType;
  readonly wantsSignature: boolean;
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
  const { session } = card;
  if (session.phase === 'initiated') return first(card, { session, asked, data: command.data });
  if (session.phase === 'online') return second(card, { session, asked, data: command.data });
  return refuse('conditionsNotSatisfied');
}

/** Whether a GENERATE AC with this first parameter makes the card sign. */
export function wantsSignature(parameter1: number): boolean {
  const asked = readAsked(parameter1);
  return asked !== undefined && asked.wantsSignature && asked.type !== cryptogramTypes.decline;
}

function readAsked(parameter1: number): Asked | undefined {
  const type = Object.values(cryptogramTypes).find((one) => one === (parameter1 & 0xc0));
  if (type === undefined || (parameter1 & 0x2f) !== 0) return undefined;
  return { type, wantsSignature: (parameter1 & 0x10) !== 0 };
}

function first(
  card: CardInside,
  { session, asked, data }: { readonly session: Initiated; readonly asked: Asked; readonly data: Uint8Array },
): Answer {
  const values = readValues(card.image.cardRiskManagementDol1, data);
  if (values === undefined) return refuse('wrongLength');
  const isOfflineLimitReached = card.kept.consecutiveOffline >= card.image.consecutiveOfflineMax;
  const type = asked.type === cryptogramTypes.approve && isOfflineLimitReached ? cryptogramTypes.goOnline : asked.type;
  const hasSignature = asked.wantsSignature && type !== cryptogramTypes.decline;
  if (type === cryptogramTypes.approve) countOffline(card, values);
  const { data: response, cryptogram } = cryptogramAnswer(card, {
    type,
    hasSignature,
    verificationResults: cardVerificationResults(card, {
      first: type,
      hasFirstSignature: hasSignature,
      hasSecondSignature: false,
      issuerAuthentication: 'not-performed',
      wasUnableToGoOnline: false,
      isOfflineLimitReached,
      terminalCountryCode: valueOf(values, '9F1A'),
    }),
    terminalValues: values.byTag,
    sentSoFar: concat(session.processingOptions.bytes, values.bytes),
    unpredictableNumber: valueOf(values, '9F37'),
  });
  card.session =
    type === cryptogramTypes.goOnline
      ? { ...session, phase: 'online', first: values, cryptogram, hadSignature: hasSignature }
      : { phase: 'finished' };
  return done(response);
}

function second(
  card: CardInside,
  { session, asked, data }: { readonly session: Online; readonly asked: Asked; readonly data: Uint8Array },
): Answer {
  const values = readValues(card.image.cardRiskManagementDol2, data);
  if (values === undefined) return refuse('wrongLength');
  // After an ARQC there is nothing left to ask online for.
  if (asked.type === cryptogramTypes.goOnline) return refuse('incorrectParameters');
  const issuerAuthentication = authenticateIssuer(card, { session, values });
  const isApproved = asked.type === cryptogramTypes.approve && issuerAuthentication === 'succeeded';
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
      issuerAuthentication,
      wasUnableToGoOnline: unableToGoOnline.has(toHex(valueOf(values, '8A'))),
      isOfflineLimitReached: card.kept.consecutiveOffline >= card.image.consecutiveOfflineMax,
      terminalCountryCode: valueOf(session.first, '9F1A'),
    }),
    // What the second list repeats is newer.
    terminalValues: new Map([...session.first.byTag, ...values.byTag]),
    sentSoFar: concat(session.processingOptions.bytes, session.first.bytes, values.bytes),
    unpredictableNumber: valueOf(values, '9F37'),
  });
  card.session = { phase: 'finished' };
  return done(response);
}

/** A terminal that has nothing from the issuer sends zeros. */
function authenticateIssuer(
  card: CardInside,
  { session, values }: { readonly session: Online; readonly values: TerminalValues },
): Verification['issuerAuthentication'] {
  const sent = valueOf(values, '91');
  if (sent.every((byte) => byte === 0)) return 'not-performed';
  const expected = authorisationResponseCryptogram({
    sessionKey: sessionKey(card),
    cryptogram: session.cryptogram,
    responseCode: sent.slice(8),
  });
  return toHex(expected) === toHex(sent.slice(0, 8)) ? 'succeeded' : 'failed';
}

function countOffline(card: CardInside, values: TerminalValues): void {
  card.kept.consecutiveOffline += 1;
  const isOwnCurrency = toHex(valueOf(values, '5F2A')) === toHex(card.image.applicationCurrencyCode);
  if (isOwnCurrency) card.kept.cumulativeOfflineMinor += fromBcd(valueOf(values, '9F02'));
}

function resetOffline(card: CardInside): void {
  card.kept.consecutiveOffline = 0;
  card.kept.cumulativeOfflineMinor = 0;
  card.kept.lastOnlineCounter = card.kept.applicationTransactionCounter;
}

function readValues(dol: readonly DolEntry[], bytes: Uint8Array): TerminalValues | undefined {
  return bytes.length === dolLength(dol) ? { bytes, byTag: splitByDol(dol, bytes) } : undefined;
}

function valueOf(values: TerminalValues, tagHex: string): Uint8Array {
  const value = values.byTag.get(tagHex);
  assert(value !== undefined, 'the card reads only what its own list asks for');
  return value;
}
